import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.kernel import clock
from motcua.site.backup import taking
from motcua.site.postgres.binaries import NoPostgres


class Command(BaseCommand):
    help = "Add a snapshot of database, files and secrets to a backup, while the installation goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, required=True)
        parser.add_argument("--passphrase", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            taken = taking.take(
                options["folder"],
                database=os.environ["DATABASE_URL"],
                passphrase=options["passphrase"],
                now=clock.now(),
                say=self.stdout.write,
            )
        except (taking.BackupFailed, NoPostgres, OSError) as problem:
            raise CommandError(f"No backup was taken. {problem}") from problem
        said = taken.manifest
        self.stdout.write(
            f"{taken.folder}: {sum(said.rows.values())} rows, {said.file_count} files of {said.file_bytes} bytes, "
            f"audit head {said.audit_head or 'none yet'}"
        )
        if taken.damaged:
            names = "\n".join(taken.damaged)
            raise CommandError(
                f"{len(taken.damaged)} files were missing or altered before the backup; get them from an older one:\n"
                + names
            )
