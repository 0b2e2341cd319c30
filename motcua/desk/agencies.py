"""What a form about other agencies offers to choose from."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from motcua.deadlines.door import legal, say_duration
from motcua.directory.door import AgencyView, all_agencies, communes
from motcua.dossiers.door import DossierView
from motcua.kernel.clock import VIETNAM, say_moment
from motcua.procedures.door import agencies_that_may_decide, revision

# Bodies of the province that decide or have a say; a service centre only receives.
_BODIES = ("province", "department", "other")


def choices(
    view: DossierView, asks: Collection[str], values: Mapping[str, str], *, now: dt.datetime
) -> dict[str, Any]:
    """The agencies, files and open questions for the form of an act that asks for them; nothing for other acts."""
    if "consultation" in asks:
        return {"questions": _questions(view)}
    if "agency" in asks:
        return {"agencies": [(str(one.id), one.name) for one in _deciding(view)]}
    if "agencies" not in asks:
        return {}
    bodies = [one for one in all_agencies() if one.kind in _BODIES and one.level == "province"]
    wards = _choices(communes(), view)
    chosen = values["agencies"].splitlines()
    limit = legal("consultation_limit", now.astimezone(VIETNAM).date()).duration
    return {
        "departments": _choices(bodies, view),
        "communes": wards,
        "communes_chosen": any(value in chosen for value, _name in wards),
        "files": [
            (str(one.id), f"{one.document_name} – {one.file_name}") for one in view.components if one.sha256
        ],
        "limit": say_duration(limit),
    }


def _choices(found: Collection[AgencyView], view: DossierView) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in found if one.id != view.competent_id]


def _deciding(view: DossierView) -> tuple[AgencyView, ...]:
    return agencies_that_may_decide(revision(view.revision_id), but=view.competent_id)


def _questions(view: DossierView) -> list[tuple[str, str, str]]:
    return [
        (str(one.id), f"{one.agency_name} – {say_moment(one.asked_at)}", one.question)
        for one in view.consultations
        if one.ended_at is None
    ]
