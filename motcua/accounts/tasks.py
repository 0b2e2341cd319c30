"""Background jobs of accounts (procrastinate finds them here)."""

from procrastinate.contrib.django import app

from motcua.accounts.session_store import SessionStore


@app.periodic(cron="23 * * * *")
@app.task(name="accounts.sweep_sessions", queueing_lock="accounts.sweep_sessions")
def sweep_sessions(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes the due time
    """Forget sessions that ended long ago."""
    SessionStore.clear_expired()
