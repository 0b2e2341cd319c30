"""Queues of decisions that need nothing but a yes: whose they are follows from the workflow."""

from dataclasses import dataclass

from django.utils.translation import get_language

from motcua.accounts.door import Actor
from motcua.directory.door import Role
from motcua.procedures.door import standard_workflow

DECIDERS = (Role.UNIT_HEAD, Role.LEADER)


@dataclass(frozen=True, slots=True)
class Queue:
    """Dossiers at `step` that wait for `action` by a unit head or a leader."""

    step: str
    step_label: str
    action: str
    action_label: str


def queues_of(actor: Actor) -> list[Queue]:
    """The queues that wait for one of the actor's seats."""
    workflow, language = standard_workflow(), get_language() or "vi"
    return [
        Queue(step, workflow.steps[step].label.said_in(language), key, action.label.said_in(language))
        for (step, key), action in workflow.actions.items()
        if action.bulk and not action.needs and set(action.who) & set(DECIDERS) and actor.holds(*action.who)
    ]


def action_labels() -> dict[str, str]:
    """Names of the acts by key, in the language of the page."""
    language = get_language() or "vi"
    return {
        key: action.label.said_in(language) for (_step, key), action in standard_workflow().actions.items()
    }
