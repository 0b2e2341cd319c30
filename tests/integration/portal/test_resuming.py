"""Uploads that go on where they stopped, at the level of HTTP."""

import base64
import datetime as dt
import hashlib
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from django.test import Client

from motcua.dossiers.models import Component
from motcua.files import parts
from motcua.files.models import Blob, Part
from motcua.kernel import clock
from tests.integration.dossiers.province import Province
from tests.integration.portal import test_filing
from tests.unit.files.made_files import pdf

CONTENT = pdf(b"<</Length 2500000>>stream\n" + bytes(range(250)) * 10_000 + b"\nendstream")
PIECE = 1024 * 1024
KIND = "application/offset+octet-stream"


@pytest.fixture(autouse=True)
def kept_apart(settings: Any, tmp_path: Path) -> None:
    settings.MOTCUA_PARTS = tmp_path / "parts"
    settings.MEDIA_ROOT = tmp_path / "files"


class Draft(NamedTuple):
    id: UUID
    document: str


@pytest.fixture
def draft(citizen: Client, province: Province) -> Draft:
    return Draft(test_filing.begin(citizen, province), province.service.cases[0].documents[0].key)


def begin(
    client: Client, draft: Draft, *, length: int = len(CONTENT), name: str = "đơn.pdf", **more: str
) -> Any:
    given = {"filename": name, "dossier": str(draft.id), "document": draft.document, **more}
    metadata = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in given.items())
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(length), "Upload-Metadata": metadata}
    return client.post("/uploads", headers=headers)


def send(client: Client, place: str, offset: int, content: bytes, **headers: str) -> Any:
    sent = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset)}
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    # Named twice: the test client leaves it away from an empty piece.
    return client.patch(place, content, content_type=KIND, headers=sent | more, CONTENT_TYPE=KIND)


def come(client: Client, place: str) -> Any:
    return client.head(place, headers={"Tus-Resumable": "1.0.0"})


def test_pieces_become_one_file_that_is_attached_once(citizen: Client, draft: Draft) -> None:
    assert citizen.options("/uploads").headers["Tus-Extension"] == "creation,expiration,termination,checksum"
    made = begin(citizen, draft)
    assert made.status_code == 201 and "Upload-Expires" in made.headers
    place = made.headers["Location"]
    for offset in range(0, len(CONTENT), PIECE):
        assert come(citizen, place).headers["Upload-Offset"] == str(offset)
        answer = send(citizen, place, offset, CONTENT[offset : offset + PIECE])
        assert answer.status_code == 204
    assert answer.headers["Upload-Offset"] == str(len(CONTENT))
    # The answer was lost on its way: asked again, the same is said and nothing is done twice.
    assert send(citizen, place, len(CONTENT), b"").status_code == 204
    (kept,) = Component.objects.filter(dossier_id=draft.id)
    assert (kept.file_name, kept.blob_id) == ("đơn.pdf", hashlib.sha256(CONTENT).hexdigest())
    assert come(citizen, place).headers["Upload-Component"] == str(kept.id)
    assert not list(parts._directory().iterdir())


class Cut:
    """A piece whose sender is gone after so many bytes."""

    def __init__(self, content: bytes) -> None:
        self.left = content

    def read(self, size: int) -> bytes:
        if not self.left:
            raise OSError("connection reset")
        chunk, self.left = self.left[:size], self.left[size:]
        return chunk


def test_what_came_before_a_cut_stays(citizen: Client, draft: Draft, province: Province) -> None:
    place = begin(citizen, draft).headers["Location"]
    part = Part.objects.get()
    with pytest.raises(OSError, match="reset"):
        parts.append_part(
            part.id,
            owner_id=part.owner_id,
            offset=0,
            content=Cut(CONTENT[:1_500_000]),
            checksum=None,
            now=clock.now(),
        )
    assert come(citizen, place).headers["Upload-Offset"] == "1500000"
    # Bytes that were written and not counted, as after a power cut, are written again.
    with parts._path(part.id).open("ab") as file:
        file.write(b"never acknowledged")
    assert send(citizen, place, 1_500_000, CONTENT[1_500_000:]).status_code == 204
    assert Component.objects.get().blob_id == hashlib.sha256(CONTENT).hexdigest()


def test_a_damaged_piece_is_not_kept(citizen: Client, draft: Draft) -> None:
    place = begin(citizen, draft).headers["Location"]
    digest = base64.b64encode(hashlib.sha256(CONTENT[:PIECE]).digest()).decode()
    assert (
        send(citizen, place, 0, b"?" + CONTENT[1:PIECE], Upload_Checksum=f"sha256 {digest}").status_code
        == 460
    )
    assert come(citizen, place).headers["Upload-Offset"] == "0"
    assert send(citizen, place, 0, CONTENT[:PIECE], Upload_Checksum=f"sha256 {digest}").status_code == 204
    assert send(citizen, place, PIECE, b"x", Upload_Checksum="md5 AAAA").status_code == 400


def test_the_whole_is_looked_at_like_any_upload(citizen: Client, draft: Draft) -> None:
    program = b"MZ\x90\0" + bytes(1000)
    place = begin(citizen, draft, length=len(program), name="virus.pdf").headers["Location"]
    answer = send(citizen, place, 0, program)
    assert answer.status_code == 422 and "chương trình" in answer.text
    assert come(citizen, place).status_code == 404
    assert (
        not Blob.objects.exists()
        and not Component.objects.exists()
        and not list(parts._directory().iterdir())
    )


def test_what_does_not_fit_is_refused_in_words(citizen: Client, draft: Draft, settings: Any) -> None:
    place = begin(citizen, draft).headers["Location"]
    assert send(citizen, place, 5, b"x").status_code == 409
    assert (
        citizen.patch(place, b"x", content_type="text/plain", headers={"Tus-Resumable": "1.0.0"}).status_code
        == 415
    )
    assert citizen.head(place).status_code == 412
    assert citizen.post("/uploads").status_code == 412
    assert begin(citizen, draft, length=0).status_code == 422
    assert "MB" in begin(citizen, draft, length=settings.MAX_UPLOAD_BYTES + 1).text
    assert begin(citizen, draft, document="khong-co").status_code == 404
    assert begin(citizen, draft, dossier="khong-co").status_code == 404
    assert (
        send(citizen, place, 0, CONTENT + b"and more").status_code == 204
    )  # no byte beyond what was announced
    assert Component.objects.get().blob_id == hashlib.sha256(CONTENT).hexdigest()


def test_nobody_else_finds_it(citizen: Client, stranger: Client, draft: Draft) -> None:
    place = begin(citizen, draft).headers["Location"]
    assert begin(stranger, draft).status_code == 404
    for answer in (come(stranger, place), send(stranger, place, 0, b"x"), stranger.delete(place)):
        assert answer.status_code == 404
    assert Client().head(place).status_code == 302
    assert citizen.delete(place, headers={"Tus-Resumable": "1.0.0"}).status_code == 204
    assert come(citizen, place).status_code == 404 and not list(parts._directory().iterdir())


def test_what_nobody_goes_on_with_is_removed(citizen: Client, draft: Draft, settings: Any) -> None:
    for _number in range(3):
        begin(citizen, draft)
    stray = parts._directory() / "stray"
    stray.touch()
    assert parts.sweep_parts(now=clock.now()) == 0
    later = clock.now() + dt.timedelta(hours=settings.MOTCUA_PARTS_HOURS + 1)
    assert parts.sweep_parts(now=later) == 4
    assert not Part.objects.exists() and not list(parts._directory().iterdir())


def test_unfinished_uploads_are_counted(
    citizen: Client, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_MOST_OPEN", 2)
    assert [begin(citizen, draft).status_code for _number in range(3)] == [201, 201, 429]
