"""The open columns go, with their constraints, when no code of the release before runs any more."""

from django.db import migrations

from motcua.accounts.migrations._seal import seal

DROP = """
DROP TRIGGER accounts_outdated ON accounts_account;
DROP FUNCTION accounts_outdated();
ALTER TABLE accounts_account DROP personal_id, DROP tax_code, DROP phone, DROP email;
"""


class Migration(migrations.Migration):
    stage = "after"
    dependencies = [("accounts", "0002_sign_in_counts_go"), ("accounts", "0003_seal_numbers")]
    operations = [migrations.RunPython(seal), migrations.RunSQL(DROP)]
