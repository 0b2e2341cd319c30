from django.db import models

from motcua.kernel.ids import new_id


class Blob(models.Model):
    """Content, named by its hash: the same content is kept once and never changes."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    created_at = models.DateTimeField()
    # The same content came again; whoever brought it may be about to refer to it.
    last_stored_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex="^[0-9a-f]{64}$"), name="blob_named_by_hash"
            ),
        ]


class Removed(models.Model):
    """A blob that is gone and whose file still has to go: written with the blob's end, so that no crash forgets it."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()


class Part(models.Model):
    """A file that is still coming in. Its bytes lie under MOTCUA_PARTS; those up to `offset` are durable."""

    id = models.UUIDField(primary_key=True, default=new_id)
    owner_id = models.UUIDField(db_index=True)
    length = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    # What it is for, in the words of the room that finishes it, and what became of it.
    purpose = models.JSONField(default=dict)
    result = models.JSONField(null=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(offset__lte=models.F("length")), name="part_within_length"
            )
        ]
