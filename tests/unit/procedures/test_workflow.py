from pathlib import Path

import pytest

from motcua.procedures.workflow import Workflow, WorkflowError, load_workflow

STANDARD = Path(__file__).parents[3] / "motcua/procedures/packs/standard/workflow.yaml"


@pytest.fixture(scope="module")
def standard() -> Workflow:
    return load_workflow(STANDARD.read_text())


def test_every_step_of_the_standard_workflow_can_be_reached_and_left(standard: Workflow) -> None:
    reached, todo = set(), ["draft"]
    while todo:
        step = todo.pop()
        if step not in reached:
            reached.add(step)
            todo += [standard.lands(step, action).key for action in standard.actions_from(step)]
    assert reached == set(standard.steps)
    for step in standard.steps.values():
        assert any(not action.reopens for action in standard.actions_from(step.key)) != step.final


def test_a_dossier_can_always_come_to_an_end(standard: Workflow) -> None:
    ends = {key for key, step in standard.steps.items() if step.final}
    while (
        more := {
            s
            for s, _ in standard.actions
            if any(standard.lands(s, a).key in ends for a in standard.actions_from(s))
        }
        - ends
    ):
        ends |= more
    assert ends == set(standard.steps)


def test_the_primary_action_comes_first(standard: Workflow) -> None:
    assert standard.actions_from("submitted")[0].key == "accept"
    assert standard.actions_from("approving")[0].key == "sign"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("to: checking", "to: nowhere"), "no step 'nowhere'"),
        (("from: [checking, approving]", "from: [returned]"), "'returned' is final"),
        (("status: 9", "status: 11"), "not a national status"),
        (("place: citizen, who: [owner], primary", "place: moon, who: [owner], primary"), "no place 'moon'"),
    ],
)
def test_a_workflow_that_contradicts_itself_is_refused(change: tuple[str, str], says: str) -> None:
    text = STANDARD.read_text()
    assert change[0] in text
    with pytest.raises(WorkflowError, match=says):
        load_workflow(text.replace(*change, 1))


def test_two_edges_for_one_action_are_refused() -> None:
    text = STANDARD.read_text()
    line = next(line for line in text.splitlines() if "key: accept" in line)
    with pytest.raises(WorkflowError, match="two edges"):
        load_workflow(text + line + "\n")
