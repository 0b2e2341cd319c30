"""The command line: `motcua demo`, and what an installation needs every day.

This module only finds the database and hands over to a Django command of the same name, because a room may be
imported only after the database is known.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.core.management import CommandError, call_command, execute_from_command_line
from django.db import connections

from motcua.kernel.messages import compile_catalogues
from motcua.site import embedded, web
from motcua.site.backup import box, restoring
from motcua.site.places import VAR_DIR
from motcua.site.postgres.account import NoAccount
from motcua.site.postgres.binaries import NoPostgres

Run = Callable[[argparse.Namespace], int | None]
# What goes wrong for a reason that its message tells.
_TOLD = (
    embedded.ServerFailed,
    NoPostgres,
    NoAccount,
    CommandError,
    restoring.RestoreRefused,
    box.WrongPassphrase,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")
    compile_catalogues()
    try:
        if words[:1] == ["manage"]:
            with _database():
                execute_from_command_line(["motcua manage", *words[1:]])
            return 0
        arguments = _parser().parse_args(words)
        return arguments.run(arguments) or 0
    except _TOLD as problem:
        _say(str(problem))
        return getattr(problem, "returncode", 1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="motcua", description="Một Cửa: a province's one-stop shop.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    demo = _add(
        commands,
        "demo",
        "start everything with sample data",
        _django("demo", "catalogue", "agencies", "port"),
    )
    demo.add_argument("--catalogue", type=Path, help="procedures to import (JSON lines, may be gzipped)")
    demo.add_argument("--agencies", type=Path, help="agencies to import (CSV)")
    serve = _add(commands, "serve", "start the web server", _serve)
    serve.add_argument("--host", default="127.0.0.1")
    for server in (demo, serve):
        server.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    _add(commands, "worker", "deliver events and run background jobs", _django("worker"))
    _add(commands, "manage", "run a Django command, such as `manage migrate`", lambda _: None)
    upgrade = _add(
        commands,
        "upgrade",
        "bring the database to this version",
        _django("upgrade_schema", "before", "after"),
    )
    upgrade.add_argument(
        "--before", action="store_true", help="only what adds: the old version may still serve"
    )
    upgrade.add_argument("--after", action="store_true", help="the rest, when no old process is left")
    database = _add(commands, "database", "the private PostgreSQL of this installation", _run_database)
    database.add_argument("what", choices=["start", "stop", "url"])
    audit = _add(commands, "audit", "check the chain of evidence", _django("verify_audit"))
    audit.add_argument("what", choices=["verify"])
    files = _add(commands, "files", "read every kept file again", _django("verify_files"))
    files.add_argument("what", choices=["verify"])
    keys = _add(commands, "keys", "seal personal data with a fresh key", _django("rotate_keys", "what"))
    keys.add_argument("what", choices=["rotate", "show"])
    retention = _add(commands, "retention", "erase what is past its time", _django("erase_by_rule", "what"))
    retention.add_argument("what", choices=["plan", "run"])
    backup = _add(commands, "backup", "copy database, files and secrets into a folder", _backup)
    backup.add_argument("folder", type=Path)
    restore = _add(commands, "restore", "bring an installation back from such a folder", _restore)
    restore.add_argument("folder", type=Path)
    restore.add_argument("--snapshot", default="", help="name of the snapshot; the newest when not given")
    _add_rooms(commands)
    return parser


def _add_rooms(commands: Any) -> None:
    """What is done with one room's things."""
    deadline = _add(
        commands, "deadline", "say why a dossier is due when it is", _django("explain_deadline", "code")
    )
    deadline.add_argument("what", choices=["explain"])
    deadline.add_argument("code")
    for room, what in (("catalogue", "procedures"), ("agencies", "agencies")):
        importing = _add(commands, room, f"import {what} from a file", _django(f"import_{room}", "file"))
        importing.add_argument("what", choices=["import"])
        importing.add_argument("file", type=Path)


def _add(commands: Any, name: str, text: str, run: Run) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    return parser


def _django(command: str, *options: str) -> Run:
    def run(arguments: argparse.Namespace) -> None:
        if "port" in options:
            os.environ["PORT"] = str(arguments.port)  # addresses in letters and QR codes name it
        with _database():
            django.setup()
            call_command(command, **{option: getattr(arguments, option) for option in options})

    return run


def _serve(arguments: argparse.Namespace) -> None:
    # The web server takes this process's place, so that a supervisor's signals reach it. The private database, if
    # it is used, stays up for the worker and the next start.
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = embedded.start(VAR_DIR, stays=True, say=_say).url
    django.setup()
    call_command("check")  # a mistake in the code is told here, once, and not by workers that die in turn
    connections.close_all()
    argv = web.command(host=arguments.host, port=arguments.port)
    os.execv(argv[0], argv)


def _backup(arguments: argparse.Namespace) -> None:
    passphrase = _passphrase()
    with _database():
        django.setup()
        call_command("take_backup", folder=arguments.folder.resolve(), passphrase=passphrase)


def _restore(arguments: argparse.Namespace) -> None:
    """See docs/backup.md. Nothing of Django is touched before the secrets lie in their place."""
    passphrase = _passphrase()
    snapshot = restoring.choose(arguments.folder.resolve(), arguments.snapshot)
    secrets = VAR_DIR / "secrets"
    keys = Path(os.environ.get("MOTCUA_KEYS_DIR", VAR_DIR / "keys"))
    files = Path(os.environ.get("MOTCUA_FILES", VAR_DIR / "files"))
    with _database():
        address = os.environ["DATABASE_URL"]
        restoring.require_empty(address, secrets, keys, files)
        restoring.lay_secrets(snapshot, passphrase=passphrase, secrets=secrets, keys=keys)
        restoring.lay_files(snapshot, files=files, say=_say)
        restoring.load(snapshot, database=address, say=_say)
        if wrong := restoring.differences(snapshot, database=address):
            raise restoring.RestoreRefused("\n".join(["Not what was backed up:", *wrong]))
        _say("Reading the chain of evidence and every file …")
        django.setup()
        call_command("verify_audit")
        call_command("verify_files")
    _say(f"Restored from {snapshot}. Start it with `motcua upgrade` and `motcua serve`.")


def _passphrase() -> str:
    given = os.environ.get("MOTCUA_BACKUP_PASSPHRASE") or (
        getpass.getpass("Passphrase of the backup: ") if sys.stdin.isatty() else ""
    )
    if not given:
        raise CommandError("Set MOTCUA_BACKUP_PASSPHRASE: secrets and signing keys are kept under it.")
    return given


def _run_database(arguments: argparse.Namespace) -> None:
    if arguments.what == "start":
        print(embedded.start(VAR_DIR, stays=True, say=_say).url)
    elif arguments.what == "stop":
        _say("stopped" if embedded.stop(VAR_DIR) else "was not running")
    else:
        print(os.environ.get("DATABASE_URL") or embedded.url(VAR_DIR))


@contextmanager
def _database() -> Iterator[None]:
    """DATABASE_URL as given, else of the private server, started here unless it runs, and then stopped again."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    server = embedded.start(VAR_DIR, say=_say)
    os.environ["DATABASE_URL"] = server.url
    try:
        yield
    finally:
        if not server.stays:
            server.stop()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
