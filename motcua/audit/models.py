from django.db import models


class Entry(models.Model):
    """One act. Rows are only ever added, and only by `operations.record`; a trigger refuses the rest.

    What retention lets go is blanked (`erasing`); the hash of what stood there stays, and with it the chain.
    """

    id = models.BigAutoField(primary_key=True)
    subject = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor_id = models.UUIDField()
    actor_name = models.CharField(max_length=300)
    acting_for = models.CharField(max_length=300)
    action = models.CharField(max_length=80)
    data = models.JSONField()
    prev_hash = models.BinaryField()
    hash = models.BinaryField()
    # Which entry of the same chain tells that this one was blanked.
    erased_by = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "subject_id", "seq"], name="audit_one_chain"),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="audit_seq_from_one"),
        ]


class Unsealed(models.Model):
    """Waits for the next seal: written with its entry, whose id it has, and removed by that seal."""

    id = models.BigIntegerField(primary_key=True)
    subject = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    seq = models.PositiveIntegerField()


class Seal(models.Model):
    """A link of the global chain: the heads of all subjects' chains that grew since the seal before."""

    id = models.BigAutoField(primary_key=True)
    number = models.PositiveIntegerField(unique=True)
    at = models.DateTimeField()
    entries = models.PositiveIntegerField()
    heads = models.JSONField()
    prev_hash = models.BinaryField()
    hash = models.BinaryField()


class Look(models.Model):
    """Somebody looked at another's data. Told apart by the hour: a page opened ten times in it is one look."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    hour = models.DateTimeField()
    account_id = models.UUIDField()
    account_name = models.CharField(max_length=200)
    acting_for = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    agency_name = models.CharField(max_length=300)
    subject = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    # What people call the subject: a dossier's code, an account's masked name.
    label = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    purpose = models.CharField(max_length=20)
    step = models.CharField(max_length=40)
    words = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id", "subject", "account_id", "kind", "purpose", "words", "hour"],
                name="look_once_an_hour",
            )
        ]
        indexes = [
            models.Index(fields=["account_id", "-id"], name="look_by_account"),
            models.Index(fields=["label", "-id"], name="look_by_label"),
            models.Index(fields=["at"], name="look_by_time"),
        ]
