"""Passkeys in a real browser, whose authenticator is a virtual one."""

import pytest
from playwright.sync_api import Browser, CDPSession, expect

from tests.journeys.pages import DESKTOP, PHONE, check_access, sign_in, visitor

pytestmark = pytest.mark.journey
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def authenticator(session: CDPSession) -> str:
    session.send("WebAuthn.enable")
    made: str = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    return made


def test_signing_in_without_a_password(browser: Browser, live: str) -> None:
    # Keys belong to a name; an address of numbers has none.
    address = live.replace("127.0.0.1", "localhost")
    with visitor(browser, address, viewport=PHONE) as context:
        page = context.new_page()
        device = context.new_cdp_session(page)
        key = authenticator(device)
        page.goto("/sign-in")
        sign_in(page, "congdan2")
        page.goto("/account/second-factor")
        check_access(page)
        page.get_by_role("button", name="Thêm khóa truy cập").click()
        check_access(page)
        page.get_by_label("Tên thiết bị").fill("Điện thoại của Bình")
        page.get_by_role("button", name="Tạo khóa").click()
        expect(page.locator("strong", has_text="Điện thoại của Bình")).to_be_visible()

        context.clear_cookies()
        page.goto("/sign-in")
        page.get_by_role("button", name="Dùng khóa truy cập").click()
        expect(page).to_have_url(f"{address}/my")

        # The password alone no longer does; the key is the second step too.
        context.clear_cookies()
        page.goto("/sign-in")
        sign_in(page, "congdan2")
        expect(page.get_by_role("heading", name="Xác thực bước hai")).to_be_visible()
        check_access(page)
        page.get_by_role("button", name="Dùng khóa truy cập").click()
        expect(page).to_have_url(f"{address}/my")

        # A device that does not ask its owner for anything is refused.
        context.clear_cookies()
        device.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
        page.goto("/sign-in")
        expect(page.get_by_text("Không dùng được khóa truy cập")).to_be_hidden()
        page.get_by_role("button", name="Dùng khóa truy cập").click()
        expect(page.get_by_text("Không dùng được khóa truy cập trên thiết bị này.")).to_be_visible()
        device.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": True})

        # A copy of the key, whose counter lags behind, is refused.
        (credential,) = device.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
        device.send("WebAuthn.clearCredentials", {"authenticatorId": key})
        device.send(
            "WebAuthn.addCredential", {"authenticatorId": key, "credential": {**credential, "signCount": 1}}
        )
        page.goto("/sign-in")  # a button takes no second click within a second
        page.get_by_role("button", name="Dùng khóa truy cập").click()
        expect(page.get_by_text("Khóa truy cập không dùng được.").first).to_be_visible()

        sign_in(page, "congdan2")
        device.send("WebAuthn.clearCredentials", {"authenticatorId": key})
        device.send(
            "WebAuthn.addCredential", {"authenticatorId": key, "credential": {**credential, "signCount": 99}}
        )
        page.get_by_role("button", name="Dùng khóa truy cập").click()
        expect(page).to_have_url(f"{address}/my")
        page.goto("/account/second-factor")
        page.get_by_role("button", name="Gỡ").click()
        expect(page.get_by_text("Đã gỡ.")).to_be_visible()


def test_an_application_is_set_up(browser: Browser, live: str) -> None:
    with visitor(browser, live, viewport=DESKTOP) as context:
        page = context.new_page()
        page.goto("/sign-in")
        sign_in(page, "doanhnghiep1")
        page.goto("/account/second-factor")
        page.get_by_role("button", name="Thêm ứng dụng xác thực").click()
        check_access(page)
        expect(page.get_by_role("img", name="Mã QR chứa khóa bí mật")).to_be_visible()
