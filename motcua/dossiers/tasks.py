"""Background jobs of dossiers (procrastinate finds them here)."""

import structlog
from procrastinate.contrib.django import app

from motcua.dossiers.operations.consulting import tell_silence
from motcua.dossiers.operations.lapsing import lapse_unanswered
from motcua.dossiers.telling import lapsing, officials
from motcua.kernel import clock

log = structlog.get_logger(__name__)


@app.periodic(cron="*/5 * * * *")
@app.task(name="dossiers.tell_silence", queueing_lock="dossiers.tell_silence")
def silence(timestamp: int) -> None:
    """Tell of questions to other agencies whose limit passed unanswered."""
    told = tell_silence(now=clock.now())
    if told:
        log.info("dossiers.consultations_silent", questions=told, at=timestamp)


@app.periodic(cron="*/10 * * * *")
@app.task(name="dossiers.warn", queueing_lock="dossiers.warn")
def warn(timestamp: int) -> None:
    """Digests of agencies that have opened, online dossiers to be answered soon, citizens whose time runs out."""
    now = clock.now()
    agencies, answers = officials.send_digests(now=now), officials.warn_of_answers(now=now)
    reminded = lapsing.remind(now=now)
    if agencies or answers or reminded:
        log.info("dossiers.warned", agencies=agencies, answers=answers, reminded=reminded, at=timestamp)


@app.periodic(cron="11 * * * *")
@app.task(name="dossiers.lapse", queueing_lock="dossiers.lapse")
def lapse(timestamp: int) -> None:
    """End cases whose request to complete nobody answered in time, every hour."""
    ended = lapse_unanswered(now=clock.now())
    if ended:
        log.info("dossiers.lapsed", dossiers=ended, at=timestamp)
