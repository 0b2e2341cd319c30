from django.db import migrations


class Migration(migrations.Migration):
    """Sessions are kept by this room (`session_store`)."""

    stage = "after"  # the release before this one still uses the table

    dependencies = [("accounts", "0004_drop_open_numbers"), ("accounts", "0005_sessions")]

    operations = [migrations.RunSQL("DROP TABLE IF EXISTS django_session", migrations.RunSQL.noop)]
