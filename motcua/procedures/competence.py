"""Who decides: the commune concerned, or the body of the province that the competence table names."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

import yaml
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.door import Actor
from motcua.audit.door import record as record_audit
from motcua.directory.door import AgencyView, agency, all_agencies, communes
from motcua.kernel.errors import Invalid, NotFound
from motcua.kernel.ids import new_id
from motcua.kernel.kept import Kept
from motcua.kernel.text import fold
from motcua.procedures.models import Competence, Procedure
from motcua.procedures.packs import PACKS_DIR
from motcua.procedures.policies import check_keeper
from motcua.procedures.types import CompetenceView, ProcedureView

# Who answers for the province where no rule says otherwise.
_OFFICE = ("van phong ubnd", "van phong uy ban nhan dan")


@dataclass(frozen=True, slots=True)
class _Rules:
    """The competence table: by procedure code (None: the commune concerned), and by sector of the province."""

    by_code: dict[str, UUID | None]
    by_sector: dict[str, UUID]


class CommuneNotGiven(Invalid):
    """A commune decides, and nobody said which."""

    code = "commune_not_given"
    message = _("Chọn xã, phường hoặc đặc khu nơi giải quyết thủ tục.")


def competent_agency(procedure: ProcedureView, *, commune_id: UUID | None = None) -> AgencyView:
    """The agency that decides: the one a rule names for the procedure, else by level.

    A commune-level procedure belongs to the chosen commune, a provincial one to the body its sector belongs to,
    else to the Office of the People's Committee; one of both levels to the commune, if one is chosen. Raises
    CommuneNotGiven when a commune decides and `commune_id` is none. No statement most of the time.
    """
    rules = _RULES.get()
    if procedure.code in rules.by_code:
        named = rules.by_code[procedure.code]
        return agency(named) if named else _commune(commune_id)
    if "commune" in procedure.levels and (commune_id or "province" not in procedure.levels):
        return _commune(commune_id)
    of_sector = rules.by_sector.get(procedure.sector)
    return agency(of_sector) if of_sector else _office()


def agencies_that_may_decide(procedure: ProcedureView, *, but: UUID | None = None) -> tuple[AgencyView, ...]:
    """The agencies to which a dossier of the procedure may go on from the one called `but`.

    Those that the competence table allows; where it leaves no other, every agency of the province that decides.
    """
    rules = _RULES.get()
    named = rules.by_code.get(procedure.code)
    allowed = [agency(named)] if named else []
    if not named and "commune" in procedure.levels:
        allowed += communes()
    if not named and procedure.code not in rules.by_code and "province" in procedure.levels:
        of_sector = rules.by_sector.get(procedure.sector)
        allowed.append(agency(of_sector) if of_sector else _office())
    others = tuple(one for one in allowed if one.id != but)
    return others or tuple(one for one in (*_provincial(), *communes()) if one.id != but)


def competences() -> tuple[CompetenceView, ...]:
    """All rules, those of sectors first."""
    rows = Competence.objects.order_by("procedure_code", "sector", "level")
    return tuple(
        CompetenceView(*row)
        for row in rows.values_list("id", "level", "sector", "procedure_code", "agency_id")
    )


@transaction.atomic
def set_competence(
    *,
    level: str,
    sector: str = "",
    procedure_code: str = "",
    agency_id: UUID | None,
    actor: Actor | None,
    now: dt.datetime,
) -> UUID:
    """Say who decides in a sector or for one procedure (one of the two). No agency: the commune concerned.

    Returns the rule's id. Raises NotAllowed, NotFound for an unknown agency, Invalid.
    """
    actor = check_keeper(actor)
    if bool(sector) == bool(procedure_code) or level not in Competence.Level.values:
        raise Invalid
    if agency_id is not None:
        agency(agency_id)
    rule, _created = Competence.objects.select_for_update().update_or_create(
        level=level, sector=sector, procedure_code=procedure_code, defaults={"agency_id": agency_id}
    )
    data = {
        "level": level,
        "sector": sector,
        "procedure_code": procedure_code,
        "agency_id": str(agency_id or ""),
    }
    record_audit(
        actor=actor, action="competence.set", subject="competence", subject_id=rule.id, data=data, now=now
    )
    _RULES.changed()
    return rule.id


@transaction.atomic
def remove_competence(*, rule_id: UUID, actor: Actor | None, now: dt.datetime) -> None:
    """Forget a rule: what it named is decided by the general ones again. Raises NotAllowed, NotFound."""
    actor = check_keeper(actor)
    rule = Competence.objects.select_for_update().filter(id=rule_id).first()
    if rule is None:
        raise NotFound
    data = {"level": rule.level, "sector": rule.sector, "procedure_code": rule.procedure_code}
    record_audit(
        actor=actor, action="competence.removed", subject="competence", subject_id=rule.id, data=data, now=now
    )
    rule.delete()
    _RULES.changed()


@transaction.atomic
def seed_competence(*, actor: Actor | None, now: dt.datetime) -> int:
    """Propose a body of the province for each sector that has none, by the rules of `packs/competence.yaml`.

    Returns how many rules were added; rules that exist stay. Raises NotAllowed.
    """
    actor = check_keeper(actor)
    level = Competence.Level.PROVINCE
    known = set(Competence.objects.filter(level=level).values_list("sector", flat=True))
    wanted = set(Procedure.objects.filter(for_province=True).values_list("sector", flat=True)) - known - {""}
    rules = [
        Competence(level=level, sector=sector, agency_id=found.id)
        for sector in sorted(wanted)
        if (found := _department_for(sector))
    ]
    Competence.objects.bulk_create(rules)
    if not rules:
        return 0
    data = {"added": {rule.sector: str(rule.agency_id) for rule in rules}}
    record_audit(
        actor=actor, action="competence.seed", subject="competence", subject_id=new_id(), data=data, now=now
    )
    _RULES.changed()
    return len(rules)


def _department_for(sector: str) -> AgencyView | None:
    text = fold(sector)
    for rule in _proposals():
        if any(fold(part) in text for part in rule["sectors"]):
            name = fold(rule["department"])
            return next((one for one in _provincial() if name in fold(one.name)), None)
    return None


def _provincial() -> list[AgencyView]:
    return [one for one in all_agencies() if one.kind in ("department", "other") and one.level == "province"]


def _commune(commune_id: UUID | None) -> AgencyView:
    if commune_id is None:
        raise CommuneNotGiven
    found = next((one for one in communes() if one.id == commune_id), None)
    if found is None:
        raise CommuneNotGiven
    return found


def _office() -> AgencyView:
    provincial = [one for one in all_agencies() if one.level == "province"]
    offices = (one for one in provincial if fold(one.name).startswith(_OFFICE))
    root = (one for one in provincial if one.kind == "province")
    found = next(offices, None) or next(root, None)
    if found is None:
        raise NotFound
    return found


@lru_cache(maxsize=1)
def _proposals() -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = yaml.safe_load((PACKS_DIR / "competence.yaml").read_text("utf-8"))
    return rules


def _read_rules() -> _Rules:
    rows = list(Competence.objects.values_list("level", "sector", "procedure_code", "agency_id"))
    return _Rules(
        by_code={code: agency_id for _level, _sector, code, agency_id in rows if code},
        by_sector={
            sector: agency_id
            for level, sector, code, agency_id in rows
            if agency_id and not code and level == Competence.Level.PROVINCE
        },
    )


_RULES = Kept("competences", _read_rules)
