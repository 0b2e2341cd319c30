"""The log: one JSON object a line on stderr, with the request it belongs to, without identity numbers."""

import logging
import re
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from motcua.kernel.text import mask

# A personal identification number has 12 digits (Decree 137/2015/NĐ-CP, Article 13). One that is part of a longer
# code, such as an event's id, is not one.
_PERSONAL_ID = re.compile(r"(?<![\w.-])\d{12}(?![\w-])")


def configure() -> None:
    """Send the log of our rooms and of every library through the same processors. Call it once at start-up."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.StackInfoRenderer(),
            structlog.processors.format_exc_info,
            hide_personal_ids,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    # Refusals are answers, and faults are logged in `errors` with their number; Django would log both once more.
    for name in ("django.request", "django.security.csrf"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    for name in ("fontTools", "procrastinate", "pyhanko"):
        logging.getLogger(name).setLevel(logging.ERROR if name == "pyhanko" else logging.WARNING)


def hide_personal_ids(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Mask personal identification numbers wherever they stand in a log line, also inside a stack trace."""
    return {key: _masked(value) for key, value in event.items()}


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return _PERSONAL_ID.sub(lambda found: mask(found[0]), value)
    if isinstance(value, dict):
        return {key: _masked(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set):
        return [_masked(inner) for inner in value]
    return value
