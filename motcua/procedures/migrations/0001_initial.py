import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.ids

# A revision that could change would change the rules under which a dossier was received.
FREEZE = """
CREATE FUNCTION procedures_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% rows are immutable', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER revision_is_immutable BEFORE UPDATE OR DELETE ON procedures_procedurerevision
    FOR EACH ROW EXECUTE FUNCTION procedures_refuse_change();
CREATE TRIGGER pack_is_immutable BEFORE UPDATE OR DELETE ON procedures_packversion
    FOR EACH ROW EXECUTE FUNCTION procedures_refuse_change();
"""
THAW = """
DROP TRIGGER pack_is_immutable ON procedures_packversion;
DROP TRIGGER revision_is_immutable ON procedures_procedurerevision;
DROP FUNCTION procedures_refuse_change();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=motcua.kernel.ids.new_id,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("file_name", models.CharField(max_length=255)),
                ("file_hash", models.CharField(max_length=64)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("actor_id", models.UUIDField()),
                ("total", models.PositiveIntegerField(default=0)),
                ("created", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("problems", models.JSONField(default=list)),
                ("review_counts", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="PackVersion",
            fields=[
                (
                    "hash",
                    models.CharField(max_length=64, primary_key=True, serialize=False),
                ),
                ("key", models.CharField(max_length=60)),
                ("files", models.JSONField()),
                ("stored_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Procedure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=motcua.kernel.ids.new_id,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("code", models.CharField(max_length=30, unique=True)),
                ("name", models.TextField()),
                ("sector", models.CharField(db_index=True, max_length=300)),
                ("for_ministry", models.BooleanField(default=False)),
                ("for_province", models.BooleanField(default=False)),
                ("for_commune", models.BooleanField(default=False)),
                ("levels", models.JSONField(default=list)),
                ("is_live", models.BooleanField(default=False)),
                ("search_text", models.TextField(default="")),
                ("search", django.contrib.postgres.search.SearchVectorField()),
                ("updated_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SearchSynonym",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=motcua.kernel.ids.new_id,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("phrase", models.CharField(max_length=120, unique=True)),
                ("meaning", models.CharField(max_length=300)),
                ("updated_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ProcedureRevision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=motcua.kernel.ids.new_id,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("raw", models.JSONField()),
                ("raw_hash", models.CharField(max_length=64)),
                ("content_hash", models.CharField(max_length=64)),
                ("decision", models.TextField(default="")),
                ("imported_at", models.DateTimeField()),
                ("imported_by", models.UUIDField()),
                ("reason", models.TextField(default="")),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.packversion",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="procedures.procedure",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="procedure",
            name="current",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="procedures.procedurerevision",
            ),
        ),
        migrations.CreateModel(
            name="ReviewItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=motcua.kernel.ids.new_id,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("reason", models.CharField(max_length=60)),
                ("field", models.CharField(max_length=80)),
                ("excerpt", models.TextField(default="")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("settled", "Settled"),
                            ("dismissed", "Dismissed"),
                            ("obsolete", "Obsolete"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("settled_by", models.UUIDField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("note", models.TextField(default="")),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_items",
                        to="procedures.procedure",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.procedurerevision",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Competence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=motcua.kernel.ids.new_id,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("province", "Province"), ("commune", "Commune")],
                        max_length=10,
                    ),
                ),
                ("sector", models.CharField(blank=True, default="", max_length=300)),
                (
                    "procedure_code",
                    models.CharField(blank=True, default="", max_length=30),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.agency",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("level", "sector", "procedure_code"),
                        name="competence_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("sector", ""),
                                models.Q(("procedure_code", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("sector", ""), _negated=True),
                                ("procedure_code", ""),
                            ),
                            _connector="OR",
                        ),
                        name="competence_by_sector_or_code",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="procedurerevision",
            constraint=models.UniqueConstraint(fields=("procedure", "number"), name="revision_number_once"),
        ),
        migrations.AddIndex(
            model_name="procedure",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="procedure_search"),
        ),
        migrations.AddIndex(
            model_name="procedure",
            index=models.Index(
                condition=models.Q(("is_live", True)),
                fields=["code"],
                name="procedure_live",
            ),
        ),
        migrations.AddIndex(
            model_name="reviewitem",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["reason", "id"],
                name="review_open",
            ),
        ),
        migrations.RunSQL(FREEZE, THAW),
    ]
