from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from motcua.kernel.ids import new_id


class PackVersion(models.Model):
    """The files of a pack as revisions were made with them: a new release of a pack changes no revision."""

    hash = models.CharField(max_length=64, primary_key=True)
    key = models.CharField(max_length=60)
    files = models.JSONField()
    stored_at = models.DateTimeField()


class Procedure(models.Model):
    """An administrative procedure (thủ tục hành chính) as it stands now; its revisions say what it was."""

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.CharField(max_length=30, unique=True)
    name = models.TextField()
    sector = models.CharField(max_length=300, db_index=True)
    for_ministry = models.BooleanField(default=False)
    for_province = models.BooleanField(default=False)
    for_commune = models.BooleanField(default=False)
    levels = models.JSONField(default=list)
    is_live = models.BooleanField(default=False)
    current = models.ForeignKey("ProcedureRevision", on_delete=models.PROTECT, null=True, related_name="+")
    search_text = models.TextField(default="")
    search = SearchVectorField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            GinIndex(fields=["search"], name="procedure_search"),
            models.Index(fields=["code"], name="procedure_live", condition=models.Q(is_live=True)),
        ]


class ProcedureRevision(models.Model):
    """One state of a procedure; a trigger refuses every change, because dossiers keep it for life."""

    id = models.UUIDField(primary_key=True, default=new_id)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    raw = models.JSONField()
    raw_hash = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    decision = models.TextField(default="")
    pack = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()
    imported_by = models.UUIDField()
    reason = models.TextField(default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["procedure", "number"], name="revision_number_once")]


class ReviewItem(models.Model):
    """A doubt that only a person can settle: an ambiguous time, an amount that cannot be right."""

    class State(models.TextChoices):
        OPEN = "open"
        SETTLED = "settled"
        DISMISSED = "dismissed"
        OBSOLETE = "obsolete"

    id = models.UUIDField(primary_key=True, default=new_id)
    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="review_items")
    revision = models.ForeignKey(ProcedureRevision, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=60)
    field = models.CharField(max_length=80)
    excerpt = models.TextField(default="")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    settled_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)
    note = models.TextField(default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["reason", "id"],
                name="review_open",
                condition=models.Q(state="open"),
            ),
        ]


class ImportRun(models.Model):
    """One import of a catalogue file: what came in and what it did."""

    id = models.UUIDField(primary_key=True, default=new_id)
    file_name = models.CharField(max_length=255)
    file_hash = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    actor_id = models.UUIDField()
    total = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    review_counts = models.JSONField(default=dict)


class SearchSynonym(models.Model):
    """What people say and what the catalogue writes: "cấp sổ đỏ" is a certificate of land use right.

    `phrase` is folded. `meaning` may hold alternatives separated by `|`.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    phrase = models.CharField(max_length=120, unique=True)
    meaning = models.CharField(max_length=300)
    updated_at = models.DateTimeField()


class Competence(models.Model):
    """Which agency decides, by procedure or by sector. A null agency is the commune concerned."""

    class Level(models.TextChoices):
        PROVINCE = "province"
        COMMUNE = "commune"

    id = models.UUIDField(primary_key=True, default=new_id)
    level = models.CharField(max_length=10, choices=Level)
    sector = models.CharField(max_length=300, default="", blank=True)
    procedure_code = models.CharField(max_length=30, default="", blank=True)
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["level", "sector", "procedure_code"], name="competence_once"),
            models.CheckConstraint(
                name="competence_by_sector_or_code",
                condition=(models.Q(sector="") & ~models.Q(procedure_code=""))
                | (~models.Q(sector="") & models.Q(procedure_code="")),
            ),
        ]
