"""One command starts a whole installation."""

import json
import time
import urllib.request

import pytest

pytestmark = pytest.mark.journey


def get(url: str, **headers: str) -> tuple[int, str]:
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20) as answer:
        return answer.status, answer.read().decode()


def test_every_part_runs(live: str) -> None:
    deadline = time.monotonic() + 60
    health = json.loads(get(f"{live}/healthz")[1])
    # The worker says that it lives soon after the first page is served; sample events take a moment to be heard.
    while (health["worker"], health["outbox_lag_seconds"]) != ("ok", 0) and time.monotonic() < deadline:
        time.sleep(0.2)
        health = json.loads(get(f"{live}/healthz")[1])
    assert health["worker"] == "ok"
    assert health["dead_letters"] == 0
    assert health["outbox_lag_seconds"] == 0


def test_a_visitor_reads_it_in_vietnamese_or_in_english(live: str) -> None:
    status, page = get(f"{live}/")
    assert status == 200
    assert '<html lang="vi"' in page
    assert '<html lang="en"' in get(f"{live}/", Cookie="lang=en")[1]


def test_static_files_are_served_under_names_that_may_be_kept_for_ever(live: str) -> None:
    page = get(f"{live}/")[1]
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    with urllib.request.urlopen(f"{live}{address}", timeout=20) as answer:
        assert "immutable" in answer.headers["Cache-Control"]
