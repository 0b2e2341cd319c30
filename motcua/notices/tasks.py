"""Background jobs of notices (procrastinate finds them here)."""

from procrastinate.contrib.django import app

from motcua.kernel import clock
from motcua.notices import erasing, sending
from motcua.notices.operations import JOB


@app.periodic(cron="* * * * *")
@app.task(name=JOB, queueing_lock=JOB, lock=JOB)
def send(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the due time
    """Send what waits; also called as soon as something does."""
    sending.send_waiting(now=clock.now())


@app.periodic(cron="53 19 * * *")
@app.task(name="notices.sweep_rounds", queueing_lock="notices.sweep_rounds")
def sweep_rounds(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the due time
    """Forget, every night (02:53 in Vietnam), what was done once so long ago that nobody would do it again."""
    erasing.forget_rounds(now=clock.now())
