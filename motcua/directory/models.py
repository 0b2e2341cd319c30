from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.ids import new_id


class Role(models.TextChoices):
    """What a position lets its holder do. One position, one role; a person may hold several positions."""

    COUNTER_CLERK = "counter_clerk", _("Cán bộ một cửa")
    CASE_OFFICER = "case_officer", _("Chuyên viên thụ lý")
    UNIT_HEAD = "unit_head", _("Lãnh đạo phòng")
    LEADER = "leader", _("Lãnh đạo cơ quan")
    RECORDS_CLERK = "records_clerk", _("Văn thư")
    FEE_ACCOUNTANT = "fee_accountant", _("Kế toán thu phí")
    CENTRE_HEAD = "centre_head", _("Lãnh đạo Trung tâm Phục vụ hành chính công")
    SERVICE_OWNER = "service_owner", _("Người phụ trách thủ tục")
    ADMINISTRATOR = "administrator", _("Quản trị hệ thống")


class Agency(models.Model):
    """A state body with an identifier (QĐ 20/2020/QĐ-TTg). Never deleted: dossiers point at it for life."""

    class Kind(models.TextChoices):
        PROVINCE = "province", _("Ủy ban nhân dân tỉnh")
        DEPARTMENT = "department", _("Sở, ban, ngành")
        COMMUNE = "commune", _("Ủy ban nhân dân cấp xã")
        CENTRE = "centre", _("Trung tâm")
        OTHER = "other", _("Khác")

    class Level(models.TextChoices):
        MINISTRY = "ministry", _("Cấp bộ")
        PROVINCE = "province", _("Cấp tỉnh")
        COMMUNE = "commune", _("Cấp xã")

    id = models.UUIDField(primary_key=True, default=new_id)
    identifier = models.CharField(max_length=35, unique=True)
    old_identifier = models.CharField(max_length=35, default="", blank=True)
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=300, default="", blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    level = models.CharField(max_length=12, choices=Level)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=400)
    address = models.CharField(max_length=500, default="", blank=True)
    phone = models.CharField(max_length=60, default="", blank=True)
    email = models.CharField(max_length=254, default="", blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source_load = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["old_identifier"], condition=~Q(old_identifier=""), name="agency_old_once"
            ),
            models.CheckConstraint(
                condition=Q(identifier__regex=r"^[A-Z0-9.]+$"), name="agency_identifier_form"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="agency_dates_in_order"
            ),
        ]
        indexes = [models.Index(fields=["path"], name="agency_below", opclasses=["varchar_pattern_ops"])]


class Succession(models.Model):
    """What an agency became. A rename keeps the agency, so both ends are the same one."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("Hợp nhất, sáp nhập")
        RENAME = "rename", _("Đổi tên")
        SPLIT = "split", _("Chia, tách")
        TRANSFER = "transfer", _("Chuyển giao")

    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    ground = models.CharField(max_length=500)
    former_name = models.CharField(max_length=300)


class Person(models.Model):
    """Someone who works, or worked, for an agency."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200)
    phone = models.CharField(max_length=30, default="", blank=True)
    email = models.CharField(max_length=254, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["folded_name", "id"], name="person_by_name")]


class Position(models.Model):
    """A job held by a person in an agency, from `valid_from` to the end of the day `valid_to`."""

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="positions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="positions")
    unit = models.CharField(max_length=200, default="", blank=True)
    role = models.CharField(max_length=20, choices=Role)
    title = models.CharField(max_length=200, default="", blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="position_dates_in_order"
            )
        ]


AgencyKind, AgencyLevel, SuccessionKind = Agency.Kind, Agency.Level, Succession.Kind
