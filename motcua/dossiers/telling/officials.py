"""What officials are told: each working morning, and as an answer or an opinion is waited for too long."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext_noop as N_

from motcua.accounts.door import Actor, accounts_of, actor_of
from motcua.deadlines.door import NoOfficeHours
from motcua.directory.door import AgencyView, Role, agency, all_agencies, people_of, person, position
from motcua.dossiers import durations
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import DOSSIER_ROLES
from motcua.dossiers.queries.attention import open_steps, to_answer_soon, urgent, windows_of
from motcua.dossiers.queries.inbox import counters
from motcua.dossiers.telling.facts import both
from motcua.dossiers.types import COUNT_BOUND
from motcua.dossiers.windows import DUE_NEXT, DUE_TODAY
from motcua.kernel import outbox
from motcua.kernel.clock import say_date, say_moment
from motcua.notices.door import About, Value, first_time, tell

log = structlog.get_logger(__name__)

MOST_LISTED = 20
DESK = "/desk/"
TOTALS = N_("- %(agency)s: quá hạn %(late)s, hôm nay %(today)s, ngày làm việc tiếp theo %(next)s")


def send_digests(*, now: dt.datetime) -> int:
    """Write the digests of every agency that is open now and has none of this day; returns how many agencies.

    An agency is one transaction: whoever dies over it leaves all of it to the next round, and tells nobody twice.
    """
    done = 0
    for one in all_agencies():
        if _is_open(one.id, now):
            with transaction.atomic():
                if first_time(f"digest:{one.id}:{durations.date_of(now)}", now=now):
                    _digest(one, now)
                    done += 1
    return done


def warn_of_answers(*, now: dt.datetime) -> int:
    """Tell the counter of online dossiers that wait 6 of their 8 hours, each once; returns how many."""
    warned = 0
    for one in all_agencies():
        if not _is_open(one.id, now):
            continue
        waiting = Dossier.objects.filter(to_answer_soon(one.id, now=now)).order_by("work_due_at")
        with transaction.atomic():
            new = [d for d in waiting.only("code", "work_due_at") if first_time(_answer_key(d), now=now)]
            for actor in _people(one.id, [Role.COUNTER_CLERK], now) if new else ():
                values = {"name": actor.name, "list": _lines(new), "link": f"{settings.PUBLIC_URL}{DESK}"}
                _tell(actor, "answer_soon", f"answer:{new[0].id}:{actor.id}", values, now=now)
        warned += len(new)
    return warned


def tell_of_silence(delivery: outbox.Delivery) -> None:
    """The officer in charge hears that an agency that was asked has not answered."""
    dossier = (
        Dossier.objects.select_related("procedure")
        .defer("answers", "search")
        .get(id=uuid.UUID(delivery.data["dossier_id"]))
    )
    if dossier.assignee_id is None:
        return
    once = f"silent:{delivery.data['consultation_id']}"
    values = {
        "code": dossier.code or "",
        "procedure": dossier.procedure.name,
        "link": f"{settings.PUBLIC_URL}{DESK}dossiers/{dossier.code}",
    }
    path = f"{DESK}dossiers/{dossier.code}"
    for actor in _actors([position(dossier.assignee_id).person_id], delivery.at):
        about = About("dossier", dossier.id, path)
        _tell(actor, "agency_silent", once, {**values, "name": actor.name}, now=delivery.at, about=about)


def _digest(one: AgencyView, now: dt.datetime) -> None:
    for actor in _people(one.id, DOSSIER_ROLES, now):
        numbers = counters(actor, now=now)
        said = {kind: _say(count) for kind, count in {**numbers.attention, "late": numbers.late}.items()}
        if not any(said.values()):
            continue
        heads = actor.holds(Role.CENTRE_HEAD, agency_id=one.id)
        more = (
            {"totals": _totals(one.id, now)}
            if heads
            else {"list": _lines(urgent(actor, now=now, most=MOST_LISTED))}
        )
        values: dict[str, Value] = {
            "name": actor.name,
            "date": say_date(now),
            "link": f"{settings.PUBLIC_URL}{DESK}",
            **said,
            **more,
        }
        once = f"digest:{actor.person_id}:{durations.date_of(now)}"
        _tell(actor, "digest_centre" if heads else "digest", once, values, now=now)


def _totals(centre_id: uuid.UUID, now: dt.datetime) -> Value:
    """How the centre's dossiers stand with each deciding agency, the latest first. One statement."""
    spans = windows_of(centre_id, now=now)
    today, following = spans[DUE_TODAY], spans[DUE_NEXT]
    received = Dossier.objects.filter(
        receiving_agency_id=centre_id, step__in=open_steps(), work_due_at__lte=following[1]
    )
    rows = (
        received.order_by()
        .values_list("competent_agency_id")
        .annotate(
            late=Count("id", filter=Q(work_due_at__lt=now)),
            today=Count("id", filter=Q(work_due_at__gt=today[0], work_due_at__lte=today[1])),
            next=Count("id", filter=Q(work_due_at__gt=following[0])),
        )
    )
    said = [
        both(
            TOTALS,
            agency=agency(found).name if found else "–",
            late=str(late),
            today=str(day),
            next=str(after),
        )
        for found, late, day, after in sorted(rows, key=lambda row: row[1:], reverse=True)
    ]
    return {lang: "\n".join(line[lang] for line in said) for lang in ("vi", "en")}


def _tell(
    actor: Actor,
    template: str,
    once: str,
    values: Mapping[str, Value],
    *,
    now: dt.datetime,
    about: About | None = None,
) -> None:
    address = person(actor.person_id).email if actor.person_id else ""
    tell(
        template=template,
        once=once,
        values=values,
        account_id=actor.id,
        address=address,
        about=about or About(path=DESK),
        now=now,
    )


def _people(agency_id: uuid.UUID, roles: Iterable[str], now: dt.datetime) -> list[Actor]:
    on = durations.date_of(now)
    people = people_of(agency_id, roles=[str(role) for role in roles], on=on)
    return _actors(dict.fromkeys(one.person_id for one in people), now)


def _actors(person_ids: Iterable[uuid.UUID], now: dt.datetime) -> list[Actor]:
    """Those of these people who can sign in, each in one account."""
    found = []
    for person_id in person_ids:
        open_accounts = (actor_of(one.id, now=now) for one in accounts_of(person_id) if one.is_active)
        found += [actor for actor in open_accounts if actor is not None][:1]
    return found


def _is_open(agency_id: uuid.UUID, now: dt.datetime) -> bool:
    try:
        day = durations.calendar_of(agency_id, at=now).day(durations.date_of(now))
    except NoOfficeHours:
        return False
    return bool(day.spans) and day.opening <= now < day.closing


def _answer_key(dossier: Dossier) -> str:
    return f"answer:{dossier.id}:{dossier.work_due_at}"


def _lines(found: Iterable[Dossier]) -> str:
    return "\n".join(f"- {d.code}: {say_moment(d.work_due_at)}" for d in found if d.work_due_at)


def _say(count: int) -> str:
    """Nothing for none: its line is left out."""
    return "" if not count else f"{COUNT_BOUND}+" if count > COUNT_BOUND else str(count)
