import datetime as dt
import hashlib
import io
import os
import stat
from pathlib import Path

import pytest
from django.core.files.storage import InMemoryStorage, default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile

from motcua.files.door import PDF, FileRefused, blob, check_blobs, open_blob, read_blob, store
from motcua.files.models import Blob
from motcua.files.storage import LocalStorage
from motcua.kernel.errors import NotFound
from tests.unit.files.made_files import pdf

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 12, 1, 30, tzinfo=dt.UTC)
CONTENT = pdf(b"<</Length 512000>>stream\n" + bytes(range(256)) * 2000 + b"\nendstream")
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True, params=[LocalStorage, InMemoryStorage])
def kept_in(request, settings, tmp_path):
    """The same on a local disk and in any other storage of Django's."""
    name = f"{request.param.__module__}.{request.param.__qualname__}"
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": name}}
    return settings.MEDIA_ROOT


class OnceOnly(io.RawIOBase):
    """A stream that cannot be read twice, such as a socket."""

    def __init__(self, content):
        self.rest = io.BytesIO(content)
        self.taken = 0

    def readable(self):
        return True

    def readinto(self, buffer):
        count = self.rest.readinto(buffer)
        self.taken += count
        return count


def uploaded():
    file = TemporaryUploadedFile("đơn.pdf", "text/html", len(CONTENT), None)
    file.write(CONTENT)
    return file


@pytest.mark.parametrize(
    "source", [lambda: CONTENT, lambda: io.BytesIO(CONTENT), lambda: OnceOnly(CONTENT), uploaded]
)
def test_a_file_is_kept_under_its_hash(source):
    stored = store(source(), name="đơn.pdf", now=NOW)
    assert (stored.sha256, stored.size, stored.media_type, stored.name) == (
        SHA256,
        len(CONTENT),
        PDF,
        "đơn.pdf",
    )
    assert read_blob(SHA256) == CONTENT
    with open_blob(SHA256) as stream:
        assert stream.read(8) == b"%PDF-1.7"
    assert default_storage.exists(f"{SHA256[:2]}/{SHA256[2:4]}/{SHA256}")
    assert (blob(SHA256).size, blob(SHA256).media_type) == (len(CONTENT), PDF)


def test_the_same_content_is_kept_once(kept_in):
    store(CONTENT, name="a.pdf", now=NOW)
    assert store(CONTENT, name="b.pdf", now=NOW + dt.timedelta(days=1)).name == "b.pdf"
    assert Blob.objects.get().created_at == NOW
    assert len([path for path in kept_in.rglob("*") if path.is_file()]) <= 1


def test_content_lost_is_kept_again_when_it_comes_again():
    store(CONTENT, name="a.pdf", now=NOW)
    default_storage.delete(f"{SHA256[:2]}/{SHA256[2:4]}/{SHA256}")
    assert [(one.sha256, one.problem) for one in check_blobs()] == [(SHA256, "missing")]
    with pytest.raises(NotFound):
        open_blob(SHA256)
    store(CONTENT, name="a.pdf", now=NOW)
    assert list(check_blobs()) == []


def test_altered_content_is_found(kept_in):
    store(CONTENT, name="a.pdf", now=NOW)
    name = f"{SHA256[:2]}/{SHA256[2:4]}/{SHA256}"
    default_storage.delete(name)
    default_storage.save(name, io.BytesIO(CONTENT[:-1] + b"?"))
    assert [(one.sha256, one.problem) for one in check_blobs()] == [(SHA256, "altered")]


def test_what_is_refused_leaves_nothing(kept_in):
    for content, name, limits in (
        (b"", "a.pdf", {}),
        (CONTENT, "a.png", {}),
        (CONTENT, "a.pdf", {"allowed": ["image/png"]}),
        (CONTENT, "a.pdf", {"max_bytes": len(CONTENT) - 1}),
        (b"MZ\x90", "a.exe", {}),
    ):
        with pytest.raises(FileRefused):
            store(content, name=name, now=NOW, **limits)
    assert not Blob.objects.exists()
    assert not [path for path in kept_in.rglob("*") if path.is_file()]
    assert store(CONTENT, name="a.pdf", now=NOW, max_bytes=len(CONTENT)).size == len(CONTENT)


def test_the_installations_limit_holds_when_none_is_given(settings):
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    endless = OnceOnly(b"%PDF-" + bytes(10 * 1024 * 1024))
    with pytest.raises(FileRefused, match="1 MB"):
        store(endless, name="a.pdf", now=NOW)
    assert endless.taken < 2 * 1024 * 1024  # the rest is not even read


@pytest.mark.parametrize("sha256", ["0" * 64, "../../etc/passwd", "", SHA256.upper()])
def test_what_is_not_kept_is_not_found(sha256):
    for ask in (open_blob, read_blob, blob):
        with pytest.raises(NotFound):
            ask(sha256)


@pytest.mark.parametrize("kept_in", [LocalStorage], indirect=True)
def test_content_is_on_the_disk_before_its_name_and_the_name_before_the_answer(kept_in, monkeypatch):
    did = []
    fsync, replace = os.fsync, Path.replace

    def noting_fsync(descriptor):
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        directory = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        did.append(
            f"directory {path.relative_to(kept_in.parent)}" if directory else f"content in {path.parent.name}"
        )
        fsync(descriptor)

    def noting_replace(self, target):
        did.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noting_fsync)
    monkeypatch.setattr(Path, "replace", noting_replace)
    store(CONTENT, name="a.pdf", now=NOW)
    one, two = SHA256[:2], SHA256[2:4]
    assert did == [
        "directory .",
        "directory files",
        f"directory files/{one}",
        f"content in {two}",
        "rename",
        f"directory files/{one}/{two}",
    ]
    (file,) = [path for path in kept_in.rglob("*") if path.is_file()]
    assert stat.S_IMODE(file.stat().st_mode) == 0o440


@pytest.mark.parametrize("kept_in", [LocalStorage], indirect=True)
def test_a_write_that_fails_leaves_no_half_file(kept_in, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fchmod", lambda *_: full(None))
    with pytest.raises(OSError, match="No space"):
        store(CONTENT, name="a.pdf", now=NOW)
    assert not [path for path in kept_in.rglob("*") if path.is_file()]
    assert not Blob.objects.exists()
