"""Who may see and do what: every actor against every act at every step, and against every way to read."""

import dataclasses

import pytest
from django.db import transaction

from motcua.accounts.door import Actor
from motcua.dossiers.door import (
    InboxFilter,
    act,
    component_file,
    dossier_view,
    draft_view,
    inbox,
    my_dossiers,
    paper_file,
    result_file,
    save_page,
    start_draft,
    submit_draft,
)
from motcua.dossiers.models import Component, Dossier, Paper
from motcua.kernel.errors import NotAllowed, NotFound, Refused
from tests.integration.dossiers.province import LIFE, WHO, Province

# Every act that the law's table opens at each step of the ordinary life, and to whom.
OPEN = {
    "submitted": {
        ("accept", "motcua.y99.10"),
        ("request_supplement", "motcua.y99.10"),
        ("refuse", "motcua.y99.10"),
        ("withdraw", "congdan1"),
    },
    "accepted": {("hand_over", "motcua.y99.10"), ("withdraw", "congdan1")},
    "assigning": {
        ("assign", "truongphong.y99.10"),
        ("assign", "lanhdao.y99.10"),
        ("stop", "lanhdao.y99.10"),
        ("withdraw", "congdan1"),
    },
    "processing": {
        ("propose", "thuly.y99.10"),
        ("request_supplement", "thuly.y99.10"),
        ("reassign", "truongphong.y99.10"),
        ("reassign", "lanhdao.y99.10"),
        ("stop", "lanhdao.y99.10"),
        ("withdraw", "congdan1"),
    },
    "checking": {
        ("endorse", "truongphong.y99.10"),
        ("send_back", "truongphong.y99.10"),
        ("send_back", "lanhdao.y99.10"),
    },
    "approving": {
        ("sign", "lanhdao.y99.10"),
        ("send_back", "lanhdao.y99.10"),
        ("send_back", "truongphong.y99.10"),
    },
    "issuing": {("release", "vanthu.y99.10")},
    "completed": {
        ("hand_result", "motcua.y99.10"),
        ("collect", "congdan1"),
        ("correct", "lanhdao.y99.10"),
        ("revoke", "lanhdao.y99.10"),
        ("reopen", "lanhdao.y99.10"),
    },
    "returned": {
        ("correct", "lanhdao.y99.10"),
        ("revoke", "lanhdao.y99.10"),
        ("reopen", "lanhdao.y99.10"),
    },
}


class _Undo(Exception):
    """Takes a tried act back."""


def _tried(province: Province, dossier: Dossier, action: str, username: str) -> bool:
    try:
        with transaction.atomic():
            act(
                actor=province.actor(username),
                dossier_id=dossier.id,
                action=action,
                inputs=province.inputs(action),
                now=province.now,
            )
            raise _Undo
    except _Undo:
        return True
    except Refused:
        return False


def test_every_actor_against_every_act_at_every_step(province: Province) -> None:
    answer = province.file("congdan1")
    everyone = [name for name in province.accounts if name.endswith((".y99.10", ".y99.11"))]
    everyone += ["congdan1", "congdan2", "motcua.y99.01", "lanhdao.y99.02", "quantri.y99"]
    actions = province.service.workflow.action_keys()
    for step in (*LIFE, None):
        dossier = Dossier.objects.get(id=answer.dossier_id)
        possible = {(a, who) for a in actions for who in everyone if _tried(province, dossier, a, who)}
        assert possible == OPEN[dossier.step], dossier.step
        if step:
            province.act(answer.dossier_id, step, WHO[step])
    assert dossier.step == "returned"


def test_nobody_signed_in_may_do_nothing(province: Province) -> None:
    answer = province.file()
    with pytest.raises(NotFound):
        act(actor=None, dossier_id=answer.dossier_id, action="accept", now=province.now)
    with pytest.raises(NotFound):
        dossier_view(None, code=answer.code, now=province.now)
    with pytest.raises(NotAllowed):
        start_draft(actor=None, procedure_code=province.service.code, now=province.now)
    with pytest.raises(NotAllowed):
        inbox(None, InboxFilter(), now=province.now)
    assert my_dossiers(None, now=province.now).items == ()


def _reads(province: Province, dossier: Dossier, actor: Actor) -> list[bool]:
    paper = Paper.objects.filter(dossier=dossier, kind="receipt").first()
    component = Component.objects.filter(dossier=dossier).first()
    assert paper is not None and component is not None
    ways = (
        lambda: dossier_view(actor, code=dossier.code or "", now=province.now),
        lambda: dossier_view(actor, dossier_id=dossier.id, now=province.now),
        lambda: paper_file(actor, dossier_id=dossier.id, paper_id=paper.id, now=province.now),
        lambda: result_file(actor, dossier_id=dossier.id, now=province.now),
        lambda: component_file(actor, dossier_id=dossier.id, component_id=component.id, now=province.now)[
            1
        ].close(),
    )
    seen = []
    for way in ways:
        try:
            way()
            seen.append(True)
        except NotFound:
            seen.append(False)
    if actor.seats:
        try:
            rows = inbox(actor, InboxFilter(box="all"), now=province.now).items
            seen.append(any(row.id == dossier.id for row in rows))
            found = inbox(actor, InboxFilter(box="all", q=dossier.owner_name), now=province.now).items
            seen.append(any(row.id == dossier.id for row in found))
        except NotAllowed:
            seen += [False, False]
    return seen


def test_list_search_detail_and_files_open_to_the_same_people(province: Province) -> None:
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto="release")
    dossier = Dossier.objects.get(id=answer.dossier_id)
    own_agency = {name for name in province.accounts if name.endswith(".y99.10")}
    for username in province.accounts:
        if username == "may1":
            continue
        expected = username == "congdan1" or username in own_agency
        assert set(_reads(province, dossier, province.actor(username))) == {expected}, username


def test_a_draft_is_its_owners_alone(province: Province) -> None:
    owner = province.actor("congdan1")
    draft_id = start_draft(
        actor=owner, procedure_code=province.service.code, commune_id=province.commune.id, now=province.now
    )
    assert draft_view(owner, draft_id=draft_id).procedure_code == province.service.code
    for username in ("congdan2", "motcua.y99.10", "quantri.y99"):
        stranger = province.actor(username)
        with pytest.raises(NotFound):
            draft_view(stranger, draft_id=draft_id)
        with pytest.raises(NotFound):
            save_page(actor=stranger, draft_id=draft_id, page_key="owner", raw={}, now=province.now)
        with pytest.raises(NotFound):
            submit_draft(actor=stranger, dossier_id=draft_id, now=province.now)


def test_a_token_does_no_more_than_its_scopes(province: Province) -> None:
    answer = province.file("congdan1")
    owner = province.actor("congdan1")
    reader = dataclasses.replace(owner, scopes=frozenset({"dossiers:read"}))
    writer = dataclasses.replace(owner, scopes=frozenset({"dossiers:write"}))
    assert dossier_view(reader, code=answer.code, now=province.now).is_owner
    with pytest.raises(NotAllowed):
        act(
            actor=reader,
            dossier_id=answer.dossier_id,
            action="withdraw",
            inputs={"reason": "x"},
            now=province.now,
        )
    with pytest.raises(NotFound):
        dossier_view(writer, code=answer.code, now=province.now)
