"""Background jobs of accounts (procrastinate finds them here)."""

from procrastinate.contrib.django import app

from motcua.accounts import signing_in
from motcua.kernel import clock


@app.periodic(cron="17 * * * *")
@app.task(name="accounts.sweep_sign_in_counts", queueing_lock="accounts.sweep_sign_in_counts")
def sweep_sign_in_counts(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the due time
    """Forget sign-in counts that are over."""
    signing_in.sweep(now=clock.now())
