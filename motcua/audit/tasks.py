"""Background jobs of the audit trail (procrastinate finds them here)."""

import structlog
from procrastinate.contrib.django import app

from motcua.audit import operations
from motcua.kernel import clock

log = structlog.get_logger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal", queueing_lock="audit.seal")
def seal(timestamp: int) -> None:
    """Seal what was recorded during the last minute."""
    entries = operations.seal(now=clock.now())
    if entries:
        log.info("audit.sealed", entries=entries, at=timestamp)
