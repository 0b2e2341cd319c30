"""Background jobs of the audit trail (procrastinate finds them here)."""

import structlog
from procrastinate.contrib.django import app

from motcua.audit import operations, proving, retention
from motcua.kernel import clock

log = structlog.get_logger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal", queueing_lock="audit.seal")
def seal(timestamp: int) -> None:
    """Seal what was recorded during the last minute."""
    entries = operations.seal(now=clock.now())
    if entries:
        log.info("audit.sealed", entries=entries, at=timestamp)


@app.periodic(cron="23 19 * * *")
@app.task(name="audit.prove", queueing_lock="audit.prove")
def prove(timestamp: int) -> None:
    """Prove the trail whole, every night (02:23 in Vietnam)."""
    if not proving.prove(now=clock.now()).ok:
        log.error("audit.broken", at=timestamp)


@app.periodic(cron="43 19 * * *")
@app.task(name="audit.retention", queueing_lock="audit.retention")
def erase(timestamp: int) -> None:
    """Erase what is past its time, every night (02:43 in Vietnam)."""
    for kind, count in retention.run_erasure(now=clock.now()).items():
        log.info("retention.erased", kind=kind, count=count, at=timestamp)
