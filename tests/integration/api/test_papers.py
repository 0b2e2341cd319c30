"""Papers, the result, and what anybody who holds one can find out."""

from dataclasses import replace

import pytest

from motcua.accounts.door import actor_of
from motcua.dossiers.door import act
from motcua.dossiers.models import Dossier, ResultDocument
from motcua.kernel import clock
from motcua.signing.door import assign_key, create_authority, enrol
from tests.integration.api.made import KITES
from tests.unit.files.made_files import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys(province, settings, tmp_path):
    """Keys of the commune and of its leader, under an authority of their own."""
    settings.MOTCUA_KEYS_DIR = tmp_path / "keys"
    now = clock.now()
    create_authority(now=now)
    for holder, alias, kind in (
        (province.commune, "commune", "agency"),
        (province.leader, "leader", "person"),
    ):
        key = enrol(alias=alias, common_name=alias, organisation="UBND phường Gió", kind=kind, now=now)
        assign_key(holder_id=holder, key=key)


def verify(caller, pdf):
    answer = caller.post("verify", pdf, Content_Type="application/pdf")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_paper_is_made_at_once_and_bears_a_valid_seal(keys, clerk, anyone):
    code = clerk.file().json()["code"]
    (paper,) = clerk.get(f"dossiers/{code}").json()["papers"]
    assert (paper["kind"], paper["ready"]) == ("acknowledgement", False)
    answer = clerk.get(paper["url"].removeprefix("/api/v1/"))
    assert answer.headers["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF-")
    verdict = verify(anyone, answer.content)
    assert (verdict["verdict"], verdict["registered"]) == ("valid", None)
    assert verify(anyone, answer.content + b"x")["verdict"] == "altered"
    assert clerk.get(f"dossiers/{code}").json()["papers"][0]["ready"]


def by_person(province, code, official, action):
    """What signs is refused to every key, and done by the person behind it."""
    assert official.post(f"dossiers/{code}/actions/{action}", {}).status_code == 403
    now = clock.now()
    person = replace(actor_of(province.official, now=now), confirmed_at=now)
    act(actor=person, dossier_id=Dossier.objects.get(code=code).id, action=action, now=now)


def test_from_intake_to_the_result_in_the_owners_hands(keys, province, citizen, clerk, official, anyone):
    key = citizen.get(f"procedures/{KITES}").json()["required_documents"][0]["key"]
    stored = citizen.post("files", PDF, Content_Type="application/pdf").json()["sha256"]
    code = citizen.file(components=[{"document": key, "sha256": stored}]).json()["code"]
    path = f"dossiers/{code}"

    def ask(who, action, **inputs):
        answer = who.post(f"{path}/actions/{action}", inputs)
        assert answer.status_code == 200, answer.content

    ask(clerk, "accept")
    ask(clerk, "hand_over")
    assert clerk.get(f"{path}/assignees").status_code == 403
    (assignee,) = official.get(f"{path}/assignees").json()["items"]
    ask(official, "assign", assignee=assignee["assignee"])
    ask(official, "propose", result={"outcome": "granted", "body": "Cho phép thả diều."})
    assert citizen.get(path).json()["result"] is None
    ask(official, "endorse")
    by_person(province, code, official, "sign")
    assert citizen.get(f"{path}/result").status_code == 404
    by_person(province, code, official, "release")
    read = citizen.get(path).json()
    assert (read["status"], read["result"]["outcome"]) == (9, "granted")
    pdf = citizen.get(read["result"]["url"].removeprefix("/api/v1/")).content
    verdict = verify(anyone, pdf)
    assert verdict["verdict"] == "valid" and len(verdict["signatures"]) == 2
    assert (verdict["registered"]["dossier_code"], verdict["registered"]["owner_masked"]) == (
        code,
        "N. T. Hòa",
    )
    token = ResultDocument.objects.get().verify_token
    assert anyone.get(f"results/{token}").json() == verdict["registered"]
    ask(citizen, "collect")
    assert citizen.get(path).json()["status"] == 10


def test_a_file_that_is_no_pdf(anyone):
    assert verify(anyone, b"hello")["verdict"] == "unreadable"


def test_checking_files_has_its_limit(anyone, monkeypatch):
    monkeypatch.setattr("motcua.api.views.evidence.VERIFICATIONS", 1)
    verify(anyone, b"hello")
    refused = anyone.post("verify", b"hello", Content_Type="application/pdf")
    assert refused.status_code == 429 and int(refused.headers["Retry-After"]) > 0
