"""Before the first question: which case, which commune, and what to have at hand."""

from uuid import UUID, uuid4

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.accounts.door import Actor
from motcua.dossiers import door as dossiers
from motcua.kernel import clock
from motcua.kernel.errors import NotAllowed, NotFound
from motcua.kernel.text import normalise
from motcua.portal import communes
from motcua.portal.access import signed_in
from motcua.portal.pages import go, page
from motcua.portal.past import of_draft
from motcua.procedures import door as procedures

# Of a key that makes one draft of a button pressed twice.
_KEY_LENGTH = 36
Chosen = dict[str, str]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def start(request: HttpRequest, actor: Actor, code: str) -> HttpResponseBase:
    """Choose and begin a draft; with `draft` choose again for one that exists."""
    if actor.kind == "official":
        raise NotAllowed(
            _("Tài khoản cán bộ không nộp hồ sơ trực tuyến. Hãy dùng tài khoản công dân của bạn.")
        )
    procedure = procedures.procedure(code)
    draft_id = _draft_id(request)
    if draft_id:
        return of_draft(_choose)(request, actor, draft_id, procedure=procedure)
    return _choose(request, actor, None, procedure=procedure)


def _choose(
    request: HttpRequest, actor: Actor, draft_id: UUID | None, *, procedure: procedures.ProcedureView
) -> HttpResponseBase:
    chosen = _chosen(request) if request.method == "POST" else _known(actor, draft_id)
    errors, commune_id = _read(procedure, chosen) if request.method == "POST" else ({}, None)
    if errors or request.method != "POST":
        return page(
            request,
            "start",
            status=422 if errors else 200,
            procedure=procedure,
            draft_id=draft_id,
            key=request.POST.get("key") or str(uuid4()),
            chosen=chosen,
            errors=errors,
            by_commune=_by_commune(procedure),
            communes=communes.choices(),
            pages=procedure.form_in(get_language() or "vi").pages,
        )
    now = clock.now()
    if draft_id:
        dossiers.choose_case(
            actor=actor, draft_id=draft_id, case_key=chosen["case"], commune_id=commune_id, now=now
        )
        return go("check", draft_id)
    draft_id = dossiers.start_draft(
        actor=actor,
        procedure_code=procedure.code,
        case_key=chosen["case"],
        commune_id=commune_id,
        key=request.POST.get("key", "")[:_KEY_LENGTH],
        now=now,
    )
    return go("draft", draft_id)


def _by_commune(procedure: procedures.ProcedureView) -> str:
    """Whether a commune decides: always | perhaps | never."""
    try:
        procedures.competent_agency(procedure, commune_id=None)
    except procedures.CommuneNotGiven:
        return "always"
    return "perhaps" if "commune" in procedure.levels and "province" in procedure.levels else "never"


def _draft_id(request: HttpRequest) -> UUID | None:
    given = request.POST.get("draft") or request.GET.get("draft")
    try:
        return UUID(given) if given else None
    except ValueError as error:
        raise NotFound from error


def _chosen(request: HttpRequest) -> Chosen:
    return {key: normalise(request.POST.get(key, "")) for key in ("case", "where", "commune")}


def _known(actor: Actor, draft_id: UUID | None) -> Chosen:
    if draft_id is None:
        return {"case": "", "where": "", "commune": ""}
    draft = dossiers.draft_view(actor, draft_id=draft_id)
    commune = communes.name_of(draft.commune_id)
    return {"case": draft.case_key, "where": "commune" if commune else "province", "commune": commune}


def _read(procedure: procedures.ProcedureView, chosen: Chosen) -> tuple[dict[str, str], UUID | None]:
    """What is wrong with the choices, and the commune chosen."""
    errors: dict[str, str] = {}
    if len(procedure.cases) == 1:
        chosen["case"] = procedure.cases[0].key
    if procedure.case(chosen["case"]) is None:
        errors["case"] = _("Chọn trường hợp của bạn.")
    by_commune = _by_commune(procedure)
    if by_commune == "perhaps" and chosen["where"] not in ("province", "commune"):
        errors["where"] = _("Chọn nơi giải quyết.")
    if by_commune == "never" or (by_commune == "perhaps" and chosen["where"] != "commune"):
        return errors, None
    found = communes.find(chosen["commune"])
    if len(found) == 1:
        return errors, found[0].id
    names = [communes.place_name(one) for one in found] or communes.like(chosen["commune"])
    errors["commune"] = _say_commune(chosen["commune"], names)
    return errors, None


def _say_commune(typed: str, names: list[str]) -> str:
    if not typed:
        return _("Nhập xã, phường hoặc đặc khu nơi giải quyết.")
    if not names:
        return _("Không có xã, phường hay đặc khu nào tên là “%(name)s”.") % {"name": typed}
    shown = ", ".join(names[:6])
    return _("Chưa rõ “%(name)s” là nơi nào: %(names)s? Nhập đủ tên.") % {"name": typed, "names": shown}
