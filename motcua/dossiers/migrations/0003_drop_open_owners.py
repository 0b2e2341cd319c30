"""The open columns go when no code of the release before runs any more."""

from django.db import migrations

from motcua.dossiers.migrations._seal import seal

DROP = """
DROP TRIGGER dossiers_outdated ON dossiers_dossier;
DROP FUNCTION dossiers_outdated();
ALTER TABLE dossiers_dossier DROP owner_number, DROP owner_phone, DROP owner_email, DROP answers;
"""


class Migration(migrations.Migration):
    stage = "after"
    dependencies = [("dossiers", "0002_seal_owners")]
    operations = [migrations.RunPython(seal), migrations.RunSQL(DROP)]
