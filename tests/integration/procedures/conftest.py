"""An invented catalogue, and people who may keep it."""

import datetime as dt
import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from motcua.accounts.door import SYSTEM, Actor, Seat
from motcua.directory.door import create_agency
from motcua.procedures.door import ImportReport, import_catalogue
from tests.unit.procedures.catalogue.made import channels, papers, record

NOW = dt.datetime(2026, 3, 12, 1, 30, tzinfo=dt.UTC)
Import = Callable[..., ImportReport]


def seated(role: str) -> Actor:
    """An official with one seat, in the province itself (see `the_province`)."""
    seat = Seat(uuid.uuid4(), uuid.uuid4(), "H99", "Sở Diều", "", role, "")
    return Actor(id=uuid.uuid4(), name="Lê Thị Gió", kind="official", seats=(seat,))


@pytest.fixture
def the_province(db: None) -> None:
    """The agency in which `seated` officials sit."""
    by = {"actor": SYSTEM, "now": NOW}
    create_agency(identifier="H99", name="UBND tỉnh Diều", kind="province", level="province", **by)


def procedure_record(number: int, name: str, **changes: str) -> dict[str, str]:
    """An invented record with a code of its own; three certain channels unless told otherwise."""
    rows = (f"{way}5 Ngày làm việcMiễn phí" for way in ("Trực tiếp", "Trực tuyến", "Dịch vụ bưu chính"))
    return record(
        **{
            "ma_thu_tuc": f"9.{number:06d}",
            "ten_thu_tuc": name,
            "cach_thuc_thuc_hien": channels(*rows),
            **changes,
        }
    )


KITES = procedure_record(1, "Cấp giấy phép thả diều", cap_thuc_hien="Cấp xã")
BIRDS = procedure_record(
    2,
    "Thủ tục đăng ký nuôi chim bồ câu",
    cap_thuc_hien="Cấp tỉnh",
    linh_vuc="Chăn nuôi",
    cach_thuc_thuc_hien=channels("Trực tiếp1Miễn phí", "Trực tuyến1Miễn phí"),
    thanh_phan_ho_so=papers("Tờ khai nuôi chim1 bản chính", "Sơ đồ chuồng (nếu có)1 bản chính"),
)
SHIPS = procedure_record(3, "Cấp phép đóng tàu viễn dương", cap_thuc_hien="Cấp bộ")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """A catalogue file with these lines; text is written as it is."""

    def written(*lines: Any) -> Path:
        path = tmp_path / "catalogue.jsonl"
        texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
        path.write_text("\n".join(texts) + "\n", "utf-8")
        return path

    return written


@pytest.fixture
def take_over(db: None, write: Callable[..., Path]) -> Import:
    """Import these records as the system."""

    def imported(*lines: Any, now: dt.datetime = NOW) -> ImportReport:
        return import_catalogue(path=write(*lines), actor=SYSTEM, now=now)

    return imported
