"""Writing a dossier: one form page at a time, checking, handing in."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.door import Actor
from motcua.dossiers import door as dossiers
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotFound
from motcua.portal import communes
from motcua.portal.access import signed_in
from motcua.portal.drafts import Draft, open_draft
from motcua.portal.pages import go, page, said
from motcua.portal.past import of_draft
from motcua.portal.questions import questions_of
from motcua.portal.review import say_answer, sections_of
from motcua.procedures.door import FormField, FormPage

# The field with the marks of what a page saw when it was drawn.
SEEN = "seen"


@require_safe
@signed_in
@of_draft
def resume(request: HttpRequest, actor: Actor, draft_id: UUID) -> HttpResponseBase:
    """On to the first thing that is not done yet."""
    draft = open_draft(actor, draft_id)
    missing = draft.missing()
    for one in draft.pages:
        if any(field.key in missing for field in one.fields):
            return go("form_page", draft_id, one.key)
    return go("documents" if draft.missing_papers() else "check", draft_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@of_draft
def form_page(request: HttpRequest, actor: Actor, draft_id: UUID, page_key: str) -> HttpResponseBase:
    """One page of questions. What was typed is kept, right or wrong."""
    raw = {key: values[0] if len(values) == 1 else values for key, values in request.POST.lists()}
    errors: dict[str, str] = {}
    overtaken: dossiers.Overtaken | None = None
    if request.method == "POST":
        seen = request.POST.get(SEEN, "")
        try:
            errors = dossiers.save_page(
                actor=actor, draft_id=draft_id, page_key=page_key, raw=raw, seen=seen, now=clock.now()
            )
        except dossiers.Overtaken as refused:
            overtaken = refused
    draft = open_draft(actor, draft_id)
    asked = draft.form.page(page_key)
    if asked is None:
        raise NotFound
    if overtaken:
        return _overtaken(request, draft, asked, raw=raw, refused=overtaken)
    if request.method == "POST" and not errors:
        return _onwards(draft, asked, back_to_check="check" in request.GET)
    return _ask(request, draft, asked, answers=draft.view.answers, errors=errors)


def _overtaken(
    request: HttpRequest,
    draft: Draft,
    asked: FormPage,
    *,
    raw: Mapping[str, Any],
    refused: dossiers.Overtaken,
) -> HttpResponseBase:
    """The page as it was typed, with what another tab saved meanwhile beside each question that differs."""
    fields = {field.key: field for field in asked.fields}
    typed = {key: raw.get(key, "") for key in fields}
    errors = {}
    for key, stored in refused.stored.items():
        said = say_answer(fields[key], stored)
        errors[key] = (
            _("Ở thẻ khác bạn đã lưu “%(value)s”. Muốn giữ nội dung ở trang này, bấm lưu lần nữa.")
            if said
            else _("Ở thẻ khác bạn đã để trống câu này. Muốn giữ nội dung ở trang này, bấm lưu lần nữa.")
        ) % {"value": said}
    return _ask(
        request, draft, asked, answers={**draft.view.answers, **typed}, errors=errors, status=refused.status
    )


def _ask(
    request: HttpRequest,
    draft: Draft,
    asked: FormPage,
    *,
    answers: Mapping[str, Any],
    errors: dict[str, str],
    status: int = Invalid.status,
) -> HttpResponseBase:
    pages = draft.pages
    return page(
        request,
        "form_page",
        status=status if errors else 200,
        draft=draft,
        page=asked,
        errors=errors,
        questions=questions_of(draft.form, asked, answers, errors),
        seen=dossiers.marks_of(draft.view.answers, [field.key for field in asked.fields]),
        number=next((n for n, one in enumerate(pages, start=1) if one.key == asked.key), 1),
        total=len(pages) + 2,
        back=_backwards(draft, asked, back_to_check="check" in request.GET),
        communes=communes.choices(),
    )


def _onwards(draft: Draft, asked: FormPage, *, back_to_check: bool) -> HttpResponseBase:
    if back_to_check:
        return go("check", draft.view.id)
    following = draft.after(asked)
    if following:
        return go("form_page", draft.view.id, following.key)
    return go("documents" if draft.papers else "check", draft.view.id)


def _backwards(draft: Draft, asked: FormPage, *, back_to_check: bool) -> str:
    if back_to_check:
        return reverse("portal:check", args=[draft.view.id])
    previous = draft.before(asked)
    if previous:
        return reverse("portal:form_page", args=[draft.view.id, previous.key])
    return reverse("portal:my")


@require_safe
@signed_in
@of_draft
def check(request: HttpRequest, actor: Actor, draft_id: UUID) -> HttpResponseBase:
    """Everything that will be handed in, each line with a way to change it."""
    return _check_page(request, open_draft(actor, draft_id), {})


@require_POST
@signed_in
@of_draft
def submit(request: HttpRequest, actor: Actor, draft_id: UUID) -> HttpResponseBase:
    """Hand in; pressing twice makes one dossier."""
    try:
        answer = dossiers.submit_draft(actor=actor, dossier_id=draft_id, now=clock.now())
    except Invalid as refused:
        return _check_page(request, open_draft(actor, draft_id), said(refused))
    return go("submitted", answer.code)


def _check_page(request: HttpRequest, draft: Draft, errors: dict[str, str]) -> HttpResponseBase:
    def link(asked: FormPage, field: FormField) -> str:
        address = reverse("portal:form_page", args=[draft.view.id, asked.key])
        return f"{address}?check=1#{field.key}"

    missing = draft.missing()
    open_questions = [
        (message, link(asked, field))
        for asked in draft.form.pages
        for field in asked.fields
        if (message := missing.get(field.key))
    ]
    return page(
        request,
        "check",
        status=422 if errors else 200,
        draft=draft,
        errors={key: text for key, text in errors.items() if not key},
        is_refused=bool(errors),
        open_questions=open_questions,
        sections=sections_of(draft.form, draft.view.answers, link),
        commune=communes.name_of(draft.view.commune_id),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@of_draft
def discard(request: HttpRequest, actor: Actor, draft_id: UUID) -> HttpResponseBase:
    """Throw a draft away, after asking."""
    if request.method == "POST":
        dossiers.discard_draft(actor=actor, draft_id=draft_id, now=clock.now())
        return go("my", done="discarded")
    return page(request, "discard", draft=open_draft(actor, draft_id))
