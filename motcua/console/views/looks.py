"""Who looked at whose data: for those who watch over it."""

import csv
import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.door import Actor, accounts
from motcua.audit.door import LookView, looks, record
from motcua.console.access import provincial
from motcua.console.pages import page
from motcua.directory.door import Role
from motcua.kernel import clock
from motcua.kernel.clock import read_date, say_moment

_HEAD = (
    "at", "account", "acting_for", "role", "agency", "kind", "subject", "label", "purpose", "step", "words"
)  # fmt: skip
_EXPORT_PAGE = 1000
_NOBODY = UUID(int=0)


@provincial
@require_safe
def list_looks(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Looks by who looked (sign-in name) and at what (a dossier's code), the newest first."""
    who, what, since = _asked(request.GET.get)
    account_id = _account_of(who)
    found = looks(account_id=account_id, label=what, since=since, cursor=request.GET.get("cursor", ""))
    asked = {name: request.GET.get(name, "") for name in ("who", "what", "since", "cursor")}
    return page(request, actor, "looks", found=found, asked=asked, roles=dict(Role.choices))


@provincial
@require_POST
def export(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The looks of a search as CSV; that somebody took them along is itself kept."""
    who, what, since = _asked(request.POST.get)
    account_id = _account_of(who)
    now = clock.now()
    data = {"account": account_id, "label": what, "since": since}
    record(actor=actor, action="looks.exported", subject="account", subject_id=actor.id, data=data, now=now)
    lines = _lines(account_id=account_id, label=what, since=since)
    name = f"luot-xem-{now:%Y%m%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


class _Echo:
    """What csv writes comes back as the line itself."""

    def write(self, line: str) -> str:
        return line


def _lines(*, account_id: UUID | None, label: str, since: dt.datetime | None) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # by which spreadsheets know UTF-8
    yield writer.writerow(_HEAD)
    cursor = ""
    while True:
        found = looks(account_id=account_id, label=label, since=since, cursor=cursor, size=_EXPORT_PAGE)
        for look in found.items:
            yield writer.writerow([_plain(cell) for cell in _cells(look)])
        if not found.next:
            return
        cursor = found.next


def _cells(look: LookView) -> tuple[str, ...]:
    return (
        say_moment(look.at), look.account_name, look.acting_for, look.role, look.agency_name, look.kind_label,
        look.subject, look.label, look.purpose_label, look.step, look.words,
    )  # fmt: skip


def _plain(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell


def _asked(get: Any) -> tuple[str, str, dt.datetime | None]:
    day = read_date(get("since", ""))
    since = dt.datetime.combine(day, dt.time(), clock.VIETNAM) if day else None
    return get("who", "").strip(), get("what", "").strip(), since


def _account_of(username: str) -> UUID | None:
    """The account with that sign-in name; of nobody when there is none, so that the answer is empty and not all."""
    if not username:
        return None
    found = accounts(q=username, size=1).items
    return found[0].id if found and found[0].username == username.lower() else _NOBODY
