"""Background jobs of dossiers (procrastinate finds them here)."""

import structlog
from procrastinate.contrib.django import app

from motcua.dossiers.operations.consulting import tell_silence
from motcua.kernel import clock

log = structlog.get_logger(__name__)


@app.periodic(cron="*/5 * * * *")
@app.task(name="dossiers.tell_silence", queueing_lock="dossiers.tell_silence")
def silence(timestamp: int) -> None:
    """Tell of questions to other agencies whose limit passed unanswered."""
    told = tell_silence(now=clock.now())
    if told:
        log.info("dossiers.consultations_silent", questions=told, at=timestamp)
