"""A dossier (hồ sơ), what was handed in with it, what happened to it, and what came out of it."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.dossiers import road_models  # noqa: F401 - Django looks for a room's tables here
from motcua.dossiers.rules import ENDED
from motcua.kernel.ids import new_id
from motcua.kernel.secrecy import EncryptedJSONField, EncryptedTextField


class Channel(models.IntegerChoices):
    """Kênh tiếp nhận, as coded on the national interfaces."""

    COUNTER = 1, _("Trực tiếp")
    ONLINE = 2, _("Trực tuyến")
    POST = 3, _("Bưu chính công ích")


class Money(models.TextChoices):
    """State axis of money; moved by payments alone."""

    NONE = "none", _("Không phát sinh")
    ASKED = "asked", _("Chờ nộp phí, lệ phí")
    CONFIRMED = "confirmed", _("Đã xác nhận thanh toán")
    REFUNDED = "refunded", _("Đã hoàn trả")


class Delivery(models.TextChoices):
    """State axis of handing over the result."""

    NOT_CHOSEN = "not_chosen", _("Chưa chọn")
    ONLINE = "online", _("Nhận bản điện tử")
    COUNTER = "counter", _("Nhận tại quầy")
    POST = "post", _("Nhận qua bưu chính")
    SENT = "sent", _("Đã gửi bưu chính")
    DELIVERED = "delivered", _("Đã giao")


class Sync(models.TextChoices):
    """State axis of what the national portal knows."""

    NOT_SENT = "not_sent", _("Chưa đồng bộ")
    WAITING = "waiting", _("Chờ đồng bộ")
    ACKNOWLEDGED = "acknowledged", _("Đã đồng bộ")
    FAILED = "failed", _("Đồng bộ lỗi")


# Large, or sealed, or both: what no list shows and no act changes.
SAID_BY_OWNER = ("answers", "owner_number", "owner_phone", "owner_email", "search")


class Dossier(models.Model):
    """One case of one procedure for one owner. The UUID is the technical key; the code is public and printed."""

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.CharField(max_length=60, unique=True, null=True)
    procedure = models.ForeignKey("procedures.Procedure", on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey(
        "procedures.ProcedureRevision", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    case_key = models.CharField(max_length=80, blank=True)
    channel = models.PositiveSmallIntegerField(choices=Channel)

    status = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=40, default="draft")
    money = models.CharField(max_length=12, choices=Money, default=Money.NONE)
    delivery = models.CharField(max_length=12, choices=Delivery, default=Delivery.NOT_CHOSEN)
    sync = models.CharField(max_length=14, choices=Sync, default=Sync.NOT_SENT)

    assisting_agency = models.ForeignKey(
        "directory.Agency", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    receiving_agency = models.ForeignKey(
        "directory.Agency", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    competent_agency = models.ForeignKey(
        "directory.Agency", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    assignee = models.ForeignKey(
        "directory.Position", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    assignee_name = models.CharField(max_length=200, blank=True)

    owner_account = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    entered_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    owner_name = models.CharField(max_length=300, blank=True)
    owner_number = EncryptedTextField(
        purpose="dossiers.owner_number", db_column="owner_number_sealed", default=""
    )
    owner_phone = EncryptedTextField(
        purpose="dossiers.owner_phone", db_column="owner_phone_sealed", default=""
    )
    owner_email = EncryptedTextField(
        purpose="dossiers.owner_email", db_column="owner_email_sealed", default=""
    )
    answers = EncryptedJSONField(purpose="dossiers.answers", db_column="answers_sealed", default=dict)
    search = SearchVectorField(null=True)

    fee_amount = models.PositiveBigIntegerField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    acceptance_due_at = models.DateTimeField(null=True)
    # Said at submission: the due date if the dossier is accepted at the last permitted moment.
    expected_due_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    original_due_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    # What the holder works against now: acceptance limit at intake, legal due date afterwards. Orders the inbox.
    work_due_at = models.DateTimeField(null=True)
    supplement_count = models.PositiveSmallIntegerField(default=0)
    # What tells of people is gone by rule of retention; what is left serves statistics.
    erased_at = models.DateTimeField(null=True)
    # Since when the clock stands (supplement, obligation, another agency's opinion); None while it runs.
    stands_since = models.DateTimeField(null=True)
    reopened_at = models.DateTimeField(null=True)
    # The one re-appointment of 61/2018 art. 19.9.
    reappointed_at = models.DateTimeField(null=True)
    # Counts every change; a page that shows an older version may not act (two officers, one dossier).
    version = models.PositiveIntegerField(default=0)

    class Meta:
        # Every one costs each new dossier a write; lists name their columns, so that none is kept for a column alone.
        indexes = [
            models.Index(
                fields=["receiving_agency", "step", "work_due_at", "id"], name="dossier_receiving_inbox"
            ),
            models.Index(
                fields=["competent_agency", "step", "work_due_at", "id"], name="dossier_competent_inbox"
            ),
            models.Index(fields=["assignee", "step", "work_due_at", "id"], name="dossier_assignee_inbox"),
            models.Index(fields=["owner_account", "-changed_at", "id"], name="dossier_owner"),
            models.Index(fields=["assisting_agency", "step"], name="dossier_assisting"),
            models.Index(fields=["entered_by"], name="dossier_drafts", condition=Q(status=0)),
            GinIndex(fields=["search"], name="dossier_search"),
            # Entered once, when the dossier ends: retention looks for the oldest.
            models.Index(
                fields=["status", "changed_at"],
                name="dossier_ended",
                condition=Q(status__in=sorted(ENDED), erased_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__range=(0, 10)), name="dossier_national_status"),
            models.CheckConstraint(
                condition=Q(code__isnull=False) | Q(status=0), name="dossier_submitted_has_code"
            ),
        ]


class TimelineEntry(models.Model):
    """One act: who (the real person), when, from where to where, and why. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="timeline")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    action = models.CharField(max_length=40)
    from_step = models.CharField(max_length=40)
    to_step = models.CharField(max_length=40)
    status = models.PositiveSmallIntegerField()
    actor_id = models.UUIDField()
    actor_name = models.CharField(max_length=200)
    acting_for = models.CharField(max_length=200, blank=True)
    actor_kind = models.CharField(max_length=12)
    agency_name = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    overdue = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "seq"], name="timeline_one_line")]


class Adjustment(models.Model):
    """One change of a due date, with its ground. The list is append-only: no date moves silently."""

    class Kind(models.TextChoices):
        SET = "set", _("Ấn định")
        RESTART = "restart", _("Tính lại từ đầu sau bổ sung")
        PAUSE = "pause", _("Dừng tính thời gian")
        RESUME = "resume", _("Tính tiếp thời gian")
        PROMISE = "promise", _("Hẹn lại ngày trả kết quả")
        REOPEN = "reopen", _("Tính lại khi mở lại hồ sơ")
        CALENDAR = "calendar", _("Tính lại theo lịch làm việc mới")

    id = models.UUIDField(primary_key=True, default=new_id)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="adjustments")
    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField()
    before = models.DateTimeField(null=True)
    after = models.DateTimeField(null=True)
    ground = models.CharField(max_length=500)
    trace = models.JSONField(default=list)
    # The turn of the clock (`deadlines.Turn`) that this row stands for. Rows of before turns were kept, and rows of a
    # changed calendar, have none.
    turn = models.JSONField(null=True)
    actor_name = models.CharField(max_length=200)


class Component(models.Model):
    """One file or paper handed in for one required document (thành phần hồ sơ)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="components")
    document_key = models.CharField(max_length=80)
    document_name = models.TextField()
    blob = models.ForeignKey("files.Blob", on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    remark = models.CharField(max_length=500, blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["dossier", "document_key"], name="component_of_dossier")]


class Upload(models.Model):
    """Who brought a file in. Knowing a file's hash must not be enough to make it part of one's own dossier."""

    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    blob = models.ForeignKey("files.Blob", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "blob"], name="upload_once")]


class Supplement(models.Model):
    """One request to complete the dossier, and its answer."""

    id = models.UUIDField(primary_key=True, default=new_id)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="supplements")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    items = models.JSONField()
    reason = models.TextField()
    # Why it came later, or once more, than the law foresees; empty for the ordinary request.
    exception = models.TextField(blank=True, db_default="")
    due_before = models.DateTimeField(null=True)
    # Unanswered until then it lapses; None for what was asked before lapsing was known.
    answer_by = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    due_after = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["answer_by"], name="supplement_open", condition=Q(answered_at=None)),
        ]


class ResultDocument(models.Model):
    """The outcome: drafted by the officer, signed by the leader, sealed and released by the records clerk."""

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("Đồng ý giải quyết")
        DENIED = "denied", _("Từ chối giải quyết")

    id = models.UUIDField(primary_key=True, default=new_id)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="results")
    outcome = models.CharField(max_length=10, choices=Outcome)
    result_name = models.CharField(max_length=500)
    result_code = models.CharField(max_length=40, blank=True)
    body = models.TextField()
    drafted_by = models.CharField(max_length=200)
    drafted_at = models.DateTimeField()
    number = models.CharField(max_length=60, blank=True)
    signer_name = models.CharField(max_length=200, blank=True)
    signer_title = models.CharField(max_length=200, blank=True)
    # KT. when a deputy signs in the holder's place (Decree 30/2020 art. 13), else empty.
    signing_form = models.CharField(max_length=10, blank=True)
    signed_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    blob = models.ForeignKey("files.Blob", on_delete=models.PROTECT, null=True, related_name="+")
    # Stands in the QR on the paper; whoever holds the paper may verify it.
    verify_token = models.CharField(max_length=40, unique=True, null=True)
    # No longer the one that is worked on; what was released stays in force until `replaced_at` or `revoked_at`.
    superseded_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)
    replaces = models.CharField(max_length=60, blank=True, default="", db_default="")
    revoked_at = models.DateTimeField(null=True)
    revocation_ground = models.CharField(max_length=500, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(superseded_at=None), name="result_one_current"
            )
        ]


class Paper(models.Model):
    """A standard paper (Circular 03/2025/TT-VPCP) that is due to the citizen; printed and sealed by the worker."""

    class Kind(models.TextChoices):
        ACKNOWLEDGEMENT = "acknowledgement", _("Xác nhận nộp hồ sơ")
        RECEIPT = "receipt", _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
        SUPPLEMENT_REQUEST = "supplement_request", _("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")
        REFUSAL_SLIP = "refusal_slip", _("Phiếu từ chối tiếp nhận giải quyết hồ sơ")
        APOLOGY = "apology", _("Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết")
        STOP_NOTICE = "stop_notice", _("Thông báo dừng giải quyết hồ sơ")
        WITHDRAWAL = "withdrawal", _("Xác nhận rút hồ sơ")
        OBLIGATION_NOTICE = "obligation_notice", _("Thông báo thực hiện nghĩa vụ tài chính")
        CONSULTATION = "consultation", _("Văn bản lấy ý kiến")
        TRANSFER_SLIP = "transfer_slip", _("Phiếu chuyển hồ sơ")
        REVOCATION_DECISION = "revocation_decision", _("Quyết định thu hồi kết quả")
        REOPENING_DECISION = "reopening_decision", _("Quyết định mở lại hồ sơ")

    id = models.UUIDField(primary_key=True, default=new_id)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20, choices=Kind)
    seq = models.PositiveSmallIntegerField(default=1)
    data = models.JSONField(default=dict)
    due_since = models.DateTimeField()
    blob = models.ForeignKey("files.Blob", on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "kind", "seq"], name="paper_once")]


class Hold(models.Model):
    """Somebody in charge said, on which ground, that the dossier must not be erased; open until it is lifted."""

    id = models.UUIDField(primary_key=True, default=new_id)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="holds")
    ground = models.CharField(max_length=500)
    placed_at = models.DateTimeField()
    placed_by = models.CharField(max_length=200)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(lifted_at=None), name="hold_one_open")
        ]


class CodeCounter(models.Model):
    """Last number given out in a scope. Its row lock makes numbers gap-free: a failed act gives its number back."""

    scope = models.CharField(primary_key=True, max_length=120)
    value = models.PositiveBigIntegerField(default=0)


class CodePattern(models.Model):
    """How codes of an agency (or, without one, of everyone) look from a date on: the circular's form is data."""

    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    purpose = models.CharField(max_length=10, choices=[("dossier", "dossier"), ("result", "result")])
    pattern = models.CharField(max_length=120)
    valid_from = models.DateField()


class IntakeKey(models.Model):
    """What was answered to an idempotency key: the same request again gets the same answer, never a second dossier."""

    scope = models.UUIDField()
    key = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="intake_key_once")]


class Rating(models.Model):
    """What the citizen says of a finished dossier: 1 (very unhappy) to 5 (very happy)."""

    dossier = models.OneToOneField(Dossier, primary_key=True, on_delete=models.PROTECT, related_name="rating")
    stars = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(stars__range=(1, 5)), name="rating_one_to_five")]
