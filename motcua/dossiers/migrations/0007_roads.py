import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0005_retention"),
    ]

    operations = [
        migrations.AddField(
            model_name="adjustment",
            name="turn",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="reappointed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="stands_since",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="supplement",
            name="exception",
            field=models.TextField(blank=True, db_default=""),
        ),
        migrations.CreateModel(
            name="Obligation",
            fields=[
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=200)),
                ("amount", models.PositiveBigIntegerField()),
                ("reason", models.TextField()),
                ("reported_at", models.DateTimeField(null=True)),
                ("report", models.CharField(blank=True, max_length=500)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("confirmed_by", models.CharField(blank=True, max_length=200)),
                ("voucher", models.CharField(blank=True, max_length=100)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="obligations",
                        to="dossiers.dossier",
                    ),
                ),
            ],
        ),
    ]
