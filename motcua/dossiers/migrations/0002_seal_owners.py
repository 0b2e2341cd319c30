"""What tells of the owner moves into sealed columns; the open ones stay for code of the release before."""

from django.db import migrations

from motcua.dossiers.migrations._seal import NAMES, seal
from motcua.kernel.secrecy import EncryptedJSONField, EncryptedTextField

# The release before knows only the open columns: what it inserts lacks the sealed ones, and what it changes makes them
# outdated. The step after the upgrade seals both.
BESIDE_THE_RELEASE_BEFORE = """
ALTER TABLE dossiers_dossier
    ALTER owner_number SET DEFAULT '', ALTER owner_phone SET DEFAULT '', ALTER owner_email SET DEFAULT '',
    ALTER answers SET DEFAULT '{}', ALTER owner_number_sealed SET DEFAULT '',
    ALTER owner_phone_sealed SET DEFAULT '', ALTER owner_email_sealed SET DEFAULT '',
    ALTER answers_sealed SET DEFAULT '';
CREATE FUNCTION dossiers_outdated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.owner_number <> OLD.owner_number THEN NEW.owner_number_sealed = ''; END IF;
    IF NEW.owner_phone <> OLD.owner_phone THEN NEW.owner_phone_sealed = ''; END IF;
    IF NEW.owner_email <> OLD.owner_email THEN NEW.owner_email_sealed = ''; END IF;
    IF NEW.answers <> OLD.answers THEN NEW.answers_sealed = ''; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER dossiers_outdated BEFORE UPDATE ON dossiers_dossier
    FOR EACH ROW EXECUTE FUNCTION dossiers_outdated();
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("dossiers", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveIndex("dossier", "dossier_owner_number"),
                *(migrations.RemoveField("dossier", name) for name in NAMES),
            ]
        ),
        *(
            migrations.AddField(
                "dossier",
                name,
                EncryptedTextField(purpose=f"dossiers.{name}", db_column=f"{name}_sealed", default=""),
            )
            for name in NAMES
            if name != "answers"
        ),
        migrations.AddField(
            "dossier",
            "answers",
            EncryptedJSONField(purpose="dossiers.answers", db_column="answers_sealed", default=dict),
        ),
        migrations.RunSQL(BESIDE_THE_RELEASE_BEFORE),
        migrations.RunPython(seal),
    ]
