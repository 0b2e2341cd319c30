"""A small province with one procedure of each level, and those who call the door with their tokens."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.test import Client

from motcua.accounts.door import SYSTEM, create_account, issue_token
from motcua.deadlines.door import seed_default_calendar
from motcua.directory.door import Role, add_person, appoint, create_agency
from motcua.kernel import clock
from motcua.procedures.door import import_catalogue
from tests.unit.procedures.catalogue.made import channels, papers, record

KITES, BRIDGES, BORDERS = "9.900001", "9.900002", "9.900003"
APPLICANT = {
    "kind": "citizen",
    "name": "Nguyễn Thị Hòa",
    "personal_id": "025190000018",
    "birth_date": "1990-03-27",
    "phone": "0912345678",
    "address": {"commune": "phường Gió", "detail": "Số 12, đường Diều"},
}
CATALOGUE = (
    record(
        cap_thuc_hien="Cấp xã",
        cach_thuc_thuc_hien=channels("Trực tuyến5 Ngày làm việc50,000 VNĐ", "Trực tiếp1Miễn phí"),
        thanh_phan_ho_so=papers("Đơn đề nghị1 bản chính", "Ảnh chụp diều (nếu có)0 bản chính,2 bản sao"),
    ),
    record(
        ma_thu_tuc=BRIDGES, ten_thu_tuc="Cấp giấy phép xây cầu", cap_thuc_hien="Cấp tỉnh", linh_vuc="Xây dựng"
    ),
    record(
        ma_thu_tuc=BORDERS,
        ten_thu_tuc="Thông quan diều",
        cap_thuc_hien="Cấp bộ, Cơ quan khác",
        linh_vuc="Hải quan",
    ),
)


@dataclass(frozen=True)
class Caller:
    """A client that sends one token, and reads JSON."""

    client: Client
    token: str = ""

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(f"/api/v1/{path}", headers=self._with(headers))

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        content = "" if body is None else body if isinstance(body, bytes) else json.dumps(body)
        kind = headers.pop("Content_Type", "application/json")
        return self.client.post(f"/api/v1/{path}", content, content_type=kind, headers=self._with(headers))

    def file(self, key: str = "k-1", **changes: Any) -> Any:
        return self.post("dossiers", intake(**changes), Idempotency_Key=key)

    def _with(self, headers: dict[str, str]) -> dict[str, str]:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return sent | ({"Authorization": f"Bearer {self.token}"} if self.token else {})


def intake(**changes: Any) -> dict[str, Any]:
    """A complete dossier for kites, with some parts changed."""
    body = {
        "procedure": KITES,
        "commune": "H99.10.01",
        "applicant": APPLICANT,
        "answers": {"request_summary": "Xin thả diều ngày hội làng"},
    }
    return body | changes


@dataclass(frozen=True)
class Province:
    """Ids of what was made. `official` is the account, `leader` the person who holds the other roles of the commune."""

    commune: UUID
    clerk: UUID
    citizen: UUID
    stranger: UUID
    official: UUID
    leader: UUID

    def caller(self, account_id: UUID | None = None, *scopes: str) -> Caller:
        """Somebody with a fresh token, or without one."""
        if account_id is None:
            return Caller(Client())
        scopes = scopes or ("dossiers:read", "dossiers:write")
        token = issue_token(account_id=account_id, name="test", scopes=scopes, actor=SYSTEM, now=clock.now())
        return Caller(Client(), token)


def make_province(directory: Path) -> Province:
    """Agencies, two officials of the commune, two citizens, and three procedures."""
    now = clock.now()
    by = {"actor": SYSTEM, "now": now}
    seed_default_calendar(**by)
    root = create_agency(identifier="H99", name="UBND tỉnh Gió", kind="province", level="province", **by)
    commune = create_agency(
        identifier="H99.10.01", name="UBND phường Gió", kind="commune", level="commune", parent_id=root, **by
    )
    person = add_person(name="Đỗ Thị Hạnh", **by)
    since = dt.date(2020, 1, 1)
    appoint(person_id=person, agency_id=commune, role=Role.COUNTER_CLERK, valid_from=since, **by)
    clerk = create_account(username="hanh", name="Đỗ Thị Hạnh", kind="official", person_id=person, **by)
    other = add_person(name="Trần Văn Bình", **by)
    for role in (Role.UNIT_HEAD, Role.CASE_OFFICER, Role.LEADER, Role.RECORDS_CLERK):
        appoint(person_id=other, agency_id=commune, role=role, title="Chủ tịch", valid_from=since, **by)
    official = create_account(username="binh", name="Trần Văn Bình", kind="official", person_id=other, **by)
    citizen = create_account(username="hoa", name="Nguyễn Thị Hòa", kind="citizen", **by)
    stranger = create_account(username="khac", name="Người Khác", kind="citizen", **by)
    catalogue = directory / "catalogue.jsonl"
    catalogue.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in CATALOGUE))
    import_catalogue(path=catalogue, **by)
    return Province(commune, clerk, citizen, stranger, official, other)
