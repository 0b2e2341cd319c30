"""The published contract describes what the door does."""

import jsonschema_rs
import pytest
from django.urls import get_resolver
from django.utils import translation

from motcua.api import examples
from motcua.api.openapi import document, operations
from tests.integration.api.made import KITES

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["vi", "en"])
def contract(request):
    with translation.override(request.param):
        return document(request.param)


def schema(contract, reference):
    """A schema of the contract that finds its neighbours."""
    root = {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": contract["components"]}
    return jsonschema_rs.validator_for({**root, **reference})


def test_it_is_openapi_31_and_every_reference_leads_somewhere(anyone):
    answer = anyone.get("openapi.json")
    contract = answer.json()
    assert contract["openapi"].startswith("3.1.")
    assert answer.headers["Content-Type"] == "application/json"
    references = _references(contract)
    assert len(references) > 20
    for reference in references:
        place = contract
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]
    for name, part in contract["components"]["schemas"].items():
        assert jsonschema_rs.meta.is_valid(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **part}
        ), name


def test_every_operation_is_explained(contract):
    calls = list(operations(contract))
    assert len({operation["operationId"] for _, _, operation in calls}) == len(calls) >= 14
    for path, _method, operation in calls:
        assert operation["summary"] and operation["description"], path
        assert "500" in operation["responses"]
        assert bool(operation["security"]) == any(
            closed in path for closed in ("/dossiers", "/consultations", "/files")
        ), path
        assert [p["name"] for p in operation["parameters"] if p["in"] == "path"] == [
            part[1:-1] for part in path.split("/") if part.startswith("{")
        ]
        assert {"401", "403"} <= set(operation["responses"]) or not operation["security"], path
        assert all(
            parameter["description"]
            for parameter in operation["parameters"]
            if parameter["name"] != "paper_id"
        )


def test_every_address_is_in_the_contract_and_the_other_way_round(contract):
    known = {pattern.name for pattern in get_resolver("motcua.api.urls").url_patterns} - {
        None,
        "openapi",
        "docs",
    }
    assert known == {operation["operationId"] for _, _, operation in operations(contract)}


def test_every_example_fits_its_schema(contract):
    seen = set()
    for _, _, operation in operations(contract):
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        for body in bodies:
            content = body.get("content", {}).get("application/json", {})
            if "example" in content:
                schema(contract, content["schema"]).validate(content["example"])
                seen.add(operation["operationId"])
    assert seen == examples.REQUESTS.keys() | examples.ANSWERS.keys()
    schema(contract, {"$ref": "#/components/schemas/Problem"}).validate(examples.PROBLEM)


def test_the_answers_fit_the_contract(anyone, clerk, contract):
    code = clerk.file().json()["code"]
    for path, template in [
        ("procedures", "procedures"),
        (f"procedures/{KITES}", "procedures/{code}"),
        (f"procedures/{KITES}/form", "procedures/{code}/form"),
        ("agencies", "agencies"),
        ("dossiers", "dossiers"),
        (f"dossiers/{code}", "dossiers/{code}"),
    ]:
        answer = clerk.get(path)
        assert answer.status_code == 200
        content = contract["paths"][f"/api/v1/{template}"]["get"]["responses"]["200"]["content"]
        schema(contract, content["application/json"]["schema"]).validate(answer.json())
    problem = schema(contract, {"$ref": "#/components/schemas/Problem"})
    for answer in (
        anyone.get("dossiers"),
        anyone.get("procedures?limit=0"),
        clerk.file("k-9", applicant=None),
    ):
        problem.validate(answer.json())


def test_the_contract_is_written_in_the_readers_language(anyone):
    vietnamese = anyone.get("openapi.json").json()
    english = anyone.get("openapi.json", Accept_Language="en").json()
    place = ("paths", "/api/v1/dossiers", "post", "summary")
    assert _at(vietnamese, place) == "Nộp một hồ sơ" and _at(english, place) == "File a dossier"


def test_the_page_lists_every_operation(anyone):
    page = anyone.client.get("/api/v1/docs")
    assert page.status_code == 200
    text = page.content.decode()
    for path, method, _ in operations(document("vi")):
        assert f"{method.upper()} {path}" in text
    assert "<script>" not in text


def _at(value, place):
    for step in place:
        value = value[step]
    return value


def _references(value):
    if isinstance(value, list):
        return {reference for item in value for reference in _references(item)}
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(_references(inner) for inner in value.values()))
    return set()
