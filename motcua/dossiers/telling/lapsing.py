"""Citizens who were asked to complete a dossier are reminded before their time is over."""

import datetime as dt

from django.db import transaction

from motcua.deadlines.door import legal
from motcua.dossiers import durations
from motcua.dossiers.models import Supplement
from motcua.dossiers.telling.citizens import ABOUT
from motcua.dossiers.telling.facts import ASKED_TO_COMPLETE, answer_by, facts_of, link_to
from motcua.notices.door import About, first_time, tell

LONGEST = dt.timedelta(days=400)


def remind(*, now: dt.datetime) -> int:
    """Remind, once, everybody whose time to complete is over within `lapse_reminder`; returns how many. Once a day."""
    lead = dt.timedelta(days=int(legal("lapse_reminder", durations.date_of(now)).duration.value))
    open_ones = Supplement.objects.filter(
        answered_at=None, asked_at__gt=now - LONGEST, dossier__status=ASKED_TO_COMPLETE
    ).select_related("dossier__procedure")
    with transaction.atomic():
        if not first_time(f"lapsing:{durations.date_of(now)}", now=now):
            return 0
        return sum(_remind(asked, lead, now) for asked in open_ones.iterator(chunk_size=500))


def _remind(asked: Supplement, lead: dt.timedelta, now: dt.datetime) -> bool:
    dossier = asked.dossier
    if not now < answer_by(dossier, asked.asked_at) <= now + lead:
        return False
    return tell(
        template="lapsing",
        once=f"lapsing:{asked.id}",
        values={
            **facts_of(dossier, tuple(dossier.timeline.order_by("seq"))),
            "items": "\n".join(f"- {item}" for item in asked.items),
            "link": link_to(dossier),
        },
        account_id=dossier.owner_account_id,
        address=dossier.owner_email,
        about=About(ABOUT, dossier.id, f"/my/{dossier.code}" if dossier.owner_account_id else ""),
        now=now,
    )
