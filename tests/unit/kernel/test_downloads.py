"""Whatever a stranger's file is called or claims to be, no browser runs it here."""

import pytest

from motcua.kernel.downloads import send


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/xml", "image/tiff"])
def test_what_a_browser_might_run_is_only_downloaded(kind):
    answer = send(b"<script>", name='a\r\nb".html', media_type=kind, inline=True)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "\n" not in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg", "text/plain"])
def test_what_is_shown_has_no_rights(kind):
    answer = send(b"x", name="a", media_type=kind, inline=True)
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "sandbox" in send(b"x", name="a", media_type=kind).headers["Content-Security-Policy"]
