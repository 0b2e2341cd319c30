"""What identifies a person lies nowhere in the database in clear, and is found all the same."""

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from psycopg import sql

from motcua.accounts.models import Account
from motcua.audit import door as audit
from motcua.dossiers.door import InboxFilter, dossier_view, inbox, paper_file
from motcua.dossiers.finding import number_mark
from motcua.dossiers.models import Dossier, Paper
from tests.integration.dossiers.province import Province

NUMBER, PHONE = "025190000123", "0912345678"


def _whole_database() -> str:
    """Every row of every table as text; bytes as text too, whatever they hold."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        text = []
        for (table,) in cursor.fetchall():
            cursor.execute(sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(table)))
            text.extend(row for (row,) in cursor.fetchall())
    return "\n".join(text)


def test_no_row_of_any_table_holds_an_identity_number(province: Province) -> None:
    draft = province.draft()
    mine = province.file("congdan1")
    answer = province.file()
    province.act(
        answer.dossier_id,
        "request_supplement",
        "motcua.y99.10",
        inputs={"items": ["Bản sao"], "reason": "thiếu giấy tờ"},
    )
    for one in (mine, answer):
        for paper in Paper.objects.filter(dossier=one.dossier_id):
            actor = province.actor("motcua.y99.10")
            assert paper_file(actor, dossier_id=one.dossier_id, paper_id=paper.id, now=province.now)
    assert Dossier.objects.get(id=draft).answers["personal_id"] == NUMBER
    text = _whole_database()
    assert str(mine.code) in text and "Lê Thị Mai" in text
    for secret in (NUMBER, PHONE, "0912 345 678", "congdan1@example.vn"):
        assert secret not in text and secret.encode().hex() not in text


def test_a_number_written_into_a_note_is_masked_in_what_is_never_erased(province: Province) -> None:
    answer = province.file()
    inputs = {"items": ["Bản sao"], "reason": f"số {NUMBER} không khớp"}
    province.act(answer.dossier_id, "request_supplement", "motcua.y99.10", inputs=inputs)
    (entry,) = [e for e in audit.history("dossier", answer.dossier_id) if e.data.get("note")]
    assert entry.data["note"] == "số *********123 không khớp" and audit.verify().ok


@pytest.mark.parametrize("typed", [NUMBER, "025 190 000 123", f" {NUMBER}."])
def test_a_dossier_is_found_by_the_whole_number_alone(province: Province, typed: str) -> None:
    clerk = province.actor("motcua.y99.10")
    answer = province.file()
    found = inbox(clerk, InboxFilter(box="all", q=typed), now=province.now)
    assert [row.id for row in found.items] == [answer.dossier_id]
    for part in (NUMBER[:11], NUMBER[1:], "025190000124"):
        assert not inbox(clerk, InboxFilter(box="all", q=part), now=province.now).items


def test_marks_are_one_word_for_one_number() -> None:
    assert number_mark("0123456787-001") == number_mark("0123456787001") != number_mark("0123456787")
    assert number_mark("c1234567") == number_mark("C1234567") and number_mark("C1234567").isalnum()
    assert number_mark("xây dựng") == number_mark("12") == number_mark("") == ""


def test_sealed_columns_cannot_be_asked(province: Province) -> None:
    for wrong in ({"owner_number": NUMBER}, {"answers__personal_id": NUMBER}, {"owner_phone__contains": "0"}):
        with pytest.raises(FieldError):
            Dossier.objects.filter(**wrong)
    assert Account.objects.filter(phone__isnull=False).exists()
    view = dossier_view(province.actor("congdan1"), code=province.file("congdan1").code, now=province.now)
    assert (view.owner_number, view.owner_phone) == (NUMBER, PHONE)
