from io import StringIO

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def test_the_tables_are_those_of_the_models() -> None:
    out = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out)
    except SystemExit:
        pytest.fail(f"models without a migration:\n{out.getvalue()}")


def test_the_settings_pass_django_s_own_checks() -> None:
    call_command("check", fail_level="WARNING")
