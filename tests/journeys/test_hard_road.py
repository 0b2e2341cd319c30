"""A dossier that meets every obstacle, from both sides: supplement, obligation, lateness, apology, new date."""

import datetime as dt
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import pages
from tests.journeys.passing_time import weeks_go_by
from tests.journeys.test_whole_story import Desk, at, do, file_online, look  # noqa: F401

pytestmark = pytest.mark.journey


def keep(page: Page, _name: str) -> None:
    pages.check_access(page)


def act(official: Page, code: str, name: str, **fields: str) -> None:
    """Open the dossier, choose an act, fill in its form and send it."""
    official.goto(f"/desk/dossiers/{code}")
    official.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()
    expect(official.get_by_role("heading", name=name)).to_be_visible()
    pages.check_access(official)
    pages.fill(official, **fields)
    official.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def done(official: Page, name: str) -> None:
    expect(official.get_by_text(f"Đã thực hiện: {name}")).to_be_visible()
    pages.check_access(official)


def test_supplement_pay_late_apologised_reappointed(at: Desk) -> None:  # noqa: F811
    citizen, officer, clerk, leader = (
        at(who) for who in ("congdan2", "thuly.y99.10", "motcua.y99.10", "lanhdao.y99.10")
    )
    code = file_online(citizen, keep)
    for who, name in (("motcua.y99.10", "Tiếp nhận"), ("motcua.y99.10", "Chuyển xử lý")):
        do(at(who), code, name, keep)
    do(at("truongphong.y99.10"), code, "Phân công", keep)
    complete(citizen, officer, code)
    pay(citizen, officer, clerk, code)
    weeks_go_by(code, 4)
    citizen.goto(f"/my/{code}")
    expect(citizen.get_by_text(re.compile("quá .*(ngày|giờ)")).first).to_be_visible()
    apologise(citizen, leader, code)


def complete(citizen: Page, officer: Page, code: str) -> None:
    """The officer asks for papers, the citizen hands them in, the time limit starts again."""
    act(
        officer,
        code,
        "Yêu cầu bổ sung",
        items="Bản vẽ móng\nẢnh khu đất",
        reason="Bản vẽ chưa có mặt cắt móng",
    )
    done(officer, "Yêu cầu bổ sung")
    expect(officer.get_by_text("Đồng hồ dừng, chờ bổ sung").first).to_be_visible()
    citizen.goto(f"/my/{code}")
    expect(citizen.get_by_text("Bản vẽ móng")).to_be_visible()
    pages.check_access(citizen)
    citizen.get_by_role("button", name="Bổ sung hồ sơ").click()
    pages.fill(citizen, reason="Đã vẽ lại móng, bản vẽ nộp tại quầy")
    pages.check_access(citizen)
    pages.go_on(citizen, "Nộp bổ sung")
    why(citizen, "tính lại từ đầu", "Điều 19")


def pay(citizen: Page, officer: Page, clerk: Page, code: str) -> None:
    """The officer asks for a payment to the budget, the citizen reports it, the counter confirms; time goes on."""
    act(officer, code, "Yêu cầu nghĩa vụ tài chính", amount="1.250.000", reason="Tiền sử dụng đất")
    done(officer, "Yêu cầu nghĩa vụ tài chính")
    citizen.goto(f"/my/{code}")
    expect(citizen.get_by_text("Cần bạn thực hiện nghĩa vụ tài chính")).to_be_visible()
    expect(citizen.get_by_text("1.250.000").first).to_be_visible()
    citizen.get_by_role("button", name="Báo đã nộp").click()
    pages.go_on(citizen, "Báo đã nộp")
    expect(citizen.get_by_role("alert")).to_be_visible()
    pages.fill(citizen, reason="Kho bạc Nhà nước, chứng từ 0077")
    pages.check_access(citizen)
    pages.go_on(citizen, "Báo đã nộp")
    expect(citizen.get_by_text("cơ quan đang đối chiếu")).to_be_visible()
    clerk.goto(f"/desk/dossiers/{code}")
    expect(clerk.get_by_text("Kho bạc Nhà nước, chứng từ 0077").first).to_be_visible()
    act(clerk, code, "Xác nhận đã nộp", voucher="0077")
    done(clerk, "Xác nhận đã nộp")
    citizen.goto(f"/my/{code}")
    why(citizen, "nghĩa vụ tài chính", "Hạn hiện tại")


def apologise(citizen: Page, leader: Page, code: str) -> None:
    """Too late to be in time: the leader says why, the violation is kept, the citizen gets a new date, once."""
    day = dt.date.today() + dt.timedelta(days=21 - dt.date.today().weekday())
    new_date = day.strftime("%d/%m/%Y")
    name = "Xin lỗi, hẹn lại ngày trả"
    act(leader, code, name, new_date=new_date, reason="Phải xác minh thực địa")
    expect(leader.get_by_role("alert")).to_contain_text("chậm nhất")
    expect(leader.locator("[name=new_date]")).to_have_value(new_date)
    pages.check_access(leader)
    pages.fill(leader, exception="Cán bộ thụ lý nghỉ ốm")
    leader.get_by_role("main").get_by_role("button", name=name, exact=True).click()
    done(leader, name)
    act(leader, code, name, new_date=(day + dt.timedelta(days=7)).strftime("%d/%m/%Y"), reason="Lại chậm")
    expect(leader.get_by_text("chỉ cho phép hẹn lại một lần").first).to_be_visible()
    citizen.goto(f"/my/{code}")
    expect(citizen.get_by_text(new_date).first).to_be_visible()
    why(citizen, "xin lỗi", new_date)
    paper = citizen.get_by_role("link", name=re.compile("Văn bản xin lỗi"))
    assert citizen.request.get(paper.get_attribute("href") or "").body().startswith(b"%PDF")


def why(citizen: Page, *words: str) -> None:
    """The page says why this date."""
    main: Any = citizen.get_by_role("main")
    opener = main.get_by_text("Vì sao hẹn ngày này")
    expect(opener).to_be_visible()
    opener.click()
    for word in words:
        expect(main).to_contain_text(word)
    pages.check_access(citizen)
