"""What happens when people act at the same moment. Real connections, real commits."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from motcua.audit import door as audit
from motcua.dossiers.door import Changed
from motcua.dossiers.models import Dossier, TimelineEntry
from motcua.kernel.errors import Refused
from tests.integration.dossiers.province import Province, build

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
