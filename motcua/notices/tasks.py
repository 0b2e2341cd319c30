"""Background jobs of notices (procrastinate finds them here)."""

from procrastinate.contrib.django import app

from motcua.kernel import clock
from motcua.notices import sending
from motcua.notices.operations import JOB


@app.periodic(cron="* * * * *")
@app.task(name=JOB, queueing_lock=JOB, lock=JOB)
def send(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the due time
    """Send what waits; also called as soon as something does."""
    sending.send_waiting(now=clock.now())
