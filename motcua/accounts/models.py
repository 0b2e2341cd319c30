from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.kernel.ids import new_id
from motcua.kernel.secrecy import EncryptedTextField


class AccountManager(BaseUserManager["Account"]):
    """What `django.contrib.auth` asks of a user model. Accounts are made by `operations.create_account`."""


class Account(AbstractBaseUser):
    """Who signs in. What an official may do comes from positions, never from the account."""

    class Kind(models.TextChoices):
        CITIZEN = "citizen", _("Công dân")
        OFFICIAL = "official", _("Cán bộ, công chức")
        MACHINE = "machine", _("Hệ thống kết nối")

    id = models.UUIDField(primary_key=True, default=new_id)
    username = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind)
    person = models.ForeignKey(
        "directory.Person", null=True, on_delete=models.PROTECT, related_name="accounts"
    )
    personal_id = EncryptedTextField(
        purpose="accounts.personal_id", db_column="personal_id_sealed", default=""
    )
    personal_id_fingerprint = models.BinaryField(null=True)
    tax_code = EncryptedTextField(purpose="accounts.tax_code", db_column="tax_code_sealed", default="")
    phone = EncryptedTextField(purpose="accounts.phone", db_column="phone_sealed", default="")
    email = EncryptedTextField(purpose="accounts.email", db_column="email_sealed", default="")
    is_active = models.BooleanField(default=True)
    # Its owner closed it for good: nothing here tells whose it was any more.
    erased_at = models.DateTimeField(null=True)
    # Somebody else knows the password: it opens nothing but the page to change it.
    must_change_password = models.BooleanField(default=False, db_default=False)
    # What came since its owner last looked at their notices; here, because every page reads this row anyway.
    unread = models.PositiveIntegerField(default=0, db_default=0)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name", "kind"]

    objects = AccountManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["personal_id_fingerprint"], condition=Q(kind="citizen"), name="account_citizen_unique"
            ),
        ]


class Delegation(models.Model):
    """The holder of a position lets another person act in it, from `from_date` to the end of `until_date`."""

    id = models.UUIDField(primary_key=True, default=new_id)
    position = models.ForeignKey("directory.Position", on_delete=models.PROTECT, related_name="delegations")
    to_person = models.ForeignKey("directory.Person", on_delete=models.PROTECT, related_name="delegations")
    from_date = models.DateField()
    until_date = models.DateField()
    ground = models.CharField(max_length=500)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__gte=F("from_date")), name="delegation_dates_in_order"
            )
        ]


class ApiToken(models.Model):
    """A machine's key. Only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.BinaryField(unique=True)
    scopes = models.JSONField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class Session(models.Model):
    """A browser in which somebody is signed in, or about to. The cookie's key is kept as its digest only."""

    id = models.UUIDField(primary_key=True, default=new_id)
    digest = models.BinaryField(unique=True)
    data = models.TextField()
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="sessions")
    address = models.CharField(max_length=45, default="")
    user_agent = models.CharField(max_length=300, default="")
    signed_in_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    # Kept a while after it ended: a form that was open then belongs to this account and nobody else.
    swept_at = models.DateTimeField(db_index=True)


class Authenticator(models.Model):
    """The application that shows somebody a new code every half minute (RFC 6238)."""

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE)
    secret = EncryptedTextField(purpose="accounts.authenticator")
    last_step = models.BigIntegerField()
    created_at = models.DateTimeField()


class RecoveryCode(models.Model):
    """Opens once, when the telephone is lost. Only its digest is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.BinaryField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="recovery_code_once")]


class Passkey(models.Model):
    """A key pair of which the private half stays in somebody's device (WebAuthn)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=100)
    credential_id = models.BinaryField(unique=True)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField()
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
