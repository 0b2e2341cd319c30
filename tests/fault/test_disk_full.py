"""A disk that is really full: a tiny tmpfs under the files."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from motcua.files.door import read_blob, store
from motcua.kernel import clock
from motcua.kernel.outages import outage

pytestmark = pytest.mark.django_db


@pytest.fixture
def tiny(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """256 kB for all files."""
    place = tmp_path / "files"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    if (
        sys.platform != "linux"
        or os.geteuid()
        or subprocess.run(mount, capture_output=True, check=False).returncode
    ):
        pytest.skip("only root may mount a small disk")
    settings.MEDIA_ROOT = place
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_refuses_and_takes_again_when_there_is_room(tiny: Path) -> None:
    now = clock.now()
    before = store(b"truoc", name="a.txt", now=now).sha256
    large = b"day dia " * 40_000
    with pytest.raises(OSError, match="No space left") as full:
        store(large, name="b.txt", now=now)
    refused = outage(full.value)
    assert refused is not None and refused.status == 507
    assert read_blob(before) == b"truoc"
    assert list(tiny.rglob("*.part")) == []  # nothing half written stays
    after = store(b"sau", name="c.txt", now=now).sha256
    assert read_blob(after) == b"sau"
