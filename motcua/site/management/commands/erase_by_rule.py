from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from motcua.audit.door import plan_erasure, run_erasure
from motcua.kernel import clock


class Command(BaseCommand):
    help = "Tell what is past its time by the rules of retention, or erase it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--what", choices=["plan", "run"], default="plan")

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        if options["what"] == "run":
            erased = run_erasure(now=now)
            self.stdout.write(
                "".join(f"{kind}: {count} erased\n" for kind, count in erased.items()) or "nothing"
            )
            return
        for due in plan_erasure(now=now):
            kept = f"{due.count} of before {due.before:%Y-%m-%d}" if due.before else "kept"
            self.stdout.write(f"{due.rule.kind}: {kept} ({due.rule.ground})")
