from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.accounts.door import SYSTEM
from motcua.directory.door import import_agencies
from motcua.kernel import clock
from motcua.kernel.errors import Refused


class Command(BaseCommand):
    help = "Import agencies (CSV)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_agencies(options["file"], actor=SYSTEM, now=clock.now())
        except (Refused, OSError) as problem:
            raise CommandError(str(problem)) from problem
        for problem_found in report.problems:
            self.stderr.write(f"line {problem_found.line}: {problem_found.message}")
        self.stdout.write(
            f"{report.created} new, {report.changed} changed, {report.unchanged} unchanged, "
            f"{len(report.problems)} left out"
        )
