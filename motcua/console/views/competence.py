"""Who decides what: by sector, and for single procedures."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.door import Actor
from motcua.console.access import keepers
from motcua.console.forms import Form, agency_choices
from motcua.console.pages import go, page
from motcua.directory.door import AgencyView, agency
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotFound
from motcua.procedures.door import (
    CompetenceView,
    competences,
    procedure,
    remove_competence,
    sectors,
    set_competence,
)


@keepers
@require_safe
def competence(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Every sector of provincial procedures with the body that decides, and the rules for single procedures."""
    rules = competences()
    of_sector = {rule.sector: rule for rule in rules if rule.sector and rule.level == "province"}
    known = {one.name: one.count for one in sectors("province")}
    rows = [
        {"sector": name, "count": known.get(name, 0), "agency": _agency_of(of_sector.get(name))}
        for name in sorted({*known, *of_sector}, key=str.casefold)
    ]
    return page(
        request,
        actor,
        "competence",
        rows=rows,
        missing=sum(row["agency"] is None for row in rows),
        single=[
            {"id": rule.id, "code": rule.procedure_code, "agency": _agency_of(rule)}
            for rule in rules
            if rule.procedure_code
        ],
    )


@keepers
def edit(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Say who decides in a sector (`?sector=`), or for one procedure."""
    sector, code = request.GET.get("sector", ""), request.GET.get("code", "")
    rules = competences()
    rule = next((one for one in rules if (one.sector, one.procedure_code) == (sector, code)), None)
    decides = _agency_of(rule)
    form = Form(request, code=code, agency=decides.identifier if decides else "")
    if form.is_sent:
        with form.trying():
            _set(form, sector, actor)
            return go("competence", done="changed")
    return page(
        request,
        actor,
        "competence_edit",
        status=form.status,
        form=form,
        sector=sector,
        agencies=agency_choices(),
    )


@keepers
@require_POST
def remove(request: HttpRequest, actor: Actor, rule_id: UUID) -> HttpResponseBase:
    """Forget the rule for a single procedure."""
    remove_competence(rule_id=rule_id, actor=actor, now=clock.now())
    return go("competence", done="removed")


def _set(form: Form, sector: str, actor: Actor) -> None:
    # For one procedure nobody named means the commune concerned; a sector always has its body.
    chosen = form.agency("agency") if sector or form.text("agency") else None
    code = "" if sector else form.text("code")
    if not sector:
        _check_code(form, code)
    form.check()
    set_competence(
        level="province" if chosen else "commune",
        sector=sector,
        procedure_code=code,
        agency_id=chosen.id if chosen else None,
        actor=actor,
        now=clock.now(),
    )


def _check_code(form: Form, code: str) -> None:
    try:
        procedure(code)
    except NotFound as error:
        raise Invalid(fields={**form.errors, "code": _("Không có thủ tục mang mã này.")}) from error


def _agency_of(rule: CompetenceView | None) -> AgencyView | None:
    return agency(rule.agency_id) if rule and rule.agency_id else None
