"""The open part: procedures and agencies."""

import pytest
from django.core.signing import Signer

from tests.integration.api.made import BORDERS, BRIDGES, KITES

pytestmark = pytest.mark.django_db


def test_the_list_shows_every_procedure_a_page_at_a_time(anyone):
    first = anyone.get("procedures?limit=2").json()
    assert [item["code"] for item in first["items"]] == [KITES, BRIDGES]
    assert first["items"][0] == {
        "code": KITES, "name": "Cấp giấy phép thả diều", "field": "Thả diều", "levels": ["commune"]
    }  # fmt: skip
    rest = anyone.get(f"procedures?limit=2&cursor={first['next']}").json()
    assert [(item["code"], item["levels"]) for item in rest["items"]] == [(BORDERS, ["ministry", "other"])]
    assert rest["next"] is None


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("q=xay cau", {BRIDGES}),
        ("field=Xây dựng", {BRIDGES}),
        ("level=ministry", {BORDERS}),
        ("level=province&q=cầu", {BRIDGES}),
        ("level=province&field=Thả diều", set()),
    ],
)
def test_the_list_is_narrowed(anyone, query, codes):
    assert {item["code"] for item in anyone.get(f"procedures?{query}").json()["items"]} == codes


def test_a_procedure_says_what_is_published_and_what_is_in_doubt(anyone):
    body = anyone.get(f"procedures/{KITES}").json()
    online, counter = body["channels"]
    assert online["channel"] == "online"
    assert online["duration"] == {"value": 5, "unit": "working_day"}
    assert online["fee"]["amount"] == 50_000
    assert (counter["channel"], counter["duration"]) == ("counter", None)
    assert counter["fee"] == {"amount": 0, "text": "Miễn phí"}
    form, photo = body["required_documents"]
    assert (form["name"], form["originals"], form["copies"], form["required"]) == (
        "Đơn đề nghị",
        1,
        None,
        True,
    )
    assert (photo["originals"], photo["copies"], photo["required"]) == (0, 2, False)
    assert [case["documents"] for case in body["cases"]] == [[form["key"], photo["key"]]]
    assert body["results"] == [{"name": "Giấy phép thả diều", "code": "KQ.G15.000001"}]
    doubts = {(doubt["reason"], doubt["field"]) for doubt in body["needs_review"]}
    assert ("bare_duration", "channels[1].duration") in doubts
    assert set(body["needs_review"][0]) == {"reason", "field", "text"}


def test_the_form_speaks_the_callers_language(anyone):
    form = anyone.get(f"procedures/{KITES}/form", Accept_Language="en").json()
    assert "owner_name" in form["answers_schema"]["properties"]
    assert next(f["label"] for f in form["fields"] if f["key"] == "owner_name") == "Full name"


def test_what_has_not_changed_is_not_sent_again(anyone):
    first = anyone.get(f"procedures/{KITES}")
    assert first.headers["ETag"].startswith('W/"') and "public" in first.headers["Cache-Control"]
    again = anyone.get(f"procedures/{KITES}", If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert anyone.get(f"procedures/{KITES}", If_None_Match='W/"other"').status_code == 200


def test_agencies_by_level_and_name(anyone):
    every = anyone.get("agencies?limit=1").json()
    assert [item["identifier"] for item in every["items"]] == ["H99"]
    rest = anyone.get(f"agencies?limit=1&cursor={every['next']}").json()
    assert (rest["items"][0]["name"], rest["next"]) == ("UBND phường Gió", None)
    assert anyone.get("agencies?level=commune&q=gio").json()["items"] == rest["items"]


@pytest.mark.parametrize("path", ["procedures", "agencies"])
def test_a_cursor_of_another_list_or_made_up_is_refused(anyone, path):
    foreign = Signer(salt="api.cursor.mine").sign("W10")
    for cursor in ("W10", foreign):
        answer = anyone.get(f"{path}?cursor={cursor}")
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "cursor"


def test_the_catalogue_costs_a_fixed_number_of_statements(anyone, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        assert anyone.get("procedures?limit=100").status_code == 200
    with django_assert_max_num_queries(4):
        assert anyone.get(f"procedures/{KITES}").status_code == 200
