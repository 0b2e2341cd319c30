"""Who looked at whose data, for administrators of the province."""

from django.test import Client

from motcua.accounts.door import Account
from motcua.audit.door import history
from motcua.audit.models import Look
from motcua.dossiers.door import Stated, dossier_view
from tests.integration.console.conftest import SignIn
from tests.integration.dossiers.province import Province


def test_looks_are_searched_and_taken_along(admin: Client, province: Province) -> None:
    answer, other = province.file(), province.file()
    clerk, head = province.actor("motcua.y99.10"), province.actor("truongphong.y99.10")
    dossier_view(clerk, code=answer.code, now=province.now)
    stated = Stated("complaint", "=HYPERLINK(1)")
    dossier_view(head, code=other.code, now=province.now, stated=stated)

    page = admin.get("/console/looks").text
    assert clerk.name in page and head.name in page
    page = admin.get("/console/looks", {"what": answer.code}).text
    assert clerk.name in page and head.name not in page
    page = admin.get("/console/looks", {"who": "truongphong.y99.10"}).text
    assert other.code in page and answer.code not in page
    assert answer.code not in admin.get("/console/looks", {"who": "khong.co.ai"}).text

    table = b"".join(admin.post("/console/looks/export", {"what": other.code})).decode()
    assert table.startswith("\ufeffat,") and other.code in table and answer.code not in table
    assert ",'=HYPERLINK(1)" in table
    entries = history("account", province.accounts["quantri.y99"])
    assert [one.action for one in entries][-1] == "looks.exported"


def test_opening_a_citizen_s_account_is_a_look(admin: Client, province: Province) -> None:
    citizen = Account.objects.get(username="congdan1")
    page = admin.get(f"/console/accounts/{citizen.id}").text
    assert "025190000123" not in page
    look = Look.objects.get(subject_id=citizen.id)
    assert (look.subject, look.purpose, look.role) == ("account", "administration", "administrator")
    assert look.label == "*****an1"


def test_nobody_else_reads_them(sign_in: SignIn, owner: Client) -> None:
    for client in (owner, sign_in("motcua.y99.10"), sign_in("congdan1")):
        assert client.get("/console/looks").status_code == 403
        assert client.post("/console/looks/export").status_code == 403
