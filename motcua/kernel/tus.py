"""Uploads that go on where they stopped: tus 1.0.0 with creation, termination, expiration and checksum (tus.io).

Only the words of the protocol are here; where the bytes go is the business of a `Shelf`.
"""

import base64
import binascii
import datetime as dt
import hashlib
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Conflict, Refused

VERSION = "1.0.0"
CONTENT = "application/offset+octet-stream"
# Also those a browser can compute by itself.
ALGORITHMS: Mapping[str, Callable[[], Any]] = {"sha256": hashlib.sha256, "sha512": hashlib.sha512}


class VersionMismatch(Refused):
    """The client speaks another version of the protocol, or none."""

    code = "tus_version"
    status = 412
    message = _("Cần tiêu đề Tus-Resumable: 1.0.0.")


class BadUpload(Refused):
    """A header of the protocol is missing or makes no sense."""

    code = "tus_malformed"
    status = 400
    message = _("Yêu cầu tải lên không hợp lệ. Vui lòng tải lại trang và chọn lại tệp.")


class WrongContentType(Refused):
    """A piece that is not called one."""

    code = "unsupported_media_type"
    status = 415
    message = _("Phần tệp phải có Content-Type application/offset+octet-stream.")


class OffsetMismatch(Conflict):
    """The piece begins elsewhere than where the last one ended."""

    code = "tus_offset"
    message = _("Phần tệp này không nối tiếp phần đã nhận. Tệp sẽ được gửi tiếp từ chỗ đã nhận.")


class ChecksumMismatch(Refused):
    """The piece was damaged on its way; nothing of it is kept."""

    code = "tus_checksum"
    status = 460
    message = _("Một phần tệp bị hỏng trên đường truyền và sẽ được gửi lại.")


class BeingWritten(Refused):
    """Another request brings a piece of the same file at this moment."""

    code = "tus_locked"
    status = 423
    message = _("Tệp này đang được gửi ở một kết nối khác. Vui lòng đợi trong giây lát.")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an upload has come; `result` are headers that say what became of a whole one."""

    id: uuid.UUID
    length: int
    offset: int
    expires_at: dt.datetime
    result: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checksum:
    """What a piece must hash to."""

    algorithm: str
    digest: bytes


class Shelf(Protocol):
    """Where pieces are kept, for one account. Each method raises NotFound for an upload that is not the account's."""

    most: int

    def create(self, *, length: int, metadata: Mapping[str, str]) -> Progress:
        """A new upload of `length` bytes."""

    def find(self, upload_id: uuid.UUID) -> Progress:
        """How far it has come."""

    def append(
        self, upload_id: uuid.UUID, *, offset: int, content: HttpRequest, checksum: Checksum | None
    ) -> Progress:
        """Add a piece that begins at `offset`; when it was the last, the upload is finished before this returns."""

    def remove(self, upload_id: uuid.UUID) -> None:
        """Forget it with all that came."""


def collection(request: HttpRequest, shelf: Shelf, *, address: Callable[[uuid.UUID], str]) -> HttpResponse:
    """OPTIONS and POST: what is spoken here, and a new upload."""
    if request.method == "OPTIONS":
        headers = {
            "Tus-Version": VERSION,
            "Tus-Extension": "creation,expiration,termination,checksum",
            "Tus-Max-Size": str(shelf.most),
            "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
        }
        return _answer(204, headers)
    _require_version(request)
    length, metadata = (
        _number(request, "Upload-Length"),
        _metadata(request.headers.get("Upload-Metadata", "")),
    )
    made = shelf.create(length=length, metadata=metadata)
    return _answer(201, {"Location": address(made.id), **_expiry(made), "Upload-Offset": str(made.offset)})


def member(request: HttpRequest, shelf: Shelf, upload_id: uuid.UUID) -> HttpResponse:
    """HEAD, PATCH and DELETE of one upload. Whose it is comes before everything else."""
    found = shelf.find(upload_id)
    _require_version(request)
    if request.method == "DELETE":
        shelf.remove(upload_id)
        return _answer(204, {})
    if request.method == "PATCH":
        if request.content_type != CONTENT:
            raise WrongContentType
        offset, checksum = _number(request, "Upload-Offset"), _checksum(request)
        now_at = shelf.append(upload_id, offset=offset, content=request, checksum=checksum)
        return _answer(204, {"Upload-Offset": str(now_at.offset), **_expiry(now_at), **now_at.result})
    where = {"Upload-Offset": str(found.offset), "Upload-Length": str(found.length)}
    return _answer(200, {**where, **_expiry(found), **found.result})


def _answer(status: int, headers: Mapping[str, str]) -> HttpResponse:
    response = HttpResponse(status=status, headers={"Tus-Resumable": VERSION, **headers})
    response.headers["Cache-Control"] = "no-store"
    return response


def _require_version(request: HttpRequest) -> None:
    if request.headers.get("Tus-Resumable") != VERSION:
        refused = VersionMismatch()
        refused.headers = {"Tus-Version": VERSION}  # type: ignore[attr-defined]
        raise refused


def _number(request: HttpRequest, header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise BadUpload
    return int(text)


def _metadata(header: str) -> dict[str, str]:
    try:
        pairs = [pair.split(" ") for pair in header.split(",") if pair.strip()]
        return {
            pair[0]: base64.b64decode(pair[1] if len(pair) > 1 else "", validate=True).decode()
            for pair in ([part for part in one if part] for one in pairs)
        }
    except (binascii.Error, UnicodeDecodeError, IndexError) as error:
        raise BadUpload from error


def _checksum(request: HttpRequest) -> Checksum | None:
    header = request.headers.get("Upload-Checksum")
    if header is None:
        return None
    algorithm, _blank, digest = header.partition(" ")
    try:
        if algorithm not in ALGORITHMS:
            raise BadUpload
        return Checksum(algorithm, base64.b64decode(digest, validate=True))
    except binascii.Error as error:
        raise BadUpload from error


def _expiry(progress: Progress) -> dict[str, str]:
    return {"Upload-Expires": http_date(progress.expires_at.timestamp())}
