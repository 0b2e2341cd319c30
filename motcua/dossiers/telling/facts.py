"""What every notice about a dossier says: agency, people, times (Decree 118/2025 as amended, art. 15.1)."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as N_

from motcua.deadlines.door import legal
from motcua.dossiers import durations
from motcua.dossiers.models import Dossier, TimelineEntry
from motcua.dossiers.queries.shapes import agency_name
from motcua.dossiers.rules import WITHOUT_RESULT
from motcua.kernel.clock import say_date, say_moment
from motcua.notices.door import LANGUAGES, Value

NOT_YET_RECEIVED = N_("chưa tiếp nhận, nộp lúc %(at)s")
NOT_YET_ASSIGNED = N_("chưa phân công")
NOT_YET_HANDLED = N_("chưa xử lý")
STANDS = N_("tính lại khi đồng hồ chạy tiếp")
UNTIL = N_("hẹn %(at)s")
EXPECTED = N_("dự kiến %(at)s")
RETURNED = N_("đã trả lúc %(at)s")
NO_LIMIT = N_("chưa công bố thời hạn")
ASKED_TO_COMPLETE = 5


def both(words: str, **values: str) -> dict[str, str]:
    """A marked text in each language of notices."""
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = gettext(words) % values if values else gettext(words)
    return said


def facts_of(dossier: Dossier, history: Sequence[TimelineEntry]) -> dict[str, Value]:
    """The places of the frame, from the dossier and its history in order. `procedure` is loaded."""
    first = {entry.action: entry for entry in reversed(history)}
    last = {entry.action: entry for entry in history}
    accepted, assigned = first.get("accept"), first.get("assign")
    receiving, competent = agency_name(dossier.receiving_agency_id), agency_name(dossier.competent_agency_id)
    asked = last.get("request_supplement")
    return {
        "name": dossier.owner_name,
        "code": dossier.code or "",
        "procedure": dossier.procedure.name,
        "agency": competent,
        "receiver": f"{accepted.actor_name}, {receiving}" if accepted else receiving,
        "handler": f"{dossier.assignee_name}, {competent}"
        if dossier.assignee_name
        else both(NOT_YET_ASSIGNED),
        "received_at": say_moment(accepted.at) if accepted else _not_received(dossier),
        "handled_at": say_moment(assigned.at) if assigned else both(NOT_YET_HANDLED),
        "due_at": _return_of(dossier),
        "before": say_moment(dossier.original_due_at) if dossier.original_due_at else "",
        "answer_by": say_date(answer_by(dossier, asked.at))
        if asked and dossier.status == ASKED_TO_COMPLETE
        else "",
    }


def answer_by(dossier: Dossier, asked_at: dt.datetime) -> dt.datetime:
    """Until when the citizen may complete the dossier (the province's own limit)."""
    within = legal("supplement_answer_within", durations.date_of(asked_at)).duration
    return durations.after(asked_at, within, agency_id=dossier.receiving_agency_id)


def link_to(dossier: Dossier) -> str:
    """Where its owner sees the dossier: signed in, or with the look-up code of the receipt."""
    path = f"my/{dossier.code}" if dossier.owner_account_id else f"track?code={dossier.code}"
    return f"{settings.PUBLIC_URL}/{path}"


def _not_received(dossier: Dossier) -> Value:
    return both(NOT_YET_RECEIVED, at=say_moment(dossier.submitted_at)) if dossier.submitted_at else ""


def _return_of(dossier: Dossier) -> Value:
    if dossier.status in WITHOUT_RESULT:
        return ""
    if dossier.returned_at is not None:
        return both(RETURNED, at=say_moment(dossier.returned_at))
    if dossier.stands_since is not None or dossier.status == ASKED_TO_COMPLETE:
        return both(STANDS)
    if dossier.due_at is not None:
        return both(UNTIL, at=say_moment(dossier.due_at))
    if dossier.accepted_at is None and dossier.expected_due_at is not None:
        return both(EXPECTED, at=say_moment(dossier.expected_due_at))
    return both(NO_LIMIT)
