"""Random walks through every road of the workflow, with everybody and through time.

The ordinary tests take a few dozen, always the same; `make walks WALKS=10000` takes others each time (MOTCUA_WALKS).
"""

import dataclasses
import datetime as dt
import os
from collections import Counter
from random import Random
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from motcua.accounts.door import Actor
from motcua.directory.door import agency, agency_by_identifier, people_of
from motcua.dossiers import durations, rules
from motcua.dossiers.door import Opinion, act, confirm_payment, give_opinion
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations import results
from motcua.dossiers.operations.lapsing import lapse_unanswered
from motcua.dossiers.road_models import Consultation
from motcua.kernel.errors import Invalid, Refused
from motcua.papers.door import Typeset
from motcua.procedures.door import Action, standard_workflow
from motcua.procedures.workflow import STAY
from tests.integration.dossiers import holding_good
from tests.integration.dossiers.province import NOW, Province

WALKS = int(os.environ.get("MOTCUA_WALKS", "0"))
OWNER = "congdan1"
# One of each kind in each of two communes: one receives, either may come to decide.
LOGINS = {
    "counter_clerk": "motcua",
    "unit_head": "truongphong",
    "case_officer": "thuly",
    "leader": "lanhdao",
    "records_clerk": "vanthu",
}
HERE, THERE = "y99.10", "y99.11"
CLERK = f"motcua.{HERE}"
PEOPLE = [OWNER, *(f"{name}.{place}" for name in LOGINS.values() for place in (HERE, THERE))]
STRANGERS = ("congdan2", "lanhdao.y99.02", "quantri.y99")
# A walk that came so far goes on without waiting: holidays are not known for ever.
_LATEST = NOW + dt.timedelta(days=270)
# Spread evenly whatever Hypothesis prefers: the machine itself chooses only rules and lengths.
_SEEDS = st.integers(0, 2**32 - 1)
_HOURS = (1, 3, 7, 24, 72, 15 * 24)
_INPUTS: dict[str, Any] = {
    "ask_obligation": {"amount": "1.250.000", "reason": "Tiền sử dụng đất"},
    "confirm_obligation": {"voucher": "77"},
    "correct": {"reason": "Sai ngày sinh"},
    "revoke": {"reason": "Khai không đúng", "ground": "Điều 12 Luật Hộ tịch"},
    "reopen": {"reason": "Nhầm lẫn", "ground": "Quyết định 15/QĐ-UBND"},
}
# Roads that the table opens and a rule of their own may still close, by what it answers.
_CLOSED = {
    "reappoint": {"already_reappointed", "action_not_possible"},
    "revoke": {"result_revoked"},
    "correct": {"result_revoked"},
}


class Walk(RuleBasedStateMachine):
    """One dossier from its intake on. A walk leaves nothing behind: its transaction is undone."""

    province: ClassVar[Province]
    actors: ClassVar[dict[str, Actor]]
    communes: ClassVar[dict[str, str]]
    inputs: ClassVar[dict[str, Any]]
    gone: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.province.now = NOW
        self.dossier: Dossier | None = None

    def teardown(self) -> None:
        try:
            if self.dossier:
                holding_good.check_evidence(self.dossier.id)
                holding_good.check_print(self.dossier.id)
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    @initialize(online=st.booleans())
    def file(self, online: bool) -> None:
        answer = self.province.file(OWNER if online else CLERK)
        self.dossier = Dossier.objects.get(id=answer.dossier_id)

    @rule(seed=_SEEDS, roads=st.integers(1, 4))
    def go_on(self, seed: int, roads: int) -> None:
        """Along roads that are open, each by somebody whose it is, with time between them."""
        chance = Random(seed)
        for _road in range(roads):
            self._let_pass(chance.choice(_HOURS))
            open_here = self._roads()
            if not open_here:
                assert self._step().final, f"stuck at {self._now().step}"
                return
            # Roads that lead on are taken more often, or all walks would be short.
            weights = [
                1 if road.reopens or self._ends(road) else 9 if road.primary else 4
                for road, _who in open_here
            ]
            self._take(*chance.choices(open_here, weights)[0])

    @rule(seed=_SEEDS)
    def trespass(self, seed: int) -> None:
        """Anything by anybody: done when the table has it for them, else refused, and then nothing has changed."""
        chance = Random(seed)
        key = chance.choice(self.province.service.workflow.action_keys())
        who = chance.choice([*PEOPLE, *STRANGERS])
        road = self.province.service.workflow.action(self._now().step, key)
        if road is not None and (road, who) in self._roads():
            self._take(road, who)
        else:
            assert self._try(key, who, self._inputs(key)) is not None

    @rule(hours=st.sampled_from(_HOURS))
    def wait(self, hours: int) -> None:
        self._let_pass(hours)

    @rule(answer=st.sampled_from(["agree", "disagree", "other", "declined"]))
    def hear(self, answer: str) -> None:
        """Another agency says what it thinks of the case; its answer may let the clock go on."""
        asked, before = self._asked(), self._now()
        if asked and not self._step().final:
            opinion = Opinion(answer, "Ý kiến của cơ quan được hỏi.")
            give_opinion(
                actor=self._actor(f"thuly.{asked.agency.identifier.lower()}"),
                consultation_id=asked.id,
                opinion=opinion,
                now=self.province.now,
            )
            self._check(before, "give_opinion")

    @rule(later=st.booleans())
    def lapse(self, later: bool) -> None:
        """The worker's round: it ends what nobody answered in time, and nothing else."""
        if later:
            self._let_pass(_HOURS[-1])
            self._let_pass(_HOURS[-1])
        before = self._now()
        asked = before.supplements.filter(answered_at=None).order_by("asked_at").last()
        over = before.status == 5 and asked is not None and bool(asked.answer_by)
        over = over and asked is not None and (asked.answer_by or NOW) < self.province.now
        assert lapse_unanswered(now=self.province.now) == over
        assert lapse_unanswered(now=self.province.now) == 0
        if over:
            self._check(before, "lapse" if before.accepted_at else "lapse_at_intake")

    @rule()
    def pay(self) -> None:
        """Money has an axis of its own."""
        before = self._now()
        if not rules.fee_is_open(before.money, status=before.status):
            return
        clerk = self._actor(CLERK)
        confirm_payment(actor=clerk, dossier_id=before.id, voucher="BL 1", now=self.province.now)
        after = self._now()
        assert after.money == "confirmed"
        assert (after.step, after.status, after.due_at) == (before.step, before.status, before.due_at)

    def _let_pass(self, hours: int) -> None:
        if self.province.now < _LATEST:
            self.province.now += dt.timedelta(hours=hours)

    def _roads(self) -> list[tuple[Action, str]]:
        """The edges out of the present step with each person whose they are, by the words of the table alone."""
        dossier = self._now()
        shut = {"give_opinion"} | ({"consult"} if self._asked() else {"withdraw_question"})
        found = []
        for road in self.province.service.workflow.actions_from(dossier.step):
            place = HERE if road.place == "receiving" else self._decides()
            names = [f"{LOGINS[role]}.{place}" for role in road.who if role in LOGINS]
            names += [OWNER] if "owner" in road.who and dossier.owner_account_id else []
            if road.assignee_only and dossier.assignee_id is None:
                names = []
            found += [(road, name) for name in names if road.key not in shut]
        return found

    def _decides(self) -> str:
        competent = self._now().competent_agency_id
        return agency(competent).identifier.lower() if competent else ""

    def _take(self, road: Action, who: str) -> None:
        before, inputs = self._now(), self._inputs(road.key)
        refused = self._try(road.key, who, inputs)
        if isinstance(refused, Invalid) and set(refused.fields) == {"exception"}:
            refused = self._try(road.key, who, {**inputs, "exception": "Điều 5 Thông tư 12"})
        if refused is not None:
            assert refused.code in _CLOSED.get(road.key, ()), (
                road.key,
                who,
                refused,
                getattr(refused, "fields", ""),
            )
            return
        note(f"by {who}:")
        self._check(before, road.key)

    def _check(self, before: Dossier, action: str) -> None:
        after = self._now()
        note(f"{self.province.now:%d/%m %H:%M} {action}: {before.step} -> {after.step}")
        self.gone[f"{before.step}/{action}"] += 1
        holding_good.check_move(before, after, action, self.province.service.workflow)
        holding_good.check_clock(self.province, after, self.province.service.workflow)
        holding_good.check_papers(after)

    def _try(self, key: str, who: str, inputs: dict[str, Any]) -> Refused | None:
        before = self._now()
        try:
            act(
                actor=self._actor(who), dossier_id=before.id, action=key, inputs=inputs, now=self.province.now
            )
        except Refused as refused:
            assert (
                vars(
                    self._now(),
                ).items()
                >= _columns(before).items()
            )
            return refused
        return None

    def _actor(self, username: str) -> Actor:
        if username not in self.actors:
            self.actors[username] = self.province.actor(username)
        return dataclasses.replace(self.actors[username], confirmed_at=self.province.now)

    def _inputs(self, key: str) -> dict[str, Any]:
        if key == "reappoint":
            return {"new_date": self._later().strftime("%d/%m/%Y"), "reason": "Cần xác minh thực địa"}
        if key == "withdraw_question":
            asked = self._asked()
            return {"consultation": str(asked.id) if asked else "", "reason": "Đã đủ thông tin"}
        other = self.communes[THERE if self._decides() == HERE else HERE]
        if key in ("consult", "transfer"):
            asking = {
                "agencies": [other],
                "question": "Có trong quy hoạch?",
                "exception": "Điều 28 Luật Đất đai",
            }
            return asking if key == "consult" else {"agency": other, "reason": "Không thuộc thẩm quyền"}
        if key in ("assign", "reassign"):
            competent = self._now().competent_agency_id
            officers = people_of(competent, roles=["case_officer"], on=NOW.date()) if competent else ()
            return {"assignee": str(officers[0].position_id), "reason": "nghỉ phép"}
        if key not in self.inputs:
            self.inputs[key] = _INPUTS.get(key) or self.province.inputs(key)
        return self.inputs[key]

    def _later(self) -> dt.datetime:
        """A working day a week or so after the date that holds."""
        later = max(self._now().due_at or NOW, self.province.now) + dt.timedelta(days=7)
        while not self._is_open(later):
            later += dt.timedelta(days=1)
        return later

    def _asked(self) -> Consultation | None:
        """The question that another agency has not answered yet."""
        open_ones = Consultation.objects.filter(dossier=self._now(), ended_at=None)
        return open_ones.select_related("agency").first()

    def _is_open(self, day: dt.datetime) -> bool:
        calendar = durations.calendar_of(self._now().competent_agency_id, at=day)
        return bool(calendar.day(durations.date_of(day)).spans)

    def _now(self) -> Dossier:
        assert self.dossier is not None
        return Dossier.objects.get(id=self.dossier.id)

    def _ends(self, road: Action) -> bool:
        workflow = self.province.service.workflow
        return workflow.lands(self._now().step, road).final

    def _step(self) -> Any:
        return self.province.service.workflow.steps[self._now().step]


def _columns(dossier: Dossier) -> dict[str, Any]:
    return {name: value for name, value in vars(dossier).items() if not name.startswith("_")}


@pytest.fixture
def quick_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results are typeset and signed elsewhere in the tests; here a walk may have a dozen."""
    monkeypatch.setattr(results, "typeset_for_signing", lambda _paper: Typeset(b"%PDF-", {}))
    monkeypatch.setattr(results, "seal_pdf", lambda *, pdf, **_more: pdf + b"+")


@pytest.mark.usefixtures("quick_printer")
def test_every_road_keeps_what_must_hold(province: Province) -> None:
    found = {name: agency_by_identifier(name.upper()) for name in (HERE, THERE)}
    Walk.communes = {name: str(one.id) for name, one in found.items() if one}
    Walk.province, Walk.actors, Walk.inputs, Walk.gone = province, {}, {}, Counter()
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=WALKS or 25,
            stateful_step_count=20,
            derandomize=not WALKS,
            database=None,
            deadline=None,
            # Notes tell the road of a walk that failed; finding a shorter one would take minutes.
            phases=[Phase.generate],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(f"{Walk.gone.total()} acts:", Walk.gone.most_common())
    if WALKS >= 1000:
        edges = {f"{step}/{key}" for step, key in province.service.workflow.actions if step != "draft"}
        assert set(Walk.gone) == edges


def test_an_end_can_be_reached_from_every_step() -> None:
    workflow = standard_workflow()
    reached = {key for key, step in workflow.steps.items() if step.final}
    for _round in workflow.steps:
        reached |= {source for (source, _), road in workflow.actions.items() if road.target in reached}
    assert reached == set(workflow.steps)


def test_somebody_may_act_at_every_step() -> None:
    workflow = standard_workflow()
    for key, step in workflow.steps.items():
        roads = [road for road in workflow.actions_from(key) if road.target != STAY]
        # A dossier filed at the counter has no owner who could act.
        officials = {role for road in roads for role in road.who} - {"owner", "system"}
        assert (
            step.final or key == "draft" or (officials <= set(LOGINS) | {"fee_accountant"} and officials)
        ), key
