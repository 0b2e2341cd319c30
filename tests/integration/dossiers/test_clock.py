"""A server's clock that jumps back in the middle of a dossier's life."""

import dataclasses
import datetime as dt

from motcua.audit import door as audit
from motcua.dossiers.door import dossier_view
from motcua.dossiers.models import Dossier
from tests.integration.dossiers.province import LIFE, WHO, Province


def test_order_and_evidence_hold_when_the_clock_jumps_back(province: Province) -> None:
    answer = province.file()
    seen = province.now
    for number, action in enumerate(LIFE[:5]):
        back = dataclasses.replace(province, now=seen - dt.timedelta(hours=7 * number))
        back.act(answer.dossier_id, action, WHO[action])
    dossier = Dossier.objects.get(id=answer.dossier_id)
    entries = list(dossier.timeline.order_by("seq").values_list("seq", "action"))
    assert entries == list(enumerate(("submit", *LIFE[:5]), start=1))
    view = dossier_view(province.actor("motcua.y99.10"), code=answer.code, now=seen)
    actions = [line.action for line in view.timeline]
    assert actions in ([*reversed([a for _, a in entries])], [a for _, a in entries])
    assert dossier.version == 6 and (dossier.due_at is None or dossier.due_at > seen)
    assert audit.verify().ok
