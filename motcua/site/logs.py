"""The log: one JSON object a line on stderr, with the request it belongs to, without identity numbers."""

import logging
import sys

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from motcua.kernel.text import mask_personal_ids


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
    return {key: mask_personal_ids(value) for key, value in event.items()}
