"""Workflows as data: steps, and the actions that lead from one to the next.

An action that is not in the table does not exist: no code path moves a dossier otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

# Who holds a dossier at a step, and whose seat an action needs.
Place = Literal["receiving", "competent", "consulted", "citizen", "nobody"]
PLACES = ("receiving", "competent", "consulted", "citizen", "nobody")
# The target of an action that leaves the dossier where it is.
STAY = "stay"


class WorkflowError(ValueError):
    """A workflow file that contradicts itself; the message names the place."""


@dataclass(frozen=True, slots=True)
class Words:
    """A label in both languages: packs are data and bring their own words."""

    vi: str
    en: str

    def said_in(self, language: str) -> str:
        """The English words when `language` says so, else the Vietnamese."""
        return self.en if language.startswith("en") else self.vi


@dataclass(frozen=True, slots=True)
class Step:
    """One internal state. `status` is the national code 1–10 the citizen sees (0 before submission)."""

    key: str
    label: Words
    status: int
    place: Place
    roles: tuple[str, ...] = ()
    final: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """An edge. `who` are roles of a seat in the agency at `place`, or `owner`; `needs` names required inputs.

    `reopens` marks the edges by which a decision leads out of a final step.
    """

    key: str
    label: Words
    sources: tuple[str, ...]
    target: str
    place: Place
    who: tuple[str, ...]
    needs: tuple[str, ...] = ()
    primary: bool = False
    assignee_only: bool = False
    bulk: bool = False
    reopens: bool = False


@dataclass(frozen=True, slots=True)
class Workflow:
    """Steps by key, actions by (step, key)."""

    key: str
    steps: Mapping[str, Step]
    actions: Mapping[tuple[str, str], Action] = field(repr=False)

    def action(self, step: str, key: str) -> Action | None:
        """The action `key` out of `step`, None when the table has no such edge."""
        return self.actions.get((step, key))

    def lands(self, step: str, action: Action) -> Step:
        """The step to which `action` leads out of `step`."""
        return self.steps[step if action.target == STAY else action.target]

    def actions_from(self, step: str) -> tuple[Action, ...]:
        """All edges out of `step`, the primary one first, otherwise in the order of the file."""
        edges = [action for (source, _), action in self.actions.items() if source == step]
        return tuple(sorted(edges, key=lambda action: not action.primary))

    def action_keys(self) -> tuple[str, ...]:
        """Every action of the workflow, for the explanation of what is not allowed now."""
        return tuple(dict.fromkeys(action.key for action in self.actions.values()))


def load_workflow(text: str) -> Workflow:
    """Read a `workflow.yaml`. Raises WorkflowError with the place of the first contradiction."""
    data = yaml.safe_load(text)
    steps = {key: _step(key, value) for key, value in data["steps"].items()}
    actions: dict[tuple[str, str], Action] = {}
    for value in data["actions"]:
        action = _action(value)
        _check(action, steps)
        for source in action.sources:
            if (source, action.key) in actions:
                raise WorkflowError(f"actions.{action.key}: two edges out of step {source!r}")
            actions[source, action.key] = action
    return Workflow(data["key"], steps, actions)


def _step(key: str, value: dict[str, Any]) -> Step:
    if not 0 <= value["status"] <= 10:
        raise WorkflowError(f"steps.{key}.status: {value['status']} is not a national status")
    return Step(
        key=key, **{**value, "label": Words(**value["label"]), "roles": tuple(value.get("roles", ()))}
    )


def _action(value: dict[str, Any]) -> Action:
    plain = {k: v for k, v in value.items() if k not in {"from", "to", "who", "needs", "label"}}
    return Action(
        target=value["to"],
        label=Words(**value["label"]),
        sources=tuple(value["from"]),
        who=tuple(value["who"]),
        needs=tuple(value.get("needs", ())),
        **plain,
    )


def _check(action: Action, steps: Mapping[str, Step]) -> None:
    for step in (*action.sources, action.target):
        if step not in steps and step != STAY:
            raise WorkflowError(f"actions.{action.key}: no step {step!r}")
    if action.place not in PLACES:
        raise WorkflowError(f"actions.{action.key}: no place {action.place!r}")
    for source in action.sources:
        if steps[source].final and not action.reopens:
            raise WorkflowError(f"actions.{action.key}: step {source!r} is final")
