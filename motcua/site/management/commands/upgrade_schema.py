from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from motcua.site import stages


class Command(BaseCommand):
    help = "Bring the database to this version: what it adds, while the version before still serves; then the rest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--before", action="store_true")
        parser.add_argument("--after", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["before"] or not options["after"]:
            for room, name in stages.open_before().items():
                call_command("migrate", room, name, interactive=False, verbosity=options["verbosity"])
        if options["after"] or not options["before"]:
            call_command("migrate", interactive=False, verbosity=options["verbosity"])
        missing = [name for name, _stage in stages.pending()]
        self.stdout.write(f"still to come with --after: {', '.join(missing)}" if missing else "up to date")
