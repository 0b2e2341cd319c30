from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.ids import new_id


class OfficeHours(models.Model):
    """When an agency is open in an ordinary week, from `valid_from` on; without an agency, the province's default.

    `sessions` holds seven lists, Monday first, of ["07:30", "11:30"] pairs.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    agency = models.ForeignKey("directory.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    sessions = models.JSONField()
    ground = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "valid_from"], name="office_hours_once", nulls_distinct=False
            ),
        ]


class CalendarDay(models.Model):
    """One date that differs from the ordinary week and the public holidays, by somebody's decision.

    `sessions` of a make-up day are the hours worked on it, as ["07:30", "11:30"] pairs. An unconfirmed day counts
    like a confirmed one; it only says that the decision still has to be seen.
    """

    class Kind(models.TextChoices):
        OFF = "off", _("Ngày nghỉ")
        MAKE_UP = "make_up", _("Ngày làm bù, ngày làm việc theo giờ riêng")

    id = models.UUIDField(primary_key=True, default=new_id)
    agency = models.ForeignKey("directory.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    date = models.DateField(db_index=True)
    kind = models.CharField(max_length=8, choices=Kind)
    sessions = models.JSONField(null=True)
    name = models.CharField(max_length=200)
    ground = models.CharField(max_length=500)
    confirmed = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "date"], name="calendar_day_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(kind="off", sessions__isnull=True) | Q(kind="make_up", sessions__isnull=False),
                name="calendar_day_hours_when_worked",
            ),
        ]


class LegalSetting(models.Model):
    """A value of the law as the province declares it, from a day on; see `legal`."""

    id = models.UUIDField(primary_key=True, default=new_id)
    key = models.CharField(max_length=40)
    valid_from = models.DateField()
    value = models.JSONField()
    ground = models.CharField(max_length=500)
    confirmed = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="legal_setting_once"),
        ]
