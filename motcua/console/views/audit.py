"""The trail: proving it whole, and what happened to one thing."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.door import Actor
from motcua.audit.door import EntryView, Verdict, history, verify
from motcua.console.access import provincial
from motcua.console.audit_words import SUBJECTS, say_action, say_data, say_subject
from motcua.console.pages import page
from motcua.directory.door import agency_by_identifier
from motcua.kernel.errors import NotFound
from motcua.procedures.door import procedure


@provincial
@require_safe
def audit(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What happened to one thing, by its kind and its id (also identifier or code), newest first."""
    subject, text = request.GET.get("kind", ""), request.GET.get("id", "").strip()
    subject_id = _id_of(subject, text)
    return _shown(
        request, actor, subject=subject, text=text, entries=history(subject, subject_id) if subject_id else ()
    )


@provincial
@require_POST
def verify_trail(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Recompute the whole chain; the answer names the first entry that does not fit."""
    return _shown(request, actor, verdict=verify())


def _shown(
    request: HttpRequest,
    actor: Actor,
    *,
    subject: str = "",
    text: str = "",
    entries: tuple[EntryView, ...] = (),
    verdict: Verdict | None = None,
) -> HttpResponseBase:
    return page(
        request,
        actor,
        "audit",
        subject=subject,
        text=text,
        subjects=SUBJECTS,
        say_subject=say_subject,
        verdict=verdict,
        entries=[(one, say_action(one.action), say_data(one.data)) for one in reversed(entries)],
    )


def _id_of(subject: str, text: str) -> UUID | None:
    """The id that was typed, or that belongs to what was typed; None when there is no such thing."""
    try:
        return UUID(text)
    except ValueError:
        return _named(subject, text)


def _named(subject: str, text: str) -> UUID | None:
    if subject == "agency":
        found = agency_by_identifier(text)
        return found.id if found else None
    try:
        return procedure(text).id if subject == "procedure" else None
    except NotFound:
        return None
