"""Taking in files: once stored, a file is named by its hash in the components of a dossier."""

import io
from typing import IO, cast
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from ninja import Router, Status

from motcua.api.errors import TooLarge
from motcua.api.schemas.intake import FileShape
from motcua.api.tokens import WRITE, actor_of, writing
from motcua.dossiers import door as dossiers
from motcua.kernel import clock
from motcua.kernel.errors import Invalid

router = Router(tags=["files"])

MULTIPART = "multipart/form-data"


class RawBody(io.RawIOBase):
    """The body of a request as a stream that is read once."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def readable(self) -> bool:
        """It can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next `size` bytes, or all that are left."""
        return self.request.read() if size < 0 else self.request.read(size)


@router.post(
    "/files",
    auth=writing,
    response={201: FileShape},
    operation_id="store_file",
    summary=N_("Gửi một tệp"),
    description=N_(
        "Gửi tệp trong trường `file` (multipart/form-data) hoặc gửi thẳng nội dung tệp làm thân yêu cầu, tên tệp trong "
        "tiêu đề `X-File-Name` (mã hóa phần trăm). Loại tệp được nhận ra từ nội dung. `sha256` trả về dùng cho "
        "`components[].sha256` khi nộp hồ sơ bằng cùng tài khoản."
    ),
    openapi_extra={"x-scope": WRITE, "x-body": "any"},
)
def store_file(request: HttpRequest) -> Status[FileShape]:
    content, name = body_of(request)
    stored = dossiers.upload(actor=actor_of(request), content=content, file_name=name, now=clock.now())
    return Status(201, FileShape(sha256=stored.sha256, size=stored.size, media_type=stored.media_type))


def body_of(request: HttpRequest) -> tuple[IO[bytes], str]:
    """The one file of the request and its name, not yet read. Raises TooLarge before anything is read, Invalid."""
    length = int(request.headers.get("content-length") or 0)
    if length > settings.MAX_UPLOAD_BYTES:
        raise TooLarge
    if length == 0:
        raise Invalid(fields={"file": _("Tệp rỗng. Hãy chọn lại tệp có nội dung.")})
    if request.content_type != MULTIPART:
        return cast(IO[bytes], RawBody(request)), unquote(request.headers.get("X-File-Name", "file"))
    upload = request.FILES.get("file")
    if upload is None or isinstance(upload, list):
        raise Invalid(fields={"file": _("Gửi tệp trong trường “file”.")})
    return cast(IO[bytes], upload), upload.name or "file"
