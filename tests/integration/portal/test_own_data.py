"""All that is kept of a person, for the person alone."""

import hashlib
import io
import json
from zipfile import ZipFile

from django.test import Client

from motcua.audit.door import history
from motcua.dossiers.door import dossier_view
from motcua.kernel import clock
from tests.integration.dossiers.province import Province

NUMBER = "025190000123"


def _taken(client: Client) -> ZipFile:
    answer = client.post("/account/data/archive")
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    bundle = ZipFile(io.BytesIO(content))
    assert bundle.testzip() is None
    return bundle


def test_one_takes_along_dossiers_drafts_files_papers_result_and_looks(
    citizen: Client, province: Province
) -> None:
    code = province.file("congdan1").code
    dossier_id = province.file("congdan1").dossier_id
    province.carry(dossier_id, upto="release")
    draft, others = province.draft(), province.file()
    clerk = province.actor("motcua.y99.10")
    dossier_view(clerk, code=code, now=clock.now())

    assert 'action="/account/data/archive"' in citizen.get("/account/data").text
    bundle = _taken(citizen)

    names = bundle.namelist()
    told = json.loads(bundle.read(f"ho-so/{code}/ho-so.json"))
    assert told["answers"]["personal_id"] == NUMBER and told["timeline"]
    assert [look["purpose"] for look in told["looks"]] == ["handling"]
    assert clerk.name not in json.dumps(told["looks"], ensure_ascii=False)
    assert f"ho-so/nhap-{draft}/ho-so.json" in names and others.code not in "".join(names)
    files = [name for name in names if name.startswith(f"ho-so/{code}/da-nop/")]
    digests = {hashlib.sha256(bundle.read(name)).hexdigest() for name in files}
    assert files and digests == {component["sha256"] for component in told["components"]}
    assert sum(name.endswith("/ket-qua.pdf") for name in names) == 1
    assert json.loads(bundle.read("tai-khoan.json"))["account"]["personal_id"] == NUMBER
    assert [entry.action for entry in history("account", province.accounts["congdan1"])][
        -1
    ] == "account.data_taken"


def test_a_stranger_takes_nothing_of_it(stranger: Client, client: Client, province: Province) -> None:
    code = province.file("congdan1").code
    assert not [name for name in _taken(stranger).namelist() if code in name]
    assert client.post("/account/data/archive").status_code == 302
    assert stranger.get("/account/data/archive").status_code == 405
