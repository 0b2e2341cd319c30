"""Uploads that go on after the network was cut (tus 1.0.0), for the script of the upload pages."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.accounts.door import Actor
from motcua.dossiers.door import attach, require_attachable
from motcua.files import door as files
from motcua.kernel import clock, tus
from motcua.kernel.errors import NotFound, Refused
from motcua.portal.access import signed_in

View = Callable[..., HttpResponseBase]


def in_words(view: View) -> View:
    """A refusal as text alone: the script shows it beside the file."""

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(*args, **kwargs)
        except Refused as refused:
            headers = {"Tus-Resumable": tus.VERSION, **getattr(refused, "headers", {})}
            return HttpResponse(
                str(refused.detail),
                status=refused.status,
                content_type="text/plain; charset=utf-8",
                headers=headers,
            )

    return answered


@require_http_methods(["OPTIONS", "POST"])
@signed_in
@in_words
def uploads(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """A new upload, for one document of a dossier that is open to the actor."""
    return tus.collection(
        request, OfDossiers(actor), address=lambda one: reverse("portal:resumable_upload", args=[one])
    )


@require_http_methods(["HEAD", "PATCH", "DELETE"])
@signed_in
@in_words
def upload(request: HttpRequest, actor: Actor, upload_id: UUID) -> HttpResponseBase:
    """How far it has come, its next piece, or no more of it."""
    return tus.member(request, OfDossiers(actor), upload_id)


class OfDossiers:
    """Uploads of one person, each for a document of a dossier; a whole one is attached there."""

    def __init__(self, actor: Actor) -> None:
        self.actor, self.now = actor, clock.now()
        self.most = int(settings.MAX_UPLOAD_BYTES)

    def create(self, *, length: int, metadata: Mapping[str, str]) -> tus.Progress:
        """See `tus.Shelf`."""
        try:
            dossier_id = UUID(metadata.get("dossier", ""))
        except ValueError as error:
            raise NotFound from error
        document = metadata.get("document", "")
        require_attachable(actor=self.actor, dossier_id=dossier_id, document_key=document)
        purpose = {
            "dossier": str(dossier_id),
            "document": document,
            "name": metadata.get("filename", "")[:300],
        }
        return files.begin_part(owner_id=self.actor.id, length=length, purpose=purpose, now=self.now)

    def find(self, upload_id: UUID) -> tus.Progress:
        """See `tus.Shelf`."""
        return files.find_part(upload_id, owner_id=self.actor.id, now=self.now)

    def append(
        self, upload_id: UUID, *, offset: int, content: HttpRequest, checksum: tus.Checksum | None
    ) -> tus.Progress:
        """See `tus.Shelf`."""
        owner, now = self.actor.id, self.now
        come = files.append_part(
            upload_id, owner_id=owner, offset=offset, content=content, checksum=checksum, now=now
        )
        if come.offset == come.length:
            files.finish_part(upload_id, owner_id=owner, keep=self._attach, now=now)
        return come

    def remove(self, upload_id: UUID) -> None:
        """See `tus.Shelf`."""
        files.remove_part(upload_id, owner_id=self.actor.id, now=self.now)

    def _attach(self, content: IO[bytes], purpose: Mapping[str, Any]) -> Mapping[str, str]:
        component = attach(
            actor=self.actor,
            dossier_id=UUID(purpose["dossier"]),
            document_key=purpose["document"],
            content=content,
            file_name=purpose["name"],
            now=self.now,
        )
        return {"Upload-Component": str(component)}
