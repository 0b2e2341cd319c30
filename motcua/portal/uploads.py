"""Files on their way in: one or several for one document, each with its own outcome."""

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.accounts.door import Actor
from motcua.dossiers.door import attach
from motcua.files.door import EXTENSIONS, FileRefused, shown_name

ACCEPT = ",".join(f".{extension}" for extension in EXTENSIONS)


def max_bytes() -> int:
    """The largest file taken."""
    return int(settings.MAX_UPLOAD_BYTES)


def say_limits() -> str:
    """What is taken, in words."""
    return _("PDF, ảnh (JPG, PNG, TIFF), Word, Excel, ODT, XML hoặc văn bản; mỗi tệp tối đa %(size)s MB.") % {
        "size": max_bytes() // 1024 // 1024
    }


def take(
    request: HttpRequest, actor: Actor, dossier_id: UUID, *, field: str, now: dt.datetime
) -> dict[str, str]:
    """Attach every file posted as `field` to the document posted as `document`; says what was refused, by field."""
    files = request.FILES.getlist(field)
    if not files:
        return {field: _("Chọn tệp cần tải lên.")}
    refused = []
    for one in files:
        name = one.name or ""
        try:
            attach(
                actor=actor,
                dossier_id=dossier_id,
                document_key=request.POST.get("document", ""),
                content=one.file or b"",
                file_name=name,
                now=now,
            )
        except FileRefused as error:
            refused.append(f"{shown_name(name)}: {error.detail}")
    return {field: " ".join(refused)} if refused else {}
