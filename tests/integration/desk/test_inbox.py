"""The list of work, searching, and acts on many at once."""

import re

import pytest
from django.test import Client

from motcua.dossiers.door import intake
from motcua.kernel import progress
from motcua.kernel.models import LongWork
from tests.integration.desk.conftest import SignIn
from tests.integration.dossiers.province import Province


def test_the_list_costs_the_same_however_long_it_is(
    province: Province, clerk: Client, django_assert_max_num_queries: object
) -> None:
    province.file()
    clerk.get("/desk/")  # the agencies and the revision are remembered from here on
    with django_assert_max_num_queries(8) as few:  # type: ignore[operator]
        clerk.get("/desk/")
    for _ in range(5):
        province.file()
    with django_assert_max_num_queries(len(few)):  # type: ignore[operator]
        page = clerk.get("/desk/").content.decode()
    assert len(re.findall(r'name="dossier"', page)) == 6


def test_counters_tabs_and_filters(province: Province, clerk: Client, sign_in: SignIn) -> None:
    waiting, moved = province.file(), province.file()
    province.carry(moved.dossier_id, upto="hand_over")

    mine = clerk.get("/desk/").content.decode()
    assert waiting.code in mine and moved.code not in mine
    unit = clerk.get("/desk/?box=unit").content.decode()
    assert waiting.code in unit and moved.code in unit
    assert 'Cơ quan tôi <span class="mc-count">2</span>' in " ".join(unit.split())
    assert moved.code not in clerk.get("/desk/?box=unit&step=submitted").content.decode()
    assert "Không có hồ sơ nào" in clerk.get("/desk/?q=khongcoai").content.decode()
    assert waiting.code not in sign_in("motcua.y99.11").get("/desk/?box=all").content.decode()


def test_pages_follow_each_other_without_gaps(province: Province, clerk: Client) -> None:
    codes = {province.file().code for _ in range(3)}
    seen: set[str] = set()
    address = "/desk/?size=50"
    # Three dossiers never fill a page of fifty, so the page size is cut for the test.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("motcua.desk.views.inbox.SIZES", (2, 50))
        address = "/desk/?size=2"
        while address:
            page = clerk.get(address).content.decode()
            seen |= {code for code in codes if code in page}
            more = re.search(r'rel="next" href="([^"]+)"', page)
            address = "/desk/" + more[1].replace("&amp;", "&") if more else ""
    assert seen == codes


def test_what_is_scanned_or_typed_in_full_opens_at_once(province: Province, clerk: Client) -> None:
    code = province.file().code
    scanned = f"http://x.vn/track?code={code}"
    for q in (code, code.lower(), scanned):
        assert clerk.get("/desk/search", {"q": q})["Location"] == f"/desk/dossiers/{code}"
    assert code in clerk.get("/desk/search", {"q": "le thi mai"}).content.decode()


def test_many_at_once_each_with_its_own_outcome(province: Province, clerk: Client) -> None:
    first, second = province.file(), province.file()
    page = clerk.get("/desk/").content.decode()
    ticks = re.findall(r'name="dossier" value="([^"]+)"', page)
    province.act(second.dossier_id, "accept", "motcua.y99.10")

    answer = clerk.post("/desk/bulk", {"dossier": ticks, "action": "accept", "next": "/desk/?box=unit"})
    work = LongWork.objects.get()
    assert answer["Location"].startswith(f"/desk/work/{work.id}")
    assert "đang thực hiện" in clerk.get("/desk/").content.decode()
    progress.run(work.id)

    outcome = clerk.get(answer["Location"]).content.decode()
    assert "1 trên 2 hồ sơ đã thực hiện" in outcome
    assert "Hồ sơ đã thay đổi từ khi bạn mở trang này" in outcome
    assert first.code in outcome and second.code in outcome
    assert 'href="/desk/?box=unit"' in outcome


def test_only_rows_that_were_open_to_the_act_are_sent(province: Province, clerk: Client) -> None:
    province.file()
    accepted = province.file()
    province.act(accepted.dossier_id, "accept", "motcua.y99.10")
    ticks = re.findall(r'name="dossier" value="([^"]+)"', clerk.get("/desk/").content.decode())
    clerk.post("/desk/bulk", {"dossier": ticks, "action": "hand_over"})
    assert [item[2] for item in LongWork.objects.get().arguments["items"]] == [accepted.code]


def test_money_that_is_asked_for_lies_on_the_accountants_desk(province: Province, sign_in: SignIn) -> None:
    river = province.request(procedure_code="9.000010", answers=province.request().answers, commune_id=None)
    assert sign_in("giamdoc.y99.01").get("/desk/").status_code == 200
    accountant = sign_in("ketoan.y99.01")
    assert "Không có hồ sơ nào" in accountant.get("/desk/").content.decode()
    paid = intake(actor=province.actor("motcua.y99.01"), request=river, key="fee", now=province.now)
    assert paid.code in accountant.get("/desk/").content.decode()
    accountant.post(f"/desk/dossiers/{paid.code}/payment", {"voucher": "0012345"})
    assert paid.code not in accountant.get("/desk/").content.decode()


def test_nothing_ticked_or_nobody_chosen_is_said_in_place(province: Province, sign_in: SignIn) -> None:
    answer = province.file()
    province.carry(answer.dossier_id, upto="hand_over")
    head = sign_in("truongphong.y99.10")
    none = head.post("/desk/bulk", {"action": "assign", "next": "/desk/?box=mine"}, follow=True)
    assert "Chưa chọn hồ sơ nào làm được việc này" in none.content.decode()
    tick = f"{answer.dossier_id}:3:assign"
    nobody = head.post("/desk/bulk", {"action": "assign", "dossier": [tick]}, follow=True)
    assert 'href="#assignee"' in nobody.content.decode()
    assert not LongWork.objects.exists()


def test_work_can_be_stopped_and_is_nobody_elses(province: Province, clerk: Client, sign_in: SignIn) -> None:
    tick = f"{province.file().dossier_id}:1:accept"
    place = clerk.post("/desk/bulk", {"action": "accept", "dossier": [tick]})["Location"].split("?")[0]
    assert sign_in("lanhdao.y99.10").get(place).status_code == 404
    assert sign_in("lanhdao.y99.10").post(f"{place}/cancel").status_code == 404
    clerk.post(f"{place}/cancel")
    progress.run(LongWork.objects.get().id)
    assert "Đã dừng" in clerk.get(place).content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/desk/", "//evil.example", "/my"])
def test_the_way_back_never_leads_elsewhere(province: Province, clerk: Client, elsewhere: str) -> None:
    answer = clerk.post("/desk/bulk", {"action": "accept", "next": elsewhere})
    assert answer["Location"] == "/desk/?problem=nothing"
