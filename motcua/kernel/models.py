from django.db import models

from motcua.kernel.ids import new_id


class OutboxEvent(models.Model):
    """A fact that other rooms may want to hear, written in the transaction that made it true."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DELIVERED = "delivered"
        DEAD = "dead"

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=80)
    payload = models.JSONField()
    created_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    last_error = models.TextField(default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], name="outbox_waiting", condition=models.Q(state="waiting")
            ),
            models.Index(fields=["id"], name="outbox_dead", condition=models.Q(state="dead")),
        ]


class HandledEvent(models.Model):
    """A handler's promise not to hear one event twice; committed together with what the handler did."""

    event = models.ForeignKey(OutboxEvent, on_delete=models.CASCADE)
    handler = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="handled_once")]


class LongWork(models.Model):
    """Work too long for a page: it can be left, come back to, and cancelled."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=60)
    owner_id = models.UUIDField(db_index=True)
    title = models.CharField(max_length=300)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    results = models.JSONField(default=list)
    error = models.TextField(default="")
    cancel_asked = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class Stamp(models.Model):
    """A value that changes with every change of certain rows, so that a process knows its copy of them is old."""

    name = models.CharField(primary_key=True, max_length=40)
    value = models.UUIDField()


class TryCount(models.Model):
    """How often something guessable was tried since `since`."""

    key = models.CharField(primary_key=True, max_length=64)
    count = models.PositiveIntegerField()
    since = models.DateTimeField(db_index=True)


class StandingAlarm(models.Model):
    """Something a background check found wrong, until a later check finds it well. `key` is `kind` or `kind:which`."""

    key = models.CharField(primary_key=True, max_length=120)
    detail = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField()
