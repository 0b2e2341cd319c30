import datetime as dt
import subprocess
import sys
import time

import pytest

from motcua.files.door import FileRefused, ScanUnavailable, store
from motcua.files.models import Blob
from tests.integration.files import clamd
from tests.unit.files.made_files import PDF

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)


@pytest.fixture
def scanner(request, settings, tmp_path):
    """A daemon of its own process that behaves as the test asks."""
    path = tmp_path / "clamd.ctl"
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.MOTCUA_CLAMAV = f"unix:{path}"
    daemon = subprocess.Popen([sys.executable, clamd.__file__, str(path), request.param])
    while not path.exists():
        time.sleep(0.02)
    yield daemon
    daemon.kill()
    daemon.wait()


@pytest.mark.parametrize("scanner", ["well"], indirect=True)
def test_what_is_clean_is_kept_and_what_is_not_is_named(scanner):
    assert store(PDF, name="a.pdf", now=NOW).size == len(PDF)
    with pytest.raises(FileRefused, match="Eicar-Test-Signature"):
        store(clamd.EICAR, name="eicar.txt", now=NOW)
    assert Blob.objects.count() == 1


@pytest.mark.parametrize("scanner", [*clamd.MANNERS, "hangs up", "sleeps"], indirect=True)
def test_a_scanner_that_does_not_say_clean_lets_nothing_in(scanner, monkeypatch):
    monkeypatch.setattr("motcua.files.scanning._SECONDS", 0.3)
    with pytest.raises(ScanUnavailable):
        store(PDF, name="a.pdf", now=NOW)
    assert not Blob.objects.exists()


@pytest.mark.parametrize("address", ["unix:/nowhere/clamd.ctl", "tcp://127.0.0.1:1", "clamd", "tcp://nobody"])
def test_a_scanner_that_is_not_there_lets_nothing_in(settings, address):
    settings.MOTCUA_CLAMAV = address
    with pytest.raises(ScanUnavailable):
        store(PDF, name="a.pdf", now=NOW)
    assert not Blob.objects.exists()
