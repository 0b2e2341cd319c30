"""The stamp of the agencies moved to `kernel.kept`; old code still asks for the table while it serves."""

from django.db import migrations


class Migration(migrations.Migration):
    stage = "after"
    dependencies = [("directory", "0001_initial")]
    operations = [migrations.DeleteModel(name="Stamp")]
