"""A form whose sender's session ended, or whose token did, is given back as it was typed."""

import re

import pytest
from django.test import Client

from motcua.accounts.door import Account
from tests.integration.dossiers.conftest import db, keys_dir, province, settled
from tests.integration.dossiers.province import Province

__all__ = ["db", "keys_dir", "province", "settled"]

HERE = {"Origin": "http://testserver"}
TYPED = {"address_detail": "Số 9, <tổ> 3", "phone": "0912345678"}


@pytest.fixture
def draft(province: Province) -> str:
    return f"/drafts/{province.draft()}/form/{province.service.form.pages[0].key}"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ("Phiên đăng nhập đã hết", "Hãy đăng nhập lại ở thẻ mới", "Gửi lại")),
        ("en", ("Your session has ended", "Sign in again", "Send again")),
    ],
)
def test_what_was_typed_outlives_the_session(
    draft: str, client: Client, language: str, words: tuple[str, ...]
) -> None:
    client.cookies["lang"] = language
    answer = client.post(draft, TYPED, headers=HERE)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert [one for one in words if one not in page] == []
    assert 'value="Số 9, &lt;tổ&gt; 3"' in page and f'action="{draft}"' in page
    assert answer.headers["Cache-Control"] == "no-store"


def test_words_of_another_site_are_not_put_into_our_page(draft: str, client: Client) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {}):
        answer = client.post(draft, TYPED, headers=headers)
        assert answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in")
    assert client.post("/account/password", {"password": "bí mật"}, headers=HERE).status_code == 302


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "Trang đã mở quá lâu"), ("en", "The page was open too long")]
)
def test_a_form_with_an_old_token_is_sent_again(
    draft: str, province: Province, language: str, words: str
) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies["lang"] = language
    browser.force_login(Account.objects.get(id=province.accounts["congdan1"]))
    refused = browser.post(draft, TYPED, headers=HERE)
    assert refused.status_code == 403 and words in refused.content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', refused.content.decode())
    assert token is not None
    again = browser.post(draft, {**TYPED, "csrfmiddlewaretoken": token[1]}, headers=HERE)
    assert again.status_code in (200, 303, 422)
    stranger = browser.post(draft, TYPED, headers={"Origin": "https://evil.example"})
    assert stranger.status_code == 403 and "0912345678" not in stranger.content.decode()
