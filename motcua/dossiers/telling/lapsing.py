"""Citizens who were asked to complete a dossier are reminded before their time is over."""

import datetime as dt

from django.db import transaction

from motcua.deadlines.door import legal
from motcua.dossiers import durations
from motcua.dossiers.models import Supplement
from motcua.dossiers.telling.citizens import ABOUT
from motcua.dossiers.telling.facts import ASKED_TO_COMPLETE, facts_of, link_to
from motcua.kernel.clock import say_date
from motcua.notices.door import About, first_time, tell


def remind(*, now: dt.datetime) -> int:
    """Remind, once, everybody whose time to complete is over within `lapse_reminder`; returns how many."""
    lead = dt.timedelta(days=int(legal("lapse_reminder", durations.date_of(now)).duration.value))
    soon = Supplement.objects.filter(answered_at=None, answer_by__gt=now, answer_by__lte=now + lead)
    waiting = soon.filter(dossier__status=ASKED_TO_COMPLETE).select_related("dossier__procedure")
    return sum(_remind(asked, now) for asked in waiting.iterator(chunk_size=500))


@transaction.atomic
def _remind(asked: Supplement, now: dt.datetime) -> bool:
    if asked.answer_by is None or not first_time(f"lapsing:{asked.id}", now=now):
        return False
    dossier = asked.dossier
    return tell(
        template="lapsing",
        once=f"lapsing:{asked.id}",
        values={
            **facts_of(dossier, tuple(dossier.timeline.order_by("seq"))),
            "answer_by": say_date(asked.answer_by),
            "items": "\n".join(f"- {item}" for item in asked.items),
            "link": link_to(dossier),
        },
        account_id=dossier.owner_account_id,
        address=dossier.owner_email,
        about=About(ABOUT, dossier.id, f"/my/{dossier.code}" if dossier.owner_account_id else ""),
        now=now,
    )
