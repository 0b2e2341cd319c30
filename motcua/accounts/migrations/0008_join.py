from django.db import migrations


class Migration(migrations.Migration):
    """The two branches end here: what the release before did without, and what it no longer needs."""

    stage = "after"

    dependencies = [("accounts", "0006_old_sessions_go"), ("accounts", "0007_second_factor")]

    operations: list[object] = []
