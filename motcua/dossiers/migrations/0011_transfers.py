import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_initial"),
        ("dossiers", "0009_consultations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=200)),
                ("reason", models.TextField()),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "from_agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.agency",
                    ),
                ),
                (
                    "to_agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.agency",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["from_agency", "-at", "-id"], name="transfer_sent_on")],
            },
        ),
    ]
