from django.db import migrations


class Migration(migrations.Migration):
    """The two branches end here: what the release before did without, and what it no longer needs."""

    stage = "after"

    dependencies = [("dossiers", "0004_lean_indexes"), ("dossiers", "0005_retention")]

    operations: list[object] = []
