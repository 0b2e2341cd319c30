"""Who may see and do what with a dossier: the one answer for list, search, detail, files and API. No actor means no."""

import uuid
from collections.abc import Iterable
from typing import Protocol

from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.accounts.door import Actor, Seat
from motcua.directory.door import Role
from motcua.kernel.errors import NotAllowed
from motcua.procedures.door import Action, Step

# Seats that work on dossiers. Administrators and service owners configure; they have no business in a case.
DOSSIER_ROLES = (
    Role.COUNTER_CLERK,
    Role.CASE_OFFICER,
    Role.UNIT_HEAD,
    Role.LEADER,
    Role.RECORDS_CLERK,
    Role.FEE_ACCOUNTANT,
    Role.CENTRE_HEAD,
)
# Who speaks for an agency that was asked for its opinion.
OPINION_GIVERS = (Role.CASE_OFFICER, Role.UNIT_HEAD, Role.LEADER)
COLLECTORS = (Role.FEE_ACCOUNTANT, Role.COUNTER_CLERK)
# Whose acts those of the worker are: a rule's, never a person's.
BY_RULE = ("system",)
READ, WRITE = "dossiers:read", "dossiers:write"
# Acts that put somebody's or an agency's digital signature on a paper: only by a person who just proved who they are.
SIGNING = frozenset({"sign", "release", "reappoint", "stop", "revoke", "reopen"})


class Case(Protocol):
    """The fields of a dossier that decide rights."""

    status: int
    step: str
    owner_account_id: uuid.UUID | None
    entered_by_id: uuid.UUID | None
    receiving_agency_id: uuid.UUID | None
    competent_agency_id: uuid.UUID | None
    assisting_agency_id: uuid.UUID | None
    assignee_id: uuid.UUID | None


def has_scope(actor: Actor, scope: str) -> bool:
    """A browser session carries every scope; a token only those it was given."""
    return actor.scopes is None or scope in actor.scopes


def works_on_dossiers(actor: Actor | None) -> bool:
    """Whether the actor holds a seat, own or delegated, that works on dossiers."""
    return actor is not None and bool(actor.agency_ids(*DOSSIER_ROLES))


def collector_seat(actor: Actor | None, case: Case) -> Seat | None:
    """The seat from which to say that money has come in (61/2018 art. 22): a collector's of the receiving or the
    deciding agency."""
    if actor is None or not has_scope(actor, WRITE):
        return None
    agencies = (case.receiving_agency_id, case.competent_agency_id)
    seats = [actor.seat(*COLLECTORS, agency_id=agency) for agency in agencies if agency]
    return next((seat for seat in seats if seat), None)


def may_confirm_payment(actor: Actor | None, case: Case) -> bool:
    """Whether the actor holds such a seat."""
    return collector_seat(actor, case) is not None


def holding_seat(actor: Actor | None, case: Case) -> Seat | None:
    """The seat from which to keep a dossier from being erased: a leader's of the agency that decided on it."""
    if actor is None or not has_scope(actor, WRITE) or not case.status or case.competent_agency_id is None:
        return None
    return actor.seat(Role.LEADER, agency_id=case.competent_agency_id)


def attaching_seat(actor: Actor, case: Case) -> Seat | None:
    """The clerk's seat from which to add what somebody brought to the counter."""
    if case.receiving_agency_id is None:
        return None
    return actor.seat(Role.COUNTER_CLERK, agency_id=case.receiving_agency_id)


def scope(actor: Actor | None) -> Q:
    """The filter that every list, search and look-up goes through."""
    if actor is None or not has_scope(actor, READ):
        return Q(pk__in=[])
    visible = Q(owner_account_id=actor.id)
    agencies = actor.agency_ids(*DOSSIER_ROLES)
    if agencies:
        submitted = Q(status__gt=0)
        visible |= submitted & (
            Q(receiving_agency_id__in=agencies)
            | Q(competent_agency_id__in=agencies)
            | Q(assisting_agency_id__in=agencies)
        )
        visible |= Q(status=0, entered_by_id=actor.id)
    return visible


def may_see(actor: Actor | None, case: Case) -> bool:
    """The same rule as `scope`, for a dossier already in hand."""
    if actor is None or not has_scope(actor, READ):
        return False
    if case.owner_account_id == actor.id or (case.status == 0 and case.entered_by_id == actor.id):
        return True
    mine = actor.agency_ids(*DOSSIER_ROLES)
    agencies = {case.receiving_agency_id, case.competent_agency_id, case.assisting_agency_id}
    return case.status > 0 and not mine.isdisjoint(agencies - {None})


def seat_for(actor: Actor, case: Case, action: Action) -> Seat | None:
    """The seat from which `actor` may do `action`, None when there is none (owners need no seat: see `may_act`)."""
    places = {"receiving": case.receiving_agency_id, "competent": case.competent_agency_id}
    agency = places.get(action.place)
    if agency is None:
        return None
    roles = tuple(role for role in action.who if role != "owner")
    seats = [s for s in actor.seats if s.agency_id == agency and s.role in roles]
    if action.assignee_only:
        seats = [s for s in seats if s.position_id == case.assignee_id]
    return next(iter(sorted(seats, key=lambda s: bool(s.acting_for))), None)


def handling_seat(actor: Actor, case: Case, step: Step) -> Seat | None:
    """The seat at whose desk the case lies now; a case officer's only when it was assigned to that officer."""
    agency = case.receiving_agency_id if step.place == "receiving" else case.competent_agency_id
    seats = (s for s in actor.seats if s.agency_id == agency and s.role in step.roles)
    mine = (s for s in seats if s.role != Role.CASE_OFFICER or s.position_id == case.assignee_id)
    return min(mine, key=lambda s: bool(s.acting_for), default=None)


def looking_seat(actor: Actor, case: Case) -> Seat | None:
    """The seat that lets one see a case that lies elsewhere."""
    agencies = (case.competent_agency_id, case.receiving_agency_id, case.assisting_agency_id)
    seats = (actor.seat(*DOSSIER_ROLES, agency_id=agency) for agency in agencies if agency)
    return next((seat for seat in seats if seat), None)


def may_see_unlogged(actor: Actor, case: Case) -> bool:
    """One's own dossier, and a draft one is typing for somebody."""
    return is_owner(actor, case) or (case.status == 0 and case.entered_by_id == actor.id)


def owned(actor: Actor | None) -> Q:
    """The filter of what is one's own: filed, or being written, in the actor's name."""
    return scope(actor) & Q(owner_account_id=actor.id if actor else None)


def may_assign(actor: Actor | None, case: Case, actions: Iterable[Action]) -> bool:
    """Whether one of `actions`, those possible now, lets the actor choose a case officer."""
    return any("assignee" in action.needs and may_act(actor, case, action) for action in actions)


def is_owner(actor: Actor, case: Case) -> bool:
    """Whether the dossier runs in the actor's name."""
    return case.owner_account_id is not None and case.owner_account_id == actor.id


def may_act(actor: Actor | None, case: Case, action: Action) -> bool:
    """Whether the edge `action` is open to `actor` on this dossier."""
    if actor is None or not has_scope(actor, WRITE):
        return False
    if action.key in SIGNING and actor.scopes is not None:
        return False
    if "owner" in action.who and is_owner(actor, case):
        return True
    return seat_for(actor, case, action) is not None


def why_not(actor: Actor | None, case: Case, action: Action, *, receiving: str, competent: str) -> str:
    """In words, whose the action is."""
    if may_act(actor, case, action):
        return ""
    if action.who == BY_RULE:
        return _("Hệ thống thực hiện khi hết thời hạn bổ sung.")
    labels = [str(_("chủ hồ sơ")) if role == "owner" else str(Role(role).label) for role in action.who]
    asked = str(_("cơ quan được lấy ý kiến"))
    where = {"receiving": receiving, "competent": competent, "consulted": asked}.get(action.place, "")
    if action.assignee_only:
        return _("Chỉ cán bộ được phân công thụ lý thực hiện được.")
    return _("Việc của %(who)s%(where)s.") % {
        "who": ", ".join(labels),
        "where": f" – {where}" if where else "",
    }


class Asked(Protocol):
    """The fields of a question to another agency that decide rights."""

    agency_id: uuid.UUID
    asking_agency_id: uuid.UUID


def asked_of(actor: Actor | None) -> Q:
    """The filter of questions to the actor's agencies."""
    if actor is None or not has_scope(actor, READ):
        return Q(pk__in=[])
    return Q(agency_id__in=actor.agency_ids(*OPINION_GIVERS))


def asked_by(actor: Actor | None) -> Q:
    """The filter of questions that the actor's agencies put to others."""
    if actor is None or not has_scope(actor, READ):
        return Q(pk__in=[])
    return Q(asking_agency_id__in=actor.agency_ids(*DOSSIER_ROLES))


def sent_on_by(actor: Actor | None) -> Q:
    """The filter of dossiers that the actor's agencies sent on to the competent one."""
    if actor is None or not has_scope(actor, READ):
        return Q(pk__in=[])
    return Q(from_agency_id__in=actor.agency_ids(*DOSSIER_ROLES))


def may_see_consultation(actor: Actor | None, asked: Asked) -> bool:
    """The question and the answer, and nothing else of the dossier: for both agencies."""
    if actor is None or not has_scope(actor, READ):
        return False
    return asked.agency_id in actor.agency_ids(*OPINION_GIVERS) or asked.asking_agency_id in actor.agency_ids(
        *DOSSIER_ROLES
    )


def answering_seat(actor: Actor, asked: Asked) -> Seat | None:
    """The seat from which to answer a question, None when there is none."""
    if not has_scope(actor, WRITE):
        return None
    return actor.seat(*OPINION_GIVERS, agency_id=asked.agency_id)


def may_file(actor: Actor | None, channel: int) -> Seat | None:
    """Who may hand in a dossier: a citizen online for themself; a clerk at the counter or from the post.

    Returns the clerk's seat, None for a citizen. Raises NotAllowed.
    """
    online = channel == 2
    if actor is None or not has_scope(actor, WRITE) or channel not in (1, 2, 3):
        raise NotAllowed
    if online:
        if actor.kind not in {"citizen", "machine"}:
            raise NotAllowed(
                _("Cán bộ nhận hồ sơ tại quầy hoặc qua bưu chính, không nộp trực tuyến thay công dân.")
            )
        return None
    seat = actor.seat(Role.COUNTER_CLERK)
    if seat is None:
        raise NotAllowed(_("Chỉ cán bộ một cửa nhận hồ sơ tại quầy hoặc qua bưu chính."))
    return seat
