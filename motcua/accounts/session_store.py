"""Where `django.contrib.sessions` keeps its sessions (`SESSION_ENGINE`)."""

import datetime as dt
import hashlib
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.db.models import BinaryField, DateTimeField

from motcua.accounts.models import Session
from motcua.kernel import clock
from motcua.kernel.compiled import Compiled, Given

# What a session's data say of it beside what Django puts there. Times are seconds since 1970.
SIGNED_IN_AT, CONFIRMED_AT, ADDRESS, USER_AGENT = "signed_in_at", "confirmed_at", "address", "user_agent"


class SessionStore(SessionBase):
    """Sessions in a table of ours: listed by account in one statement, ended by deleting a row.

    However the session of an account begins, its beginning is the sign-in, and the first confirmation.
    """

    record_id: UUID | None = None
    last_seen_at: dt.datetime | None = None

    def load(self) -> dict[str, Any]:
        row = _KEPT.first(digest=_digest(self.session_key), now=clock.now())
        if row is None:
            self._session_key = None
            return {}
        self.record_id, self.last_seen_at = row.id, row.last_seen_at
        data: dict[str, Any] = self.decode(row.data)
        return data

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(digest=_digest(session_key)).exists()

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            return self.create()
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        now = clock.now()
        if data.get(SESSION_KEY) and SIGNED_IN_AT not in data:
            data[SIGNED_IN_AT] = data[CONFIRMED_AT] = int(now.timestamp())
        values = self._columns(data, now)
        if must_create:
            try:
                with transaction.atomic():
                    row = Session.objects.create(digest=_digest(self.session_key), last_seen_at=now, **values)
            except IntegrityError as error:
                raise CreateError from error
            self.record_id = row.id
        elif not Session.objects.filter(digest=_digest(self.session_key)).update(**values):
            raise UpdateError
        return None

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(digest=_digest(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        Session.objects.filter(swept_at__lte=clock.now()).delete()

    def _columns(self, data: dict[str, Any], now: dt.datetime) -> dict[str, Any]:
        begun = dt.datetime.fromtimestamp(data.get(SIGNED_IN_AT, now.timestamp()), dt.UTC)
        return {
            "data": self.encode(data),
            "account_id": data.get(SESSION_KEY),
            "address": data.get(ADDRESS, "")[:45],
            "user_agent": data.get(USER_AGENT, "")[:300],
            "signed_in_at": begun,
            "swept_at": begun + dt.timedelta(seconds=settings.SESSION_COOKIE_AGE),
        }


_KEPT = Compiled(
    lambda: Session.objects.filter(
        digest=Given("digest", BinaryField()), swept_at__gt=Given("now", DateTimeField())
    )
)


def _digest(session_key: str | None) -> bytes:
    return hashlib.sha256((session_key or "").encode()).digest()
