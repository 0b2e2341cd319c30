from django.db import migrations


class Migration(migrations.Migration):
    """As in 0008: what only adds stands on what the release before knows, and both end here."""

    stage = "after"

    dependencies = [("accounts", "0010_join"), ("accounts", "0011_erased_at")]

    operations: list[object] = []
