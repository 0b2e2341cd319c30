"""The web server's command line."""

import os
import sys

THREADS = int(os.environ.get("MOTCUA_WEB_THREADS") or "4")


def command(*, host: str, port: int) -> list[str]:
    """Granian serving the WSGI application, sized for the machine."""
    workers = os.environ.get("MOTCUA_WEB_WORKERS") or str(max(2, min(os.cpu_count() or 2, 16)))
    return [
        sys.executable, "-m", "granian", "motcua.site.wsgi:application",
        "--interface", "wsgi", "--http", "1", "--no-ws", "--no-access-log", "--log-level", "warning",
        "--host", host, "--port", str(port), "--workers", workers, "--respawn-failed-workers",
        "--workers-kill-timeout", "15",  # a request cut short here was committed whole or not at all
        # A thread keeps its database connection; one that idles out would take the connection with it.
        "--blocking-threads", str(THREADS), "--blocking-threads-idle-timeout", "600",
    ]  # fmt: skip
