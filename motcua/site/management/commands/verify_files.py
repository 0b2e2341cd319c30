from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.files.door import blob_count, check_blobs


class Command(BaseCommand):
    help = "Read every kept file and compare it with its hash; name those that are missing or altered."

    def handle(self, *args: Any, **options: Any) -> None:
        problems = list(check_blobs())
        if problems:
            named = "\n".join(f"{problem.sha256} {problem.problem}" for problem in problems)
            raise CommandError(f"BROKEN: {len(problems)} of {blob_count()} files\n{named}")
        self.stdout.write(f"whole: {blob_count()} files")
