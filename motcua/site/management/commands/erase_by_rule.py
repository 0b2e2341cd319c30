from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from motcua.audit.door import Due, plan_erasure, run_erasure
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
            self.stdout.write(f"{due.rule.kind}: {_said(due)} ({due.rule.ground})")


def _said(due: Due) -> str:
    if due.before is None:
        return "kept"
    stock = due.stock
    oldest = f", the oldest of {stock.oldest:%Y-%m-%d}" if stock.oldest else ""
    held = f", {stock.held} on hold" if stock.held else ""
    return f"{stock.count} of before {due.before:%Y-%m-%d}{oldest}{held}"
