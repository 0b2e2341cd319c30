from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from motcua.kernel.sealing import reseal, sealed_columns, values_by_key
from motcua.kernel.secrecy import add_key, newest_key_id


class Command(BaseCommand):
    help = "Seal personal data with a fresh key, or go on where that was broken off; or only show the keys in use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--what", choices=["rotate", "show"], default="rotate")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "rotate":
            self._rotate()
        newest = newest_key_id().hex()
        for key, count in sorted(values_by_key(connection).items()):
            self.stdout.write(f"key {key}: {count} values{' (seals now)' if key == newest else ''}")

    def _rotate(self) -> None:
        is_done = set(values_by_key(connection)) <= {newest_key_id().hex()}
        # Keys of the environment are the operator's to add: the first of MOTCUA_DATA_KEYS seals.
        if is_done and not settings.MOTCUA_DATA_KEYS:
            add_key(settings.MOTCUA_DATA_KEYS_FILE)
        for table, purposes in sealed_columns().items():
            self.stdout.write(f"{table}: {reseal(connection, table, purposes)} rows sealed again")
