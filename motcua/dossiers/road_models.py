"""What lies beside a dossier on its way: opinions asked for, transfers, financial obligations."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.kernel.ids import new_id


class Consultation(models.Model):
    """One agency asked for its opinion on a dossier (61/2018 art. 19.5), and what it said. Open until it ends."""

    class Answer(models.TextChoices):
        AGREE = "agree", _("Đồng ý")
        DISAGREE = "disagree", _("Không đồng ý")
        OTHER = "other", _("Ý kiến khác")
        DECLINED = "declined", _("Không thuộc thẩm quyền")
        WITHDRAWN = "withdrawn", _("Cơ quan hỏi thôi lấy ý kiến")

    id = models.UUIDField(primary_key=True, default=new_id)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="consultations")
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    asking_agency = models.ForeignKey(
        "directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    question = models.TextField()
    # Ids of the components that the asked agency may open; it sees no others.
    shown = models.JSONField(default=list)
    # Counted on the asked agency's own calendar.
    due_at = models.DateTimeField()
    # The sector law that lets the dossier's clock stand meanwhile; empty: it runs on.
    exception = models.TextField(blank=True)
    paper = models.ForeignKey("dossiers.Paper", on_delete=models.SET_NULL, null=True, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    words = models.TextField(blank=True)
    blob = models.ForeignKey("files.Blob", on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, blank=True)
    # When its silence was told, once.
    silent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["agency", "ended_at", "due_at", "id"], name="consultation_inbox"),
            models.Index(fields=["asking_agency", "ended_at", "due_at", "id"], name="consultation_asked"),
            models.Index(
                fields=["due_at"],
                name="consultation_silent",
                condition=models.Q(ended_at=None, silent_at=None),
            ),
        ]


class Transfer(models.Model):
    """A dossier that reached the wrong agency went on to the competent one."""

    id = models.UUIDField(primary_key=True, default=new_id)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="transfers")
    from_agency = models.ForeignKey(
        "directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    to_agency = models.ForeignKey(
        "directory.Agency", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    reason = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["from_agency", "-at", "-id"], name="transfer_sent_on")]


class Obligation(models.Model):
    """A financial obligation to the state budget: asked for, reported paid, confirmed. A fee is another matter."""

    id = models.UUIDField(primary_key=True, default=new_id)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="obligations")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    amount = models.PositiveBigIntegerField()
    reason = models.TextField()
    reported_at = models.DateTimeField(null=True)
    report = models.CharField(max_length=500, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=200, blank=True)
    voucher = models.CharField(max_length=100, blank=True)
