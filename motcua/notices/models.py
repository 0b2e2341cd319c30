"""Wordings of the province's own, who wants to hear how, and what was told."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.ids import new_id
from motcua.kernel.secrecy import EncryptedJSONField, EncryptedTextField


class Channel(models.TextChoices):
    """How somebody is told. On the site everybody with an account can read it as well."""

    EMAIL = "email", _("Thư điện tử")
    NONE = "none", _("Chỉ xem trên cổng")


class Wording(models.Model):
    """The province's own words for a notice, from a day on; before it, and without one, the release's."""

    id = models.UUIDField(primary_key=True, default=new_id)
    template = models.CharField(max_length=60)
    valid_from = models.DateField()
    # {"vi": {"subject": …, "body": …}, "en": …}
    texts = models.JSONField()
    declared_by = models.CharField(max_length=200)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "valid_from"], name="wording_one_from_a_day")
        ]


class Preference(models.Model):
    """The channel and the language that somebody chose. Without a row: e-mail, when there is an address."""

    account = models.OneToOneField(
        "accounts.Account", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    channel = models.CharField(max_length=10, choices=Channel)
    language = models.CharField(max_length=2)
    # Empty: the address of the account.
    address = EncryptedTextField(purpose="notices.address", db_column="address_sealed", default="")


class Message(models.Model):
    """One thing told to one person: a line in their list, a letter to be sent, or both.

    Its id is the letter's Message-ID, so that a letter sent twice after a crash is known by its receiver's server.
    """

    class State(models.TextChoices):
        LISTED = "listed", _("Chỉ trên cổng")
        WAITING = "waiting", _("Chờ gửi")
        SENT = "sent", _("Đã gửi")
        GIVEN_UP = "given_up", _("Không gửi được")

    id = models.UUIDField(primary_key=True, default=new_id)
    # Names the reason: the same event, dossier or morning writes no second message.
    once = models.CharField(max_length=200, unique=True)
    template = models.CharField(max_length=60)
    account = models.ForeignKey(
        "accounts.Account", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    about_kind = models.CharField(max_length=20, blank=True)
    about_id = models.UUIDField(null=True)
    path = models.CharField(max_length=300, blank=True)
    channel = models.CharField(max_length=10, choices=Channel)
    language = models.CharField(max_length=2)
    address = EncryptedTextField(purpose="notices.message_address", db_column="address_sealed", default="")
    # As `Wording.texts`, filled in: names and grounds stand in it.
    texts = EncryptedJSONField(purpose="notices.texts", db_column="texts_sealed", default=dict)
    state = models.CharField(max_length=10, choices=State)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_try_at", "id"], name="message_waiting", condition=Q(state="waiting")),
            models.Index(fields=["id"], name="message_given_up", condition=Q(state="given_up")),
            models.Index(fields=["account", "-id"], name="message_of_account"),
            models.Index(fields=["about_id"], name="message_about", condition=~Q(about_id=None)),
            models.Index(fields=["created_at"], name="message_age"),
        ]


class Round(models.Model):
    """Something that is done once, such as the digest of an agency on a day; written with what it does."""

    key = models.CharField(primary_key=True, max_length=200)
    at = models.DateTimeField(db_index=True)
