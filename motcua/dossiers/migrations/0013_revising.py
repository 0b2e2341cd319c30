from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0011_transfers"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="reopened_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="resultdocument",
            name="replaced_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="resultdocument",
            name="replaces",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
        migrations.AddField(
            model_name="resultdocument",
            name="revocation_ground",
            field=models.CharField(blank=True, db_default="", default="", max_length=500),
        ),
        migrations.AddField(
            model_name="resultdocument",
            name="revoked_at",
            field=models.DateTimeField(null=True),
        ),
    ]
