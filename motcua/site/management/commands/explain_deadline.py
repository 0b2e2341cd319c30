"""`motcua deadline explain CODE`: why this date, for whoever runs the installation."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from motcua.dossiers.door import explained_deadline
from motcua.kernel import clock
from motcua.kernel.clock import say_moment
from motcua.kernel.errors import NotFound


class Command(BaseCommand):
    help = "Say why a dossier is due when it is."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("code")

    def handle(self, *_args: Any, code: str, **_options: Any) -> None:
        """Print the original and the current date, what is left, and every step between."""
        try:
            found = explained_deadline(code, now=clock.now())
        except NotFound as error:
            raise CommandError(f"không có hồ sơ {code} / no dossier {code}") from error
        for label, moment in (("Hạn ban đầu", found.original_due_at), ("Hạn hiện tại", found.due_at)):
            self.stdout.write(f"{label}: {say_moment(moment) if moment else '–'}")
        self.stdout.write(f"Còn lại: {found.left or '–'}")
        for number, line in enumerate(found.why, start=1):
            self.stdout.write(f"{number}. {line}")
