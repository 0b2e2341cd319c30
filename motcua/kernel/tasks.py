"""Background jobs of the kernel (procrastinate finds them here)."""

import uuid

from procrastinate.contrib.django import app

from motcua.kernel import progress


@app.task(name="kernel.run_work", retry=3)
def run_work(work_id: str) -> None:
    """Do a piece of long work to its end."""
    progress.run(uuid.UUID(work_id))
