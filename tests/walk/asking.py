"""What a request of the walk carries: the names of the thing it is about, and a form or body that would do."""

from typing import Any
from urllib.parse import quote

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.walk.expectations import Row
from tests.walk.world import PEOPLE, World

_AGENCIES = {
    "own agency": "Y99.10",
    "sister agency": "Y99.11",
    "agency elsewhere": "X88.10",
    "unknown agency": "Y77",
}
_PERSONS = {
    "own person": "officer",
    "sister person": "clerk_sister",
    "provincial person": "leader_province",
    "person elsewhere": "clerk_elsewhere",
}
_GROUND = {"ground": "QĐ 1/QĐ-UBND", "on": "01/12/2026"}
_WEEK = {f"day{number}": "07:30-11:30, 13:00-17:00" for number in range(5)} | {"day5": "", "day6": ""}
_DAY = {"date": "18/12/2026", "kind": "off", "name": "Ngày hội", "ground": "QĐ 1"}

# Forms that would go through, by address (and variant); `{…}` are names of the thing.
FORMS: dict[str, dict[str, str]] = {
    "portal:start?draft": {
        "draft": "{draft_id}",
        "case": "{case}",
        "where": "commune",
        "commune": "phường Một",
    },
    "portal:upload": {"document": "{document}"},
    "portal:close_account": {"sure": "1"},
    "portal:track": {"code": "{code}", "secret": "ABCD2345"},
    "portal:track_paper": {"code": "{code}", "secret": "ABCD2345"},
    "desk:bulk": {"action": "accept", "dossier": "{dossier_id}:{version}:accept"},
    "desk:intake": {"find": "025190000123"},
    "desk:act": {
        "version": "{version}",
        "reason": "lý do",
        "outcome": "granted",
        "result_name": "Giấy phép",
        "body": "Đồng ý.",
        "receiver": "Lê Thị Mai",
        "assignee": "{officer_position}",
        "agency": "{department}",
    },
    "desk:preview": {"outcome": "granted", "result_name": "Giấy phép", "body": "Đồng ý."},
    "desk:attach": {"document": "{document}"},
    "desk:numbers": {"purpose": "inspection"},
    "desk:consultation": {"answer": "other", "words": "Cần xem thêm."},
    "desk:payment": {"voucher": "BL-1"},
    "desk:hold": {"ground": "CV 1/TTr"},
    "console:agency_add": {
        "parent": "{identifier}",
        "identifier": "Y99.90",
        "name": "Cơ quan mới",
        "kind": "other",
        "level": "commune",
    },
    "console:agency_add?root": {"identifier": "W55", "name": "Bộ Mới", "kind": "other", "level": "ministry"},
    "console:agency_contact": {"address": "Số 1"},
    "console:agency_rename": {"name": "Tên mới", **_GROUND},
    "console:agency_merge": {"into": "Y99.02", **_GROUND},
    "console:agency_close": _GROUND,
    "console:person_add": {"name": "Người Mới"},
    "console:appoint": {"agency": "{identifier}", "role": "case_officer", "valid_from": "01/12/2026"},
    "console:account_official": {"username": "nguoi.moi"},
    "console:position_end": _GROUND,
    "console:delegate": {
        "to_person_id": "{colleague}",
        "from_date": "01/12/2026",
        "until_date": "05/12/2026",
        "ground": "nghỉ phép",
    },
    "console:account_machine": {"username": "may.moi", "name": "Máy mới"},
    "console:account_active": {"active": "0"},
    "console:token_issue": {"name": "khóa", "scopes": "dossiers:read", "days": "30"},
    "console:calendar_day": _DAY | {"agency": "{identifier}"},
    "console:calendar_day?all": _DAY,
    "console:calendar_withdraw": {"ground": "QĐ 2"},
    "console:calendar_hours": {"valid_from": "01/12/2026", "ground": "QĐ 1", **_WEEK},
    "console:legal_value": {"value": "2", "valid_from": "01/12/2026", "ground": "QĐ 3"},
    "console:wording": {
        "valid_from": "01/12/2036",
        "subject_vi": "Hồ sơ",
        "body_vi": "Hồ sơ",
        "subject_en": "Hồ sơ",
        "body_en": "Hồ sơ",
    },
    "set_language": {"language": "en"},
}
FILES: dict[str, str] = {"portal:upload": "file-{document}", "desk:attach": "file"}
QUERIES: dict[str, str] = {
    "portal:start?draft": "draft={draft_id}",
    "desk:inbox?all": "box=all&size=200",
    "desk:inbox?q": "box=all&q={code}",
    "desk:search": "q={code}",
    "desk:consultations?asked": "box=asked",
    "desk:approve?code": "code={code}",
    "console:calendar_withdraw": "year=2026",
    "console:calendar_hours": "agency={identifier}",
    "console:calendar_hours?all": "",
    "api:list_dossiers?q": "q={code}",
    "api:attach_component": "document=x",
}
BODIES: dict[str, str] = {
    "api:file_dossier?service": '{"procedure": "{code}", "commune": "Y99.10"}',
    "api:act_on_dossier?propose": '{"result": {"outcome": "granted", "body": "Đồng ý."}, "version": {version}}',
    "api:give_opinion": '{"answer": "agree"}',
    "api:act_on_dossier": '{"version": {version}}',
}


def names_of(world: World, thing: str, row: Row) -> dict[str, Any]:
    """Everything that an address, a form or a query may name, for one thing."""
    named = {
        "code": world.ids["service"],
        "token": "khong-co-ma-nay",
        "path": "nothing-here",
        "action": row.variant or "supplement",
        "case": world.ids["case"],
        "scan": world.ids["scan"],
        "page_key": world.ids["page_key"],
        "document": world.ids["document"],
        "officer_position": world.ids["positions"]["own"],
        "colleague": world.ids["persons"]["head"],
        "identifier": _AGENCIES.get(thing, "Y99.10"),
        "person_id": world.ids["persons"]["officer"],
        "position_id": world.ids["positions"]["own"],
        "delegation_id": world.ids["delegation"],
        "token_id": world.ids["token"],
        "account_id": world.ids["may1"],
        "event_id": world.ids["event"],
        "passkey_id": world.ids["event"],  # nobody's
        "session_id": world.ids["event"],  # nobody's
        "upload_id": world.ids["event"],  # nobody's
        "department": world.ids["department"],
        "run_id": world.ids["run"],
        "rule_id": world.ids["rule"],
        "day_id": world.ids["day"],
        "key": "reappointments",
        "template": "changed",
        "message_id": world.ids["message"],
        "work_id": world.ids["admins_work" if "administrator" in thing else "clerks_work"],
    }
    unknown = world.things["unknown"]
    if thing in world.things and not row.address.startswith("console:"):
        one = world.things[thing]
        named |= {
            "code": world.ids["service"] if row.address == "portal:start" else one.code,
            "draft_id": one.id,
            "dossier_id": one.id,
            "component_id": one.component,
            "paper_id": one.paper,
            "version": one.version,
        }
    elif thing in _PERSONS:
        role = _PERSONS[thing]
        account = world.province.accounts[PEOPLE[role]]
        named |= {"person_id": world.ids["persons"][role], "account_id": account}
    elif thing == "citizen":
        named["account_id"] = world.province.accounts[PEOPLE["owner"]]
    elif thing == "sister position":
        named |= {
            "position_id": world.ids["positions"]["sister"],
            "colleague": world.ids["persons"]["clerk_sister"],
        }
    elif thing == "the question":
        shown = world.things["questioned"].component
        named |= {"consultation_id": world.ids["question"], "component_id": shown}
    elif thing == "the doubt":
        named |= {"code": world.ids["doubt_code"], "item_id": world.ids["doubt"]}
    elif thing == "unknown":
        named |= {"person_id": unknown.id, "account_id": unknown.id, "position_id": unknown.id}
    return named


def form_of(row: Row, named: dict[str, Any]) -> dict[str, Any]:
    """The form that a POST sends, with its file; empty where none is known."""
    form = FORMS.get(f"{row.address}?{row.variant}") or FORMS.get(row.address, {})
    filled: dict[str, Any] = {key: _filled(value, named) for key, value in form.items()}
    field = FILES.get(row.address)
    if field:
        filled[_filled(field, named)] = SimpleUploadedFile("scan.pdf", named["scan"], "application/pdf")
    return filled


def query_of(row: Row, named: dict[str, Any]) -> str:
    """The query of the address, with its question mark."""
    query = QUERIES.get(f"{row.address}?{row.variant}", QUERIES.get(row.address, ""))
    return (
        "?"
        + "&".join(
            f"{key}={quote(_filled(value, named))}"
            for key, _, value in (one.partition("=") for one in query.split("&"))
        )
        if query
        else ""
    )


def body_of(row: Row, named: dict[str, Any]) -> str:
    """The JSON that a call of the API sends."""
    return _filled(BODIES.get(f"{row.address}?{row.variant}") or BODIES.get(row.address, "{}"), named)


def _filled(text: str, named: dict[str, Any]) -> str:
    for name, value in named.items():
        text = text.replace("{" + name + "}", str(value))
    return text
