"""Each process's copy of rows that nearly every page reads and hardly anybody writes."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar
from weakref import WeakSet

from django.db import transaction

from motcua.kernel.models import Stamp

T = TypeVar("T")

# For so long a process believes its copy without asking whether the stamp is still the same.
TRUSTED_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class _Held(Generic[T]):
    asked: float
    stamp: uuid.UUID | None
    value: T


class Kept(Generic[T]):
    """What `read` finds in the database, read again when the stamp called `name` changed.

    A process sees its own changes at once and those of others after two seconds at most. What is kept must be treated
    as frozen: all threads of the process share it.
    """

    _all: "WeakSet[Kept[object]]" = WeakSet()

    def __init__(self, name: str, read: Callable[[], T]) -> None:
        self.name = name
        self._read = read
        self._held: _Held[T] | None = None
        Kept._all.add(self)  # type: ignore[arg-type]

    def get(self) -> T:
        """The copy. No statement most of the time, one to compare the stamp, more when it changed."""
        held, now = self._held, time.monotonic()
        if held and now - held.asked < TRUSTED_SECONDS:
            return held.value
        # The stamp is read before the rows: a change in between is noticed at the next comparison.
        stamp = Stamp.objects.filter(name=self.name).values_list("value", flat=True).first()
        value = held.value if held and held.stamp == stamp else self._read()
        self._held = _Held(now, stamp, value)  # one reference, replaced at once
        return value

    def changed(self) -> None:
        """Tell all processes, at the end of the caller's transaction, that their copies are old."""
        Stamp.objects.update_or_create(name=self.name, defaults={"value": uuid.uuid4()})
        self.forget()
        transaction.on_commit(self.forget)

    def forget(self) -> None:
        """Have the next reader in this process ask the database."""
        self._held = None


def forget_all() -> None:
    """Keep nothing: for tests, whose transactions never commit, and for a process that wrote rows by itself."""
    for kept in list(Kept._all):
        kept.forget()
