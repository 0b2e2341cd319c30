import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_initial"),
        ("dossiers", "0007_roads"),
        ("files", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=200)),
                ("question", models.TextField()),
                ("shown", models.JSONField(default=list)),
                ("due_at", models.DateTimeField()),
                ("exception", models.TextField(blank=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agree", "Đồng ý"),
                            ("disagree", "Không đồng ý"),
                            ("other", "Ý kiến khác"),
                            ("declined", "Không thuộc thẩm quyền"),
                            ("withdrawn", "Cơ quan hỏi thôi lấy ý kiến"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("file_name", models.CharField(blank=True, max_length=255)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=200)),
                ("silent_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.agency",
                    ),
                ),
                (
                    "asking_agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.agency",
                    ),
                ),
                (
                    "blob",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.blob",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="dossiers.paper",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["agency", "ended_at", "due_at", "id"], name="consultation_inbox"),
                    models.Index(
                        fields=["asking_agency", "ended_at", "due_at", "id"], name="consultation_asked"
                    ),
                    models.Index(
                        condition=models.Q(("ended_at", None), ("silent_at", None)),
                        fields=["due_at"],
                        name="consultation_silent",
                    ),
                ],
            },
        ),
    ]
