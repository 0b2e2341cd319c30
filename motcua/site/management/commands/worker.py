import sys
from typing import Any

from django.core.management.base import BaseCommand

from motcua.site import worker


class Command(BaseCommand):
    help = "Deliver events and run background jobs until stopped."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(worker.run())
