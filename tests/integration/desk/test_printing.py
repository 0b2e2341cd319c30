"""Printing from the desk: what comes out, and what is said when nothing can."""

import pytest
from django.test import Client
from django.urls import reverse

from motcua.kernel import clock
from tests.integration.dossiers.province import Province

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: province.now)


def test_a_clerk_prints_the_register_and_the_hand_over_list_of_today(
    province: Province, clerk: Client
) -> None:
    answer = province.file()
    province.carry(answer.dossier_id, upto="hand_over")
    assert "05/03/2026" in clerk.get(reverse("desk:printing")).text
    for name, days in (
        ("print_register", {"first": "5/3/2026", "last": "05032026"}),
        ("print_handover", {"day": "5/3/2026"}),
    ):
        sheet = clerk.get(reverse(f"desk:{name}"), days)
        assert sheet.status_code == 200 and sheet.content.startswith(b"%PDF")
        assert "no-store" in sheet["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "days", "word"),
    [
        (
            "print_register",
            {"first": "05/03/2026", "last": "04/03/2026"},
            "Ngày cuối không được trước ngày đầu.",
        ),
        (
            "print_register",
            {"first": "5 tháng 3", "last": "05/03/2026"},
            "Nhập ngày theo dạng ngày/tháng/năm",
        ),
        ("print_handover", {"day": "05/03/2026"}, "Ngày này chưa bàn giao hồ sơ nào."),
        ("print_handover", {}, "Nhập ngày theo dạng ngày/tháng/năm"),
    ],
)
def test_days_that_cannot_be_printed_come_back_with_the_reason(clerk: Client, name, days, word) -> None:
    answer = clerk.get(reverse(f"desk:{name}"), days)
    assert answer.status_code == 422 and word in answer.text
    assert all(f'value="{day}"' in answer.text for day in days.values())


def test_the_dossier_page_leads_to_all_papers_and_the_control_sheet(
    province: Province, clerk: Client
) -> None:
    answer = province.file()
    shown = clerk.get(reverse("desk:dossier", args=[answer.code])).text
    for name in ("print_papers", "print_control_sheet"):
        address = reverse(f"desk:{name}", args=[answer.dossier_id])
        assert address in shown
        assert clerk.get(address).content.startswith(b"%PDF")


def test_books_are_for_the_counter(leader: Client) -> None:
    assert leader.get(reverse("desk:printing")).status_code == 403
