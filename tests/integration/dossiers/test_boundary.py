"""Boundary-free receipt: received anywhere in the province, decided where competence lies (Decree 118/2025)."""

from uuid import UUID

import pytest

from motcua.accounts.door import SYSTEM
from motcua.deadlines.door import set_legal_value
from motcua.directory.door import agency_by_identifier
from motcua.dossiers.door import InboxFilter, ReceivesOnlyOwn, hand_over_lists, inbox
from motcua.dossiers.models import Dossier, Paper
from motcua.dossiers.paper_data import for_paper
from motcua.kernel.errors import NotFound
from motcua.papers.door import Receipt
from tests.integration.dossiers.province import NOW, Province

CLERK, CENTRE, SISTER = "motcua.y99.10", "motcua.y99.01", "motcua.y99.11"


def _id(identifier: str) -> UUID:
    found = agency_by_identifier(identifier)
    assert found is not None
    return found.id


def _others(province: Province, username: str) -> list[str]:
    found = inbox(province.actor(username), InboxFilter(box="others"), now=province.now)
    return [row.code for row in found.items]


def test_what_was_received_for_others_has_a_list_of_its_own(province: Province) -> None:
    own = province.file(CLERK)
    other = province.file(CLERK, commune_id=_id("Y99.11"))
    centre = province.file(CENTRE, commune_id=_id("Y99.11"))
    assert _others(province, CLERK) == [other.code]
    assert _others(province, CENTRE) == [centre.code]
    assert own.code not in _others(province, SISTER)
    dossier = Dossier.objects.get(id=other.dossier_id)
    assert (dossier.receiving_agency_id, dossier.competent_agency_id) == (_id("Y99.10"), _id("Y99.11"))


def test_the_receipt_names_both(province: Province) -> None:
    other = province.file(CLERK, commune_id=_id("Y99.11"))
    province.act(other.dossier_id, "accept", CLERK)
    receipt = for_paper(Paper.objects.get(dossier=other.dossier_id, kind="receipt"))
    assert isinstance(receipt, Receipt)
    assert (receipt.receiving_unit, receipt.competent_agency) == ("UBND phường Một", "UBND xã Hai")


def test_the_province_may_keep_a_counter_to_its_own(province: Province) -> None:
    set_legal_value(
        actor=SYSTEM,
        now=NOW,
        key="receives_only_own",
        valid_from=NOW.date(),
        value=["Y99.10"],
        ground="Quyết định 1/QĐ-UBND",
    )
    province.file(CLERK)
    with pytest.raises(ReceivesOnlyOwn):
        province.file(CLERK, commune_id=_id("Y99.11"))
    province.file(CENTRE, commune_id=_id("Y99.11"))


def test_the_hand_over_list_holds_what_ones_own_counter_received(province: Province) -> None:
    mine, theirs = province.file(CLERK), province.file(SISTER, commune_id=_id("Y99.11"))
    ids = [mine.dossier_id, theirs.dossier_id]
    assert hand_over_lists(province.actor(CLERK), dossiers=ids, now=province.now).startswith(b"%PDF")
    with pytest.raises(NotFound):
        hand_over_lists(province.actor(CLERK), dossiers=[theirs.dossier_id], now=province.now)
    with pytest.raises(NotFound):
        hand_over_lists(province.actor("thuly.y99.10"), dossiers=ids, now=province.now)
