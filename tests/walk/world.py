"""Everybody who may come to the door, and one thing of each kind. Whatever belongs to somebody carries a canary."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.test import Client

from motcua.accounts.door import (
    SYSTEM,
    Account,
    create_account,
    delegate,
    delegations_of,
    hash_password,
    issue_token,
    revoke_token,
    set_active,
    tokens_of,
)
from motcua.accounts.models import Delegation
from motcua.deadlines.door import days_of
from motcua.directory.door import Role, add_person, agency_by_identifier, appoint, create_agency, people_of
from motcua.dossiers.door import ComponentInput, dossier_view, intake, paper_file, upload
from motcua.dossiers.models import Dossier
from motcua.dossiers.road_models import Consultation
from motcua.kernel import clock, progress
from motcua.kernel.models import OutboxEvent
from motcua.notices.models import Message
from motcua.papers.door import typeset
from motcua.procedures.door import competences, import_runs, review_queue, set_competence
from motcua.site.demo.stories import SCAN
from tests.integration.dossiers.province import Province, build

READ, WRITE = "dossiers:read", "dossiers:write"
# Roles that sign in at a browser, and the accounts behind them.
PEOPLE = {
    "owner": "congdan1",
    "neighbour": "congdan2",
    "clerk": "motcua.y99.10",
    "officer": "thuly.y99.10",
    "colleague": "dongnghiep.y99.10",
    "head": "truongphong.y99.10",
    "leader": "lanhdao.y99.10",
    "records": "vanthu.y99.10",
    "closed": "daxong.y99.10",
    "admin_commune": "quantri.y99.10",
    "clerk_sister": "motcua.y99.11",
    "leader_sister": "lanhdao.y99.11",
    "delegate": "thuly.y99.11",
    "delegate_of_old": "truongphong.y99.11",
    "officer_department": "thuly.y99.02",
    "clerk_centre": "motcua.y99.01",
    "accountant_centre": "ketoan.y99.01",
    "leader_province": "lanhdao.y99",
    "service_owner": "thutuc.y99",
    "admin": "quantri.y99",
    "clerk_elsewhere": "motcua.x88.10",
    "admin_elsewhere": "quantri.x88",
}


@dataclass
class Thing:
    """A dossier by all its names. `canaries` are what only those may read who may see it."""

    id: UUID
    code: str
    component: UUID
    paper: UUID
    version: int = 0
    canaries: list[str] = field(default_factory=list)


@dataclass
class World:
    """Who comes (`clients`, `tokens`) and what there is."""

    province: Province
    things: dict[str, Thing]
    ids: dict[str, Any]
    clients: dict[str, Client]
    tokens: dict[str, str]


def build_world(folder: Path) -> World:
    """The small province with more people, another province beside it, and dossiers at every stage."""
    province = build(folder)
    _hire_more(province)
    things = _file_everything(province)
    ids = _one_of_each(province)
    tokens = _issue_tokens(province)
    clients = {"visitor": Client(raise_request_exception=False)}
    for role, username in PEOPLE.items():
        clients[role] = Client(raise_request_exception=False)
        clients[role].force_login(Account.objects.get(id=province.accounts[username]))
    set_active(account_id=province.accounts[PEOPLE["closed"]], active=False, actor=SYSTEM, now=clock.now())
    return World(province, things, ids, clients, tokens)


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _hire_more(province: Province) -> None:
    by: Any = {"actor": SYSTEM, "now": clock.now()}
    root = create_agency(identifier="X88", name="Bộ Khác", kind="other", level="ministry", **by)
    create_agency(
        identifier="X88.10", name="UBND phường Khác", kind="commune", level="commune", parent_id=root, **by
    )
    _hire(province, "motcua.x88.10", "X88.10", Role.COUNTER_CLERK)
    _hire(province, "quantri.x88", "X88", Role.ADMINISTRATOR)
    _hire(province, "quantri.y99.10", "Y99.10", Role.ADMINISTRATOR)
    _hire(province, "dongnghiep.y99.10", "Y99.10", Role.CASE_OFFICER)
    _hire(province, "daxong.y99.10", "Y99.10", Role.COUNTER_CLERK)
    day = clock.now().astimezone(clock.VIETNAM).date()
    clerk, head = (_position(province, PEOPLE[role]) for role in ("clerk", "head"))
    delegate(
        position_id=clerk,
        to_person_id=_person(province, PEOPLE["delegate"]),
        from_date=day,
        until_date=day,
        ground="nghỉ phép",
        **by,
    )
    Delegation.objects.create(
        position_id=head,
        to_person_id=_person(province, PEOPLE["delegate_of_old"]),
        from_date=day - dt.timedelta(days=9),
        until_date=day - dt.timedelta(days=1),
        ground="nghỉ phép",
    )


def _hire(province: Province, username: str, agency: str, role: Role) -> None:
    by: Any = {"actor": SYSTEM, "now": clock.now()}
    where = agency_by_identifier(agency)
    assert where is not None
    person = add_person(name=f"Người {username}", **by)
    appoint(person_id=person, agency_id=where.id, role=role, valid_from=dt.date(2026, 1, 1), **by)
    province.accounts[username] = create_account(
        username=username,
        name=f"Người {username}",
        kind="official",
        person_id=person,
        password_hash=hash_password("khong-ai-dung-2026"),
        **by,
    )


def _person(province: Province, username: str) -> UUID:
    person_id = Account.objects.get(id=province.accounts[username]).person_id
    assert person_id is not None
    return person_id


def _position(province: Province, username: str) -> UUID:
    person, day = _person(province, username), clock.now().date()
    found = people_of(_agency("Y99.10"), on=day)
    return next(one.position_id for one in found if one.person_id == person)


def _agency(identifier: str) -> UUID:
    found = agency_by_identifier(identifier)
    assert found is not None
    return found.id


def _file_everything(province: Province) -> dict[str, Thing]:
    """One dossier at each stage of its life in the commune, one in the sister commune, one that nobody has."""
    filed = {
        "submitted": _file(province, "submitted", by="congdan1"),
        "processing": _file(province, "processing", by="congdan1"),
        "approving": _file(province, "approving", by="congdan1"),
        "issuing": _file(province, "issuing", by="congdan1"),
        "released": _file(province, "released", by="congdan1"),
        "at_counter": _file(province, "at_counter", by="motcua.y99.10"),
        "sister": _file(province, "sister", by="congdan2", commune_id=_agency("Y99.11")),
        "machine": _file(province, "machine", by="may1"),
        "asked": _file(province, "asked", by="motcua.y99.10"),
        "owing": _file(province, "owing", by="motcua.y99.10"),
        "questioned": _file(province, "questioned", by="congdan1"),
    }
    filed["sent_on"] = _file(province, "sent_on", by="congdan2", commune_id=_agency("Y99.11"))
    given = {"agency": str(_agency("Y99.10")), "reason": "thuộc phường Một"}
    province.act(filed["sent_on"], "transfer", PEOPLE["clerk_sister"], inputs=given)
    officer = _position(province, PEOPLE["officer"])
    for name, upto in (
        ("processing", "assign"),
        ("questioned", "assign"),
        ("approving", "endorse"),
        ("issuing", "sign"),
        ("released", "release"),
    ):
        for action, by in _WAY[: [one for one, _by in _WAY].index(upto) + 1]:
            given = {
                "assign": {"assignee": str(officer)},
                "propose": {"result": {"outcome": "granted", "body": f"Ket-luan-{name}-canary"}},
            }.get(action, {})
            province.act(filed[name], action, PEOPLE[by], inputs=given)
    province.act(filed["asked"], "request_supplement", PEOPLE["clerk"])
    _ask_sister(province, filed["questioned"])
    Dossier.objects.filter(id=filed["owing"]).update(money="asked")
    things = {name: _thing(province, name, dossier_id) for name, dossier_id in filed.items()}
    draft_id = province.draft()
    draft = Dossier.objects.get(id=draft_id)
    draft.answers = draft.answers | {"owner_name": "Chim Bản Nháp"}
    draft.save()
    component = draft.components.first()
    assert component is not None
    things["draft"] = Thing(
        draft_id, str(draft_id), component.id, uuid4(), 0, ["Chim Bản Nháp", str(draft_id)]
    )
    one, other = things["submitted"], things["sister"]
    # The name of one's own dossier with the names of a stranger's papers.
    things["mixed"] = Thing(one.id, one.code, other.component, other.paper, one.version)
    things["unknown"] = Thing(uuid4(), "Y99.10-261124-999999", uuid4(), uuid4())
    return things


_WAY = (
    ("accept", "clerk"),
    ("hand_over", "clerk"),
    ("assign", "head"),
    ("propose", "officer"),
    ("endorse", "head"),
    ("sign", "leader"),
    ("release", "records"),
)


def _ask_sister(province: Province, dossier_id: UUID) -> None:
    """The sister commune is asked for its opinion, and shown one file."""
    dossier = Dossier.objects.get(id=dossier_id)
    shown = dossier.components.order_by("document_key", "added_at", "id").first()
    assert shown is not None
    given = {"agencies": [str(_agency("Y99.11"))], "question": "Có đồng ý không?", "shown": [str(shown.id)]}
    province.act(dossier_id, "consult", PEOPLE["officer"], inputs=given)


def _file(province: Province, name: str, *, by: str, **changes: Any) -> UUID:
    actor = province.actor(by)
    components = []
    for document in (d for d in province.service.cases[0].documents if d.compulsory):
        content = typeset(template=SCAN, data={"name": f"{name} {document.name}"})
        stored = upload(actor=actor, content=content, file_name="scan.pdf", now=province.now)
        components.append(
            ComponentInput(document.key, sha256=stored.sha256, file_name=f"tep-{name}-canary.pdf")
        )
    request = province.request(
        channel=1 if by.startswith("motcua") else 2, components=tuple(components), **changes
    )
    answers = {**request.answers, "owner_name": f"Chim {name.title()}"}
    request = province.request(
        channel=request.channel, components=tuple(components), answers=answers, **changes
    )
    return intake(actor=actor, request=request, key=f"{name}-key", now=province.now).dossier_id


def _thing(province: Province, name: str, dossier_id: UUID) -> Thing:
    """All names of a dossier, seen as somebody who may see it."""
    who = {"sister": "motcua.y99.11"}.get(name, "motcua.y99.10")
    view = dossier_view(province.actor(who), dossier_id=dossier_id, now=province.now)
    canaries = [
        f"Chim {name.title()}",
        f"tep-{name}-canary",
        f"Ket-luan-{name}-canary",
        view.secret,
        view.row.code,
    ]
    canaries += [str(dossier_id), *(str(one.id) for one in view.components)]
    if name in ("submitted", "sister", "at_counter"):
        paper_file(province.actor(who), dossier_id=dossier_id, paper_id=view.papers[0].id, now=province.now)
    return Thing(
        dossier_id, view.row.code, view.components[0].id, view.papers[0].id, view.row.version, canaries
    )


def _one_of_each(province: Province) -> dict[str, Any]:
    """Ids of what the keepers of the house look after."""
    now = clock.now()
    by: Any = {"actor": SYSTEM, "now": now}
    service_level = _agency("Y99.02")
    set_competence(level="province", procedure_code=province.service.code, agency_id=service_level, **by)
    issue_token(account_id=province.accounts["may1"], name="máy", scopes=[READ], **by)
    doubt = review_queue().items[0]
    dead = OutboxEvent.objects.create(
        name="kite.lost.v1",
        payload={},
        created_at=now,
        next_try_at=now,
        state=OutboxEvent.State.DEAD,
        attempts=12,
    )
    letter = Message.objects.create(
        once="walk",
        template="changed",
        channel="email",
        language="vi",
        state=Message.State.GIVEN_UP,
        next_try_at=now,
        created_at=now,
    )
    return {
        "service": province.service.code,
        "message": letter.id,
        "doubt_code": doubt.code,
        "doubt": doubt.id,
        "event": dead.id,
        "document": next(d.key for d in province.service.cases[0].documents if d.compulsory),
        "case": province.service.cases[0].key,
        "scan": typeset(template=SCAN, data={"name": "scan"}),
        "page_key": province.service.form.pages[0].key,
        "day": next(one.id for one in days_of(None, 2026) if one.id),
        "run": import_runs()[0].id,
        "rule": next(rule.id for rule in competences() if rule.procedure_code),
        "may1": province.accounts["may1"],
        "token": tokens_of(province.accounts["may1"])[0].id,
        "delegation": delegations_of(_person(province, PEOPLE["clerk"]))[0].id,
        "persons": {
            name: _person(province, username) for name, username in PEOPLE.items() if "." in username
        },
        "positions": {"own": _position(province, PEOPLE["officer"]), "sister": _position_in("Y99.11")},
        "department": service_level,
        "question": Consultation.objects.values_list("id", flat=True)[0],
        "clerks_work": _work(province, "clerk", "dossiers.act"),
        "admins_work": _work(province, "admin", "console.import_catalogue"),
    }


def _position_in(identifier: str) -> UUID:
    return people_of(_agency(identifier), roles=["case_officer"], on=clock.now().date())[0].position_id


def _work(province: Province, role: str, kind: str) -> UUID:
    owner = province.accounts[PEOPLE[role]]
    work = progress.start(kind=kind, title="accept", owner_id=owner, items=[], now=clock.now())
    return work.id


def _issue_tokens(province: Province) -> dict[str, str]:
    """Keys of the API, by who holds them and what they are good for."""
    now = clock.now()

    def key(
        username: str, *scopes: str, lifetime: dt.timedelta = dt.timedelta(days=1), at: dt.datetime = now
    ) -> str:
        return issue_token(
            account_id=province.accounts[username],
            name=f"khóa {username}",
            scopes=scopes or (READ, WRITE),
            lifetime=lifetime,
            actor=SYSTEM,
            now=at,
        )

    tokens = {
        "owner": key("congdan1"),
        "owner_reads": key("congdan1", READ),
        "owner_writes": key("congdan1", WRITE),
        "owner_neither": key("congdan1", "procedures:read"),
        "neighbour": key("congdan2"),
        "machine": key("may1"),
        "clerk": key("motcua.y99.10"),
        "officer": key("thuly.y99.10"),
        "colleague": key("dongnghiep.y99.10"),
        "head": key("truongphong.y99.10"),
        "leader": key("lanhdao.y99.10"),
        "clerk_sister": key("motcua.y99.11"),
        "delegate": key("thuly.y99.11"),
        "delegate_of_old": key("truongphong.y99.11"),
        "clerk_centre": key("motcua.y99.01"),
        "clerk_elsewhere": key("motcua.x88.10"),
        "admin": key("quantri.y99"),
        "service_owner": key("thutuc.y99"),
        "closed": key("daxong.y99.10"),
        "expired": key("motcua.y99.10", at=now - dt.timedelta(days=9)),
        "revoked": key("motcua.y99.10", at=now - dt.timedelta(hours=1)),
        "made_up": "mc_" + "x" * 43,
    }
    older = tokens_of(province.accounts["motcua.y99.10"])[1]
    revoke_token(token_id=older.id, actor=SYSTEM, now=now)
    return tokens
