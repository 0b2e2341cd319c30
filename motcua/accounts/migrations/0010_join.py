from django.db import migrations


class Migration(migrations.Migration):
    """The two branches end here: what the release before did without, and what it no longer needs."""

    stage = "after"

    dependencies = [("accounts", "0008_join"), ("accounts", "0009_unread")]

    operations: list[object] = []
