"""Background jobs of files (procrastinate finds them here)."""

import structlog
from procrastinate.contrib.django import app

from motcua.files import scrubbing
from motcua.files.parts import sweep_parts
from motcua.files.removing import sweep_unreferenced
from motcua.kernel import clock

log = structlog.get_logger(__name__)


@app.periodic(cron="*/10 * * * *")
@app.task(name="files.scrub", queueing_lock="files.scrub")
def scrub(timestamp: int) -> None:
    """Read a sample of the kept files again."""
    read = scrubbing.scrub(now=clock.now())
    log.info("files.scrubbed", files=read, at=timestamp)


@app.periodic(cron="23 * * * *")
@app.task(name="files.sweep_parts", queueing_lock="files.sweep_parts")
def sweep_unfinished(timestamp: int) -> None:
    """Remove uploads that nobody went on with."""
    swept = sweep_parts(now=clock.now())
    if swept:
        log.info("files.parts_swept", files=swept, at=timestamp)


@app.periodic(cron="3 20 * * *")
@app.task(name="files.sweep_unreferenced", queueing_lock="files.sweep_unreferenced")
def sweep_content(timestamp: int) -> None:
    """Remove content that nothing refers to, every night (03:03 in Vietnam, after what is past its time went)."""
    swept = sweep_unreferenced(now=clock.now())
    if swept:
        log.info("files.unreferenced_swept", files=swept, at=timestamp)
