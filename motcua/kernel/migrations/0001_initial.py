import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="LongWork",
            fields=[
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60)),
                ("owner_id", models.UUIDField(db_index=True)),
                ("title", models.CharField(max_length=300)),
                ("arguments", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("results", models.JSONField(default=list)),
                ("error", models.TextField(default="")),
                ("cancel_asked", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="OutboxEvent",
            fields=[
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("payload", models.JSONField()),
                ("created_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("delivered", "Delivered"), ("dead", "Dead")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField()),
                ("delivered_at", models.DateTimeField(null=True)),
                ("last_error", models.TextField(default="")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["next_try_at", "id"],
                        name="outbox_waiting",
                    ),
                    models.Index(condition=models.Q(("state", "dead")), fields=["id"], name="outbox_dead"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandledEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("handler", models.CharField(max_length=120)),
                (
                    "event",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="kernel.outboxevent"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("event", "handler"), name="handled_once")],
            },
        ),
    ]
