"""The worker: one process that delivers the outbox and runs background jobs."""

import asyncio
import os
import signal
import threading
import time

import psycopg
import structlog
from django.db import InterfaceError, OperationalError, connection
from procrastinate.contrib.django import DjangoApp, app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

from motcua.kernel import clock, outbox
from motcua.site import embedded
from motcua.site.places import VAR_DIR

log = structlog.get_logger(__name__)

POLL_SECONDS = 5  # a failed delivery waits for its next try without a notification
RETRY_SECONDS = 2  # after the database went away
LOOK_UP_SECONDS = 1  # how often a stop request is noticed
JOBS_AT_ONCE = 2
FINISH_WITHIN = 25  # a job cut off here is taken up again by the next worker
_LOST = (
    OperationalError,
    InterfaceError,
    psycopg.OperationalError,
    psycopg.InterfaceError,
    ConnectorException,
)


class Dispatcher(threading.Thread):
    """Delivers events as they are committed, until told to stop."""

    def __init__(self) -> None:
        super().__init__(name="outbox")
        self._stop_asked = threading.Event()

    def stop(self) -> None:
        """End after the batch at hand."""
        self._stop_asked.set()

    def run(self) -> None:
        """Deliver until `stop`."""
        try:
            self._deliver_until_stopped()
        finally:
            connection.close()

    def _deliver_until_stopped(self) -> None:
        while not self._stop_asked.is_set():
            try:
                self._deliver_while_connected()
            except Exception as error:
                if not _is_lost(error):
                    # Whoever started the worker sees it end, and starts another.
                    log.exception("outbox.dispatcher_failed")
                    os.kill(os.getpid(), signal.SIGTERM)
                    raise
                log.warning("outbox.database_lost", error=str(error))
                connection.close()
                _revive_database()
                self._stop_asked.wait(RETRY_SECONDS)

    def _deliver_while_connected(self) -> None:
        params = connection.get_connection_params()
        with psycopg.connect(**{**params, "cursor_factory": psycopg.ClientCursor}, autocommit=True) as ears:
            ears.execute(f"LISTEN {outbox.CHANNEL}")
            next_poll = 0.0
            while not self._stop_asked.is_set():
                heard = list(ears.notifies(timeout=LOOK_UP_SECONDS, stop_after=1)) if next_poll else []
                if heard or time.monotonic() >= next_poll:
                    self._deliver_all()
                    next_poll = time.monotonic() + POLL_SECONDS

    def _deliver_all(self) -> None:
        connection.close_if_unusable_or_obsolete()
        while not self._stop_asked.is_set() and outbox.deliver_batch(now=clock.now()):
            pass


def _revive_database() -> None:
    """The private PostgreSQL has no supervisor but us; a server of one's own is its administrator's."""
    if os.environ.get("DATABASE_URL") != embedded.url(VAR_DIR):
        return
    try:
        embedded.revive(VAR_DIR, say=log.warning)
    except (embedded.ServerFailed, OSError) as error:
        log.warning("database.not_revived", error=str(error))


def _is_lost(error: Exception) -> bool:
    """Whether the database went away: also when what came out is only what follows from that."""
    raw = connection.connection
    return isinstance(error, _LOST) or (raw is not None and (raw.closed or raw.broken))


def run() -> int:
    """Work until SIGTERM or SIGINT; 0 when it ended because it was asked to."""
    dispatcher = Dispatcher()
    dispatcher.start()
    try:
        asyncio.run(_work_until_stopped())
    finally:
        failed = not dispatcher.is_alive()
        dispatcher.stop()
        dispatcher.join()
    return int(failed)


async def _work_until_stopped() -> None:
    """Run jobs; when the database goes away, wait for it and begin anew, under a new name.

    The new name matters: what the lost one had taken counts as left behind, and is taken up again.
    """
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    while not stopping.is_set():
        working = asyncio.create_task(_work_on(_jobs()))
        asked = asyncio.create_task(stopping.wait())
        await asyncio.wait((working, asked), return_when=asyncio.FIRST_COMPLETED)
        asked.cancel()
        if stopping.is_set():
            working.cancel()
        try:
            await working
        except asyncio.CancelledError:
            break
        except _LOST as error:
            log.warning("jobs.database_lost", error=str(error))
        await asyncio.wait((asyncio.create_task(stopping.wait()),), timeout=RETRY_SECONDS)


async def _work_on(jobs: DjangoApp) -> None:
    async with jobs.open_async():
        await jobs.run_worker_async(
            concurrency=JOBS_AT_ONCE,
            shutdown_graceful_timeout=FINISH_WITHIN,
            delete_jobs="successful",
            install_signal_handlers=False,
        )


def _jobs() -> DjangoApp:
    # Its own pool of connections takes jobs; tasks keep deferring through Django's connection, so that a job they
    # queue belongs to their transaction.
    connector = DjangoConnector().get_worker_connector()
    jobs = DjangoApp(connector=connector, import_paths=list(app.import_paths))
    jobs.tasks, jobs.periodic_registry = app.tasks, app.periodic_registry
    return jobs
