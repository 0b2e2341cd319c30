import errno
import os
import socket
import sys
import urllib.error
import urllib.request
from argparse import ArgumentParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from motcua.directory.door import all_agencies
from motcua.kernel import clock
from motcua.site import processes, web
from motcua.site.demo import DemoAccount, seed

HOST = "127.0.0.1"
MAIL = "demo-mail"


class Command(BaseCommand):
    help = "Start the web server and the worker with sample data, until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--catalogue", type=Path)
        parser.add_argument("--agencies", type=Path)
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        port: int = options["port"]
        _require_free(port)
        self._say("Preparing the database and the static files …")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        accounts = seed(catalogue=options["catalogue"], agencies=options["agencies"], now=clock.now())
        connections.close_all()  # the children open their own
        # What the children read: who they are, and the address that goes into letters and QR codes.
        province = next((a.name.removeprefix("UBND ") for a in all_agencies() if a.kind == "province"), "")
        os.environ.setdefault("MOTCUA_PROVINCE_NAME", province[:1].upper() + province[1:])
        os.environ |= {"MOTCUA_DEMO": "1", "PORT": str(port)}
        os.environ.setdefault("MOTCUA_SECOND_FACTOR", "offered")  # the story is told quickly
        commands = {
            **_mail_server(),
            "The web server": web.command(host=HOST, port=port),
            "The worker": [sys.executable, "-m", "motcua.site.cli", "worker"],
        }
        status = processes.run_until_stopped(
            commands,
            say=self._say,
            ready=lambda: _answers(port),
            when_ready=lambda: self._welcome(port, accounts),
        )
        self._say("Stopped. The data stay; the next start has them again.")
        if status:
            raise CommandError("Something failed; see above.", returncode=status)

    def _welcome(self, port: int, accounts: tuple[DemoAccount, ...]) -> None:
        width = max((len(account.username) for account in accounts), default=0)
        for account in accounts:
            self._say(f"  {account.username:<{width}}  {account.password}  {account.who}")
        if os.environ.get("MOTCUA_SMTP_URL") != settings.MOTCUA_SMTP_URL:
            self._say(f"Letters arrive in {settings.VAR_DIR / MAIL} (docs/notices.md).")
        self._say("Keys for the API (Authorization: Bearer …):")
        for account in accounts:
            self._say(f"  {account.username:<{width}}  {account.token}")
        self._say(f"Một Cửa: http://{HOST}:{port}/   Ctrl-C stops it.")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _mail_server() -> dict[str, list[str]]:
    """A mail server of our own, and the worker told of it; none where there is a real one, or no library for it."""
    if settings.MOTCUA_SMTP_URL or find_spec("aiosmtpd") is None:
        return {}
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = str(probe.getsockname()[1])
    os.environ["MOTCUA_SMTP_URL"] = f"smtp://{HOST}:{port}"
    folder = str(settings.VAR_DIR / MAIL)
    return {
        "The mail server": [sys.executable, "-m", "motcua.site.demo_mail", "--port", port, "--folder", folder]
    }


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise CommandError(f"Port {port} is taken; choose another: PORT=8001 make demo") from error


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
