"""The whole published file, when it is at hand: nothing dropped, known values, known counts."""

import os
from pathlib import Path

import pytest

from motcua.procedures.catalogue import REVIEW_REASONS, Duration, ParsedProcedure, parse_record, read_records
from motcua.procedures.catalogue.channels import HEADER as CHANNELS_HEADER
from motcua.procedures.catalogue.legal import HEADER as LAW_HEADER

_ROOT = Path(__file__).parents[4]
_FILE = Path(
    os.environ.get("MOTCUA_CATALOGUE") or _ROOT / ".." / "shared" / "data" / "national-procedures.jsonl.gz"
)

pytestmark = pytest.mark.skipif(not _FILE.exists(), reason="the published file is not at hand")


@pytest.fixture(scope="module")
def pairs() -> list[tuple[dict[str, str], ParsedProcedure]]:
    lines = list(read_records(_FILE))
    assert [line.error for line in lines if line.error] == []
    return [(line.record, parse_record(line.record)) for line in lines if line.record is not None]


@pytest.fixture(scope="module")
def by_code(pairs: list[tuple[dict[str, str], ParsedProcedure]]) -> dict[str, ParsedProcedure]:
    return {parsed.code: parsed for _, parsed in pairs}


def test_counts(pairs: list[tuple[dict[str, str], ParsedProcedure]]) -> None:
    parsed = [p for _, p in pairs]
    assert len(parsed) == 2382
    assert len({p.code for p in parsed}) == 2382
    assert sum(bool({"province", "commune"} & set(p.levels)) for p in parsed) == 1442
    assert 6_350 < sum(len(p.channels) for p in parsed) < 6_500
    assert 13_000 < sum(len(g.documents) for p in parsed for g in p.document_groups) < 13_700
    assert {r.reason for p in parsed for r in p.needs_review} <= set(REVIEW_REASONS)


def test_every_character_is_accounted_for(pairs: list[tuple[dict[str, str], ParsedProcedure]]) -> None:
    for record, parsed in pairs:
        rows = CHANNELS_HEADER + "".join(row.raw for row in parsed.channels)
        assert rows == record["cach_thuc_thuc_hien"], parsed.code
        assert "".join(group.raw for group in parsed.document_groups) == record["thanh_phan_ho_so"], (
            parsed.code
        )
        results = "".join(result.raw for result in parsed.results)
        assert results == record["ket_qua_xu_ly"].split("Từ khóa", 1)[0], parsed.code
        law = record["can_cu_phap_ly"].removeprefix(LAW_HEADER)
        law = "" if law == "Không có thông tin" else law
        assert "".join(act.raw for act in parsed.legal_basis) == law, parsed.code


@pytest.mark.parametrize("code", ["1.013227", "1.013228", "1.013233", "1.013235"])
def test_building_permits_take_five_working_days(by_code: dict[str, ParsedProcedure], code: str) -> None:
    parsed = by_code[code]
    assert {row.duration for row in parsed.channels} == {Duration(5, "working_day")}
    assert {row.fee and row.fee.amount for row in parsed.channels} == {None}
    assert "fee_set_by_council" in {r.reason for r in parsed.needs_review}


def test_known_traps(by_code: dict[str, ParsedProcedure]) -> None:
    def reasons(code: str) -> set[str]:
        return {review.reason for review in by_code[code].needs_review}

    for code in ("1.001193", "1.001570", "2.000720"):
        assert all(row.duration is None for row in by_code[code].channels)
        assert "bare_duration" in reasons(code)
    assert {row.fee and row.fee.amount for row in by_code["2.000635"].channels} == {8000}
    assert "duration_differs_by_channel" in reasons("1.013225")
    assert "duration_day_kind_unclear" in reasons("2.000986") & reasons("2.001802")
    assert {"duration_missing", "duration_in_text"} <= reasons("1.001612")
    for code in ("1.000045", "1.001623", "1.000028"):
        assert "several_rows_per_channel" in reasons(code)
    assert [r.code for r in by_code["1.001193"].results] == ["KQ.G15.000031"]
