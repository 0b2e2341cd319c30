"""Background jobs of the kernel (procrastinate finds them here)."""

import uuid

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from motcua.kernel import clock, progress, throttle


@app.task(name="kernel.run_work", retry=3)
def run_work(work_id: str) -> None:
    """Do a piece of long work to its end."""
    progress.run(uuid.UUID(work_id))


@app.periodic(cron="* * * * *")
@app.task(name="kernel.take_up_again", queueing_lock="kernel.take_up_again", pass_context=True)
async def take_up_again(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the due time
    """Queue work once more whose worker died over it (power cut, kill); what is done of it stays done.

    What runs by the clock is struck off instead: its next round does what the lost one left.
    """
    jobs = context.app.job_manager
    by_the_clock = {periodic.task.name for periodic in context.app.periodic_registry.periodic_tasks.values()}
    for job in await jobs.get_stalled_jobs():
        if job.task_name in by_the_clock:
            await jobs.finish_job(job, Status.FAILED, delete_job=True)
        else:
            await jobs.retry_job(job)


@app.periodic(cron="17 * * * *")
@app.task(name="kernel.sweep_counts", queueing_lock="kernel.sweep_counts")
def sweep_counts(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the due time
    """Forget counts of tries that are over."""
    throttle.sweep(now=clock.now())
