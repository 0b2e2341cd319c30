from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.audit.door import verify


class Command(BaseCommand):
    help = "Prove the audit trail whole, or name the first entry that does not fit."

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify()
        if not verdict.ok:
            raise CommandError(f"BROKEN after {verdict.checked} entries: {verdict.first_bad} {verdict.why}")
        self.stdout.write(f"whole: {verdict.checked} entries, last seal {verdict.last_seal or 'none yet'}")
