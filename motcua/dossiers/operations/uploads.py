"""Files brought in before the dossier they belong to exists (machines, scans at the counter)."""

import datetime as dt
from collections.abc import Collection
from typing import IO

from django.utils.translation import gettext_lazy as _

from motcua.accounts.door import Actor
from motcua.dossiers import policies
from motcua.dossiers.errors import Incomplete
from motcua.dossiers.models import Upload
from motcua.files import door as files
from motcua.kernel.errors import NotAllowed


def upload(
    *, actor: Actor | None, content: IO[bytes] | bytes, file_name: str, now: dt.datetime
) -> files.Stored:
    """Keep a file to be named in an intake by the same account. Raises NotAllowed, FileRefused."""
    if actor is None or not policies.has_scope(actor, policies.WRITE):
        raise NotAllowed
    stored = files.store(content, name=file_name, now=now)
    note = Upload(account_id=actor.id, blob_id=stored.sha256, at=now)
    Upload.objects.bulk_create(
        [note], update_conflicts=True, unique_fields=["account", "blob"], update_fields=["at"]
    )
    return stored


def require(actor: Actor, hashes: Collection[str]) -> None:
    """Raise Incomplete unless the actor brought in every one of these files."""
    if not hashes:
        return
    known = set(
        Upload.objects.filter(account_id=actor.id, blob_id__in=hashes).values_list("blob_id", flat=True)
    )
    missing = set(hashes) - known
    if missing:
        raise Incomplete(fields={sha256: _("Chưa có tệp này. Vui lòng tải lên trước.") for sha256 in missing})
