"""Background jobs of files (procrastinate finds them here)."""

import structlog
from procrastinate.contrib.django import app

from motcua.files import scrubbing
from motcua.kernel import clock

log = structlog.get_logger(__name__)


@app.periodic(cron="*/10 * * * *")
@app.task(name="files.scrub", queueing_lock="files.scrub")
def scrub(timestamp: int) -> None:
    """Read a sample of the kept files again."""
    read = scrubbing.scrub(now=clock.now())
    log.info("files.scrubbed", files=read, at=timestamp)
