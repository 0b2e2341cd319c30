"""What a person types for an act, on its way to the door and back to the page."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from motcua.dossiers.door import ActionView, DossierView
from motcua.procedures.door import ProcedureView

TYPED = (
    "reason", "items", "assignee", "outcome", "result_name", "body", "receiver", "by",
    "amount", "voucher", "new_date", "exception", "question", "days", "consultation", "agency", "ground", "anew",
)  # fmt: skip
# Of these one may tick several; they are kept as lines.
TICKED = ("agencies", "shown")
# What an act takes just as it was typed.
_PLAIN = (
    "reason", "assignee", "receiver", "by", "amount", "voucher", "new_date", "exception", "question", "days",
    "consultation", "agency", "ground", "anew",
)  # fmt: skip
# Acts that may need the ground of an exception; whether they do, the door says.
_EXCEPTIONAL = ("request_supplement", "reappoint", "consult")
# The names of the door's inputs as fields of the page.
RENAMED = {"result": "body", "outcome": "outcome"}


def typed(post: QueryDict) -> dict[str, str]:
    """The fields just as they were typed."""
    ticked = {name: "\n".join(post.getlist(name)) for name in TICKED}
    return {name: post.get(name, "") for name in TYPED} | ticked


def prepared(view: DossierView, procedure: ProcedureView) -> dict[str, str]:
    """What the fields hold before anyone types: the earlier draft, the likely receiver."""
    draft = view.result
    first = next((kind.name for kind in procedure.results), procedure.name)
    return {
        **dict.fromkeys((*TYPED, *TICKED), ""),
        "outcome": draft.outcome if draft else "",
        "result_name": draft.result_name if draft else first,
        "body": draft.body if draft else "",
        "receiver": view.row.owner_name,
        "by": "post" if view.delivery == "post" else "counter",
    }


def inputs_of(values: Mapping[str, str]) -> dict[str, Any]:
    """The inputs of the door's `act`; it looks only at those that the action needs."""
    return {
        **{name: values[name] for name in _PLAIN},
        **{name: values[name].splitlines() for name in ("items", *TICKED)},
        "result": {"outcome": values["outcome"], "name": values["result_name"], "body": values["body"]},
    }


def asked_by(action: ActionView) -> tuple[str, ...]:
    """What the page asks for: what the action needs, a remark where one may stand instead of a file, and the ground
    of an exception where there may be one."""
    more: tuple[str, ...] = ("remark",) if action.key == "supplement" else ()
    more += ("anew",) if action.key == "correct" else ()
    return (*action.needs, *more, *(("exception",) if action.key in _EXCEPTIONAL else ()))


def result_names(procedure: ProcedureView, chosen: str) -> list[tuple[str, str]]:
    """Kinds of result to choose from: those published, else the procedure's name; an earlier choice stays."""
    names = [kind.name for kind in procedure.results] or [procedure.name]
    return [(name, name) for name in dict.fromkeys([*names, *([chosen] if chosen else [])])]


def version_of(post: QueryDict) -> int:
    """The version that was on the screen; one that never existed when the form does not say."""
    try:
        return int(post.get("version", ""))
    except ValueError:
        return -1
