"""At the counter: find the procedure, fill one page, hand over the receipt."""

import uuid
from contextlib import suppress
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.door import Actor
from motcua.desk import intake_form
from motcua.desk.access import counter_clerk
from motcua.desk.identity_card import number_in, read_card
from motcua.desk.pages import go, page, said
from motcua.dossiers import door as dossiers
from motcua.kernel import clock
from motcua.kernel.errors import Refused
from motcua.procedures import door as procedures


@require_safe
@counter_clerk
def intake_start(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Find the procedure by name or code."""
    q = request.GET.get("q", "").strip()
    found = procedures.search(q=q, cursor=request.GET.get("cursor", "")) if q else None
    if found and len(found.items) == 1 and found.items[0].code == q:
        return go("intake", q)
    items = found.items if found else procedures.popular() or procedures.search(size=10).items
    return page(request, "intake_start", section="intake", q=q, found=found, items=items)


@require_http_methods(["GET", "HEAD", "POST"])
@counter_clerk
def intake(request: HttpRequest, actor: Actor, code: str) -> HttpResponseBase:
    """The dense page of one dossier. A case is chosen first where the papers depend on it."""
    procedure = procedures.procedure(code)
    case = procedure.case(request.GET.get("case", "")) if len(procedure.cases) > 1 else procedure.cases[0]
    if case is None:
        return page(request, "intake_case", section="intake", procedure=procedure)
    if request.method == "POST" and "find" in request.POST:
        return _find(request, actor, procedure, case)
    if request.method == "POST":
        return _file(request, actor, procedure, case)
    return _form(request, actor, procedure, case)


def _form(
    request: HttpRequest,
    actor: Actor,
    procedure: procedures.ProcedureView,
    case: procedures.CaseView,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponseBase:
    own = intake_form.commune_of(actor)
    context = {
        "answers": intake_form.defaults(procedure),
        "sheets": intake_form.blank_sheets(case),
        "channel": intake_form.COUNTER,
        "commune": str(own.id) if own else "",
        "key": str(uuid.uuid4()),
        "find": "",
        "found": None,
        **more,
    }
    return page(
        request,
        "intake",
        section="intake",
        status=status,
        procedure=procedure,
        case=case,
        cases=[(one.key, one.label) for one in procedure.cases] if len(procedure.cases) > 1 else [],
        form=procedure.form_in(get_language() or "vi"),
        asks_commune="commune" in procedure.levels,
        communes=intake_form.commune_choices(),
        places=intake_form.place_names(),
        **context,
    )


def _find(
    request: HttpRequest, actor: Actor, procedure: procedures.ProcedureView, case: procedures.CaseView
) -> HttpResponseBase:
    """Fill in who the person is: from the card's QR code, and from a dossier that this clerk may see."""
    typed = request.POST.get("find", "").strip()
    card, number = read_card(typed), number_in(typed)
    known = _known_answers(actor, number) if number else {}
    asked = {field.key for field in procedure.form.fields()}
    person = {key: value for key, value in {**known, **card}.items() if key in asked}
    answers = {**intake_form.defaults(procedure), **person}
    if not person and number:
        answers["personal_id"] = number
    return _form(request, actor, procedure, case, answers=answers, find=number, found=bool(person))


def _known_answers(actor: Actor, number: str) -> dict[str, Any]:
    rows = dossiers.inbox(actor, dossiers.InboxFilter(box="all", q=number, size=1), now=clock.now())
    if not rows.items:
        return {}
    # The person is here and has given the number in full.
    stated = dossiers.Stated("intake")
    view = dossiers.dossier_view(actor, dossier_id=rows.items[0].id, now=clock.now(), stated=stated)
    if view.owner_number != number:
        return {}
    return {key: view.answers[key] for key in intake_form.PERSON if view.answers.get(key)}


def _file(
    request: HttpRequest, actor: Actor, procedure: procedures.ProcedureView, case: procedures.CaseView
) -> HttpResponseBase:
    wished = procedure.case(request.POST.get("intake-case", "")) or case
    if wished is not case or request.POST.get("then") == "case":
        return _change(request, actor, procedure, wished)
    answers = intake_form.answers_in(procedure.form, request.POST)
    sheets, errors = intake_form.read_sheets(request, actor, case)
    if not errors:
        try:
            wanted = intake_form.request_of(
                procedure, case, post=request.POST, answers=answers, sheets=sheets
            )
            key = request.POST.get("intake-key") or str(uuid.uuid4())
            answer = dossiers.intake(actor=actor, request=wanted, key=key, now=clock.now())
        except procedures.CommuneNotGiven as refused:
            errors = {"intake-commune": str(refused)}
        except Refused as refused:
            errors = said(refused, case="")
        else:
            return _received(request, actor, answer)
    return _form(
        request,
        actor,
        procedure,
        case,
        status=422,
        errors=errors,
        answers=answers,
        sheets=sheets,
        channel=request.POST.get("intake-channel", intake_form.COUNTER),
        commune=request.POST.get("intake-commune", ""),
    )


def _change(
    request: HttpRequest, actor: Actor, procedure: procedures.ProcedureView, case: procedures.CaseView
) -> HttpResponseBase:
    """The page with the papers of another case; answers, and papers that both cases ask for, stay."""
    sheets, errors = intake_form.read_sheets(request, actor, case)
    return _form(
        request,
        actor,
        procedure,
        case,
        errors=errors,
        answers=intake_form.answers_in(procedure.form, request.POST),
        sheets=intake_form.with_new_ones_blank(sheets, case, request.POST),
        channel=request.POST.get("intake-channel", intake_form.COUNTER),
        commune=request.POST.get("intake-commune", ""),
    )


def _received(request: HttpRequest, actor: Actor, answer: dossiers.IntakeAnswer) -> HttpResponseBase:
    """On to the receipt; accept at once when the clerk said so."""
    if request.POST.get("then") == "accept":
        with suppress(dossiers.ActionNotPossible):  # a second press finds it accepted already
            dossiers.act(actor=actor, dossier_id=answer.dossier_id, action="accept", now=clock.now())
    return go("received", answer.code)
