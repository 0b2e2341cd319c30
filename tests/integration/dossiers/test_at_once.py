"""What happens when people act at the same moment. Real connections, real commits."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from motcua.audit import door as audit
from motcua.dossiers.door import (
    ActionNotPossible,
    ActOutcome,
    Changed,
    IntakeAnswer,
    act_on_many,
    attach,
    submit_draft,
)
from motcua.dossiers.models import Component, Dossier, Paper, TimelineEntry
from motcua.dossiers.operations import papers
from motcua.kernel import clock, outbox, progress
from motcua.kernel.errors import Refused
from motcua.kernel.models import OutboxEvent
from tests.integration.dossiers.province import Province, build
from tests.unit.files.made_files import PDF

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shared(keys_dir: Path, tmp_path: Path) -> Province:
    """The province, committed, so that other connections see it."""
    return build(tmp_path)


def _at_once(works: Sequence[Callable[[], Any]]) -> list[Any]:
    """Start all works at the same moment, each on its own connection; returns results or refusals."""
    ready = threading.Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        try:
            ready.wait(20)
            return work()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_two_clerks_accept_one_dossier_and_one_wins(shared: Province) -> None:
    for _ in range(5):
        answer = shared.file()
        version = Dossier.objects.get(id=answer.dossier_id).version

        def accept(dossier_id: Any = answer.dossier_id, seen: int = version) -> Any:
            return shared.act(dossier_id, "accept", "motcua.y99.10", version=seen)

        outcomes = _at_once([accept, accept])
        assert sorted(type(o).__name__ for o in outcomes) == ["ActOutcome", Changed.__name__]
        acts = TimelineEntry.objects.filter(dossier_id=answer.dossier_id, action="accept")
        assert acts.count() == 1
    assert audit.verify().ok


def test_many_intakes_at_once_get_codes_without_gaps_or_doubles(shared: Province) -> None:
    requests = [lambda: shared.file().code for _ in range(4)]
    codes = [code for _ in range(3) for code in _at_once(requests)]
    assert sorted(int(code.rsplit("-", 1)[1]) for code in codes) == list(range(1, 13))


def test_a_draft_handed_in_twice_while_a_file_comes_is_one_dossier(shared: Province) -> None:
    owner = shared.actor("congdan1")
    document = next(d.key for d in shared.service.cases[0].documents if d.compulsory)
    draft_id = shared.draft()

    def late() -> Any:
        return attach(
            actor=owner,
            dossier_id=draft_id,
            document_key=document,
            content=PDF,
            file_name="a.pdf",
            now=shared.now,
        )

    def hand_in() -> Any:
        return submit_draft(actor=owner, dossier_id=draft_id, now=shared.now)

    outcomes = _at_once([hand_in, late, hand_in, late, hand_in])
    answers = [one for one in outcomes if isinstance(one, IntakeAnswer)]
    assert len({one.code for one in answers}) == 1
    assert sorted(one.repeated for one in answers) == [False, True, True]
    assert TimelineEntry.objects.filter(dossier_id=draft_id, action="submit").count() == 1
    # Whatever file came in time is in the dossier; whatever came later was refused.
    refused = sum(isinstance(one, ActionNotPossible) for one in outcomes)
    kept = Component.objects.filter(dossier_id=draft_id, file_name="a.pdf").count()
    assert kept + refused == 2


def test_a_withdrawal_and_an_act_of_the_office_do_not_both_happen(shared: Province) -> None:
    for _ in range(3):
        answer = shared.file("congdan1")
        version = Dossier.objects.get(id=answer.dossier_id).version

        def act_as(action: str, who: str, dossier_id: Any = answer.dossier_id, seen: int = version) -> Any:
            return shared.act(dossier_id, action, who, version=seen)

        outcomes = _at_once(
            [lambda: act_as("withdraw", "congdan1"), lambda: act_as("refuse", "motcua.y99.10")]
        )
        assert sorted(type(o).__name__ for o in outcomes) == ["ActOutcome", Changed.__name__]
    assert audit.verify().ok


def test_two_workers_on_one_work_do_each_item_once(shared: Province) -> None:
    answers = [shared.file() for _ in range(6)]
    pairs = [(a.dossier_id, Dossier.objects.get(id=a.dossier_id).version) for a in answers]
    work = act_on_many(
        actor=shared.actor("motcua.y99.10"), action="accept", dossiers=[*pairs, pairs[0]], now=shared.now
    )
    _at_once([lambda: progress.run(work.id)] * 3)
    work.refresh_from_db()
    assert (work.state, work.done, len(work.results)) == ("done", 7, 7)
    assert [one["ok"] for one in work.results] == [True] * 6 + [False]
    assert TimelineEntry.objects.filter(action="accept").count() == 6
    assert audit.verify().ok


def test_two_dispatchers_print_each_paper_once(shared: Province) -> None:
    answers = [shared.file() for _ in range(4)]
    for answer in answers:
        shared.act(answer.dossier_id, "accept", "motcua.y99.10")
    for paper in Paper.objects.all()[:2]:
        papers.issue(paper.id, now=shared.now)
    before = dict(Paper.objects.exclude(blob=None).values_list("id", "blob_id"))
    _at_once([lambda: outbox.deliver_batch(now=shared.now, limit=5)] * 3)
    _at_once([lambda: outbox.deliver_batch(now=clock.now(), limit=50)] * 3)
    assert not OutboxEvent.objects.exclude(state="delivered").exists()
    now = dict(Paper.objects.values_list("id", "blob_id"))
    assert len(now) == 8 and all(now.values()) and before.items() <= now.items()


def test_a_paper_being_printed_keeps_nobody_from_the_dossier(
    shared: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = shared.file()
    make = papers._make

    def slowly(paper: Paper, now: Any) -> str:
        (outcome,) = _at_once([lambda: shared.act(answer.dossier_id, "accept", "motcua.y99.10")])
        assert isinstance(outcome, ActOutcome)
        return make(paper, now)

    monkeypatch.setattr(papers, "_make", slowly)
    papers.issue(Paper.objects.get(dossier_id=answer.dossier_id).id, now=shared.now)
    assert Dossier.objects.get(id=answer.dossier_id).step == "accepted"
