from django.db import migrations


class Migration(migrations.Migration):
    """The two branches end here: what the release before did without, and what it no longer needs."""

    stage = "after"

    dependencies = [("dossiers", "0014_join"), ("dossiers", "0015_lapsing")]

    operations: list[object] = []
