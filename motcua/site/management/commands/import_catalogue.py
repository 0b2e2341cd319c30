from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.accounts.door import SYSTEM
from motcua.kernel import clock
from motcua.kernel.errors import Refused
from motcua.procedures.door import import_catalogue


class Command(BaseCommand):
    help = "Import published procedures (JSON lines, may be gzipped)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_catalogue(path=options["file"], actor=SYSTEM, now=clock.now())
        except (Refused, OSError) as problem:
            raise CommandError(str(problem)) from problem
        for line, reason in report.problems:
            self.stderr.write(f"line {line}: {reason}")
        self.stdout.write(
            f"{report.total} records: {report.created} new, {report.changed} changed, "
            f"{report.unchanged} unchanged, {len(report.problems)} left out"
        )
