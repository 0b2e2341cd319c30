"""Every address of the console, filled in with things that exist in the small province."""

import datetime as dt
from uuid import UUID, uuid4

from django.urls import URLPattern, reverse

from motcua.accounts.door import SYSTEM, delegate, delegations_of, issue_token, tokens_of
from motcua.console.urls import urlpatterns
from motcua.deadlines.door import days_of
from motcua.directory.door import agency_by_identifier, people_of
from motcua.dossiers.door import RECOUNT
from motcua.kernel import clock, progress
from motcua.kernel.models import OutboxEvent
from motcua.procedures.door import competences, import_runs, review_queue, set_competence
from tests.integration.dossiers.province import Province

POST_ONLY = {
    "looks_export",
    "account_active",
    "account_factor",
    "audit_verify",
    "competence_remove",
    "delegation_revoke",
    "doubt_dismiss",
    "event_replay",
    "notice_retry",
    "token_revoke",
}
# Pages of the service owner; all others are for administrators alone.
KEPT = {
    "competence",
    "competence_edit",
    "competence_remove",
    "doubt",
    "doubt_dismiss",
    "doubts",
    "home",
    "import_report",
    "import_work",
    "imports",
    "procedure",
    "procedures",
    "reviews",
    "revisions",
    "synonyms",
}
NAMES = sorted(str(pattern.name) for pattern in urlpatterns if isinstance(pattern, URLPattern))


def dead_event() -> UUID:
    """An event that was given up."""
    now = clock.now()
    made = OutboxEvent.objects.create(
        name="kite.lost.v1",
        payload={"kite": "7"},
        created_at=now,
        next_try_at=now,
        state=OutboxEvent.State.DEAD,
        attempts=12,
        last_error="mất dây",
    )
    return made.id


def address(name: str, province: Province, *, who: str = "quantri.y99") -> str:
    """The address of a page that shows something; what it names is made where the province has none."""
    if name == "calendar_withdraw":
        day = next(one for one in days_of(None, 2026) if one.id)
        return reverse("console:calendar_withdraw", args=[day.id]) + "?year=2026"
    make = _ARGUMENTS.get(name)
    return reverse(f"console:{name}", args=make(province, who) if make else ())


def _person(province: Province) -> UUID:
    return people_of(province.commune.id, roles=["case_officer"], on=clock.now().date())[0].person_id


def _position(province: Province) -> UUID:
    return people_of(province.commune.id, roles=["case_officer"], on=clock.now().date())[0].position_id


def _delegation(province: Province) -> UUID:
    today = clock.now().date()
    to = people_of(province.commune.id, roles=["unit_head"], on=today)[0].person_id
    delegate(
        position_id=_position(province),
        to_person_id=to,
        from_date=today,
        until_date=today + dt.timedelta(days=9),
        ground="nghỉ phép",
        actor=SYSTEM,
        now=clock.now(),
    )
    return delegations_of(_person(province))[0].id


def _token(province: Province, account_id: UUID) -> UUID:
    issue_token(account_id=account_id, name="máy", scopes=["dossiers:read"], actor=SYSTEM, now=clock.now())
    return tokens_of(account_id)[0].id


def _doubt() -> tuple[str, UUID]:
    found = review_queue().items[0]
    return found.code, found.id


def _rule(province: Province) -> UUID:
    agency = agency_by_identifier("Y99.02")
    assert agency is not None
    set_competence(
        level="province",
        procedure_code=province.service.code,
        agency_id=agency.id,
        actor=SYSTEM,
        now=clock.now(),
    )
    return next(rule.id for rule in competences() if rule.procedure_code)


def _work(province: Province, who: str) -> UUID:
    owner_id = province.accounts.get(who, uuid4())
    return progress.start(
        kind="console.import_catalogue", title="t.jsonl", owner_id=owner_id, items=[{}], now=clock.now()
    ).id


def _recount(province: Province, who: str) -> UUID:
    owner_id, now = province.accounts.get(who, uuid4()), clock.now()
    more = {"agency_id": None, "day": now.isoformat(), "ground": "QĐ 1", "apply": False}
    return progress.start(kind=RECOUNT, title=RECOUNT, owner_id=owner_id, items=[], now=now, **more).id


_ARGUMENTS = {
    "notice_retry": lambda p, who: [uuid4()],
    "wording": lambda p, who: ["refused"],
    "agency": lambda p, who: ["Y99.10"],
    "agency_contact": lambda p, who: ["Y99.10"],
    "agency_rename": lambda p, who: ["Y99.10"],
    "agency_merge": lambda p, who: ["Y99.10"],
    "agency_close": lambda p, who: ["Y99.10"],
    "person": lambda p, who: [_person(p)],
    "appoint": lambda p, who: [_person(p)],
    "account_official": lambda p, who: [_person(p)],
    "position_end": lambda p, who: [_position(p)],
    "delegate": lambda p, who: [_position(p)],
    "delegation_revoke": lambda p, who: [_person(p), _delegation(p)],
    "account": lambda p, who: [p.accounts["thuly.y99.10"]],
    "account_password": lambda p, who: [p.accounts["thuly.y99.10"]],
    "account_factor": lambda p, who: [p.accounts["thuly.y99.10"]],
    "account_active": lambda p, who: [p.accounts["thuly.y99.10"]],
    "token_issue": lambda p, who: [p.accounts["may1"]],
    "token_revoke": lambda p, who: [p.accounts["may1"], _token(p, p.accounts["may1"])],
    "procedure": lambda p, who: [p.service.code],
    "revisions": lambda p, who: [p.service.code],
    "doubts": lambda p, who: [p.service.code],
    "doubt": lambda p, who: list(_doubt()),
    "doubt_dismiss": lambda p, who: list(_doubt()),
    "import_work": lambda p, who: [_work(p, who)],
    "legal_value": lambda p, who: ["supplement_request_within"],
    "recount_work": lambda p, who: [_recount(p, who)],
    "import_report": lambda p, who: [import_runs()[0].id],
    "competence_remove": lambda p, who: [_rule(p)],
    "event_replay": lambda p, who: [dead_event()],
}
