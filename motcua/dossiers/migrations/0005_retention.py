import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.ids


class Migration(migrations.Migration):
    """What retention needs: when a dossier was erased, which ones are on hold, and a way to the oldest."""

    dependencies = [
        ("dossiers", "0002_seal_owners"),
    ]

    operations = [
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="dossiers.dossier",
                    ),
                ),
                ("ground", models.CharField(max_length=500)),
                ("placed_at", models.DateTimeField()),
                ("placed_by", models.CharField(max_length=200)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_by", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.AddField(
            model_name="dossier",
            name="erased_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("erased_at", None), ("status__in", [3, 7, 8, 10])),
                fields=["status", "changed_at"],
                name="dossier_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at", None)), fields=("dossier",), name="hold_one_open"
            ),
        ),
    ]
