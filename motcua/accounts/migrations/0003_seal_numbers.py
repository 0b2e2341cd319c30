"""Identity numbers and contacts move into sealed columns; the open ones stay for code of the release before."""

from django.db import migrations, models

from motcua.accounts.migrations._seal import NAMES, seal
from motcua.kernel.secrecy import EncryptedTextField

# The release before knows only the open columns: what it inserts lacks the sealed ones, and what it changes makes them
# outdated. The step after the upgrade seals both.
BESIDE_THE_RELEASE_BEFORE = """
ALTER TABLE accounts_account
    ALTER personal_id SET DEFAULT '', ALTER tax_code SET DEFAULT '', ALTER phone SET DEFAULT '',
    ALTER email SET DEFAULT '', ALTER personal_id_sealed SET DEFAULT '', ALTER tax_code_sealed SET DEFAULT '',
    ALTER phone_sealed SET DEFAULT '', ALTER email_sealed SET DEFAULT '';
CREATE FUNCTION accounts_outdated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.phone <> OLD.phone THEN NEW.phone_sealed = ''; END IF;
    IF NEW.email <> OLD.email THEN NEW.email_sealed = ''; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER accounts_outdated BEFORE UPDATE ON accounts_account
    FOR EACH ROW EXECUTE FUNCTION accounts_outdated();
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounts", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint("account", "account_personal_id_form"),
                migrations.RemoveConstraint("account", "account_citizen_once"),
                *(migrations.RemoveField("account", name) for name in NAMES),
            ]
        ),
        *(
            migrations.AddField(
                "account",
                name,
                EncryptedTextField(purpose=f"accounts.{name}", db_column=f"{name}_sealed", default=""),
            )
            for name in NAMES
        ),
        migrations.AddField("account", "personal_id_fingerprint", models.BinaryField(null=True)),
        migrations.RunSQL(BESIDE_THE_RELEASE_BEFORE),
        migrations.RunPython(seal),
        migrations.AddConstraint(
            "account",
            models.UniqueConstraint(
                fields=["personal_id_fingerprint"],
                condition=models.Q(kind="citizen"),
                name="account_citizen_unique",
            ),
        ),
    ]
