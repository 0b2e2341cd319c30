"""The house plan as pyproject.toml states it, and the checks that read source trees against it.

The checks are functions over a directory, so that each can be shown to fail on a small broken house.
"""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "motcua"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())

OPEN_ROOM = "kernel"  # the ground floor's modules are public
DOORS = {"door", "events"}
NOT_A_PURPOSE = {"utils.py", "helpers.py", "common.py", "misc.py", "manager.py"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|placeholder|for now)\b")
MAX_LINES, MAX_FUNCTION, MAX_POSITIONAL = 400, 50, 4


@dataclass(frozen=True)
class Plan:
    """Which room lies on which floor, 0 at the bottom, and whose neighbours may meet."""

    floor: dict[str, int]
    meeting: frozenset[int]

    @classmethod
    def of(cls, layers: list[str]) -> "Plan":
        floors = [re.split(r"\s*[|:]\s*", layer) for layer in reversed(layers)]
        meeting = frozenset(number for number, layer in enumerate(reversed(layers)) if ":" in layer)
        return cls({room: number for number, rooms in enumerate(floors) for room in rooms}, meeting)

    def allows(self, source: str, target: str) -> bool:
        """Whether room `source` may know room `target`."""
        if source == target or self.floor[target] < self.floor[source]:
            return True
        return self.floor[target] == self.floor[source] and self.floor[source] in self.meeting


def layers() -> list[str]:
    """The floors from the roof down, as the import contract has them."""
    contracts = PYPROJECT["tool"]["importlinter"]["contracts"]
    return next(contract["layers"] for contract in contracts if contract["id"] == "floors")


PLAN = Plan.of(layers())


def sources(package: Path) -> Iterator[tuple[Path, str, ast.Module]]:
    """Every Python file of ours except migrations: path, text, tree."""
    for path in sorted(package.rglob("*.py")):
        if "migrations" not in path.parts:
            text = path.read_text()
            yield path, text, ast.parse(text)


def imports(tree: ast.AST) -> Iterator[tuple[int, list[str]]]:
    """Line and dotted parts of everything imported from motcua."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            # `from motcua.room import door` names a module, `from motcua.room.door import x` a thing in it.
            module = "." * node.level + (node.module or "")
            names = [f"{module}.{alias.name}" if module.count(".") < 2 else module for alias in node.names]
        else:
            continue
        for name in names:
            if name.split(".")[0] in ("motcua", ""):
                yield node.lineno, name.split(".")


def door_faults(package: Path) -> list[str]:
    """Imports of another room that do not go through its door or its events."""
    faults = []
    for path, _, tree in sources(package):
        room = path.relative_to(package).parts[0]
        for line, parts in imports(tree):
            if parts[0] == "":
                faults.append(f"{path}:{line} imports relatively; say motcua.{room}. …")
            elif len(parts) > 1 and parts[1] not in (room, OPEN_ROOM) and not DOORS & set(parts[2:3]):
                # The site puts the house together: Django's names of apps and addresses are strings there.
                faults.append(
                    f"{path}:{line} enters {parts[1]} by {'.'.join(parts[2:]) or 'the wall'}, not its door"
                )
    return faults


def hidden_import_faults(package: Path) -> list[str]:
    """Imports of ours inside functions: they hide cycles. Only `AppConfig.ready` has a reason."""
    return [
        f"{path}:{line} imports {'.'.join(parts)} inside {function.name}"
        for path, _, tree in sources(package)
        if path.name != "apps.py"
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for line, parts in imports(function)
    ]


def budget_faults(package: Path) -> list[str]:
    """Files, functions and signatures that hold two ideas, names that hold none, and work left undone."""
    faults = []
    for path, text, tree in sources(package):
        lines = text.count("\n")
        if lines > MAX_LINES:
            faults.append(f"{path} has {lines} lines")
        if path.name in NOT_A_PURPOSE:
            faults.append(f"{path} is not named for a purpose")
        faults += [
            f"{path}:{number} {found[0]}"
            for number, line in enumerate(text.splitlines(), 1)
            if (found := UNFINISHED.search(line))
        ]
        faults += [f"{path}:{fault}" for fault in _function_faults(tree)]
    return faults


def _function_faults(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and "NotImplementedError" in ast.unparse(node):
            yield f"{node.lineno} is not implemented"
        if isinstance(node, ast.ExceptHandler) and [type(step) for step in node.body] == [ast.Pass]:
            yield f"{node.lineno} swallows an error"
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        size = (node.end_lineno or node.lineno) - node.lineno + 1
        if size > MAX_FUNCTION:
            yield f"{node.lineno} {node.name} has {size} lines"
        positional = [
            arg.arg for arg in [*node.args.posonlyargs, *node.args.args] if arg.arg not in ("self", "cls")
        ]
        if len(positional) > MAX_POSITIONAL and "request" not in positional[:1]:
            yield f"{node.lineno} {node.name} takes {len(positional)} positional arguments"


def relation_faults(relations: Iterable[tuple[str, str, str]], plan: Plan) -> list[str]:
    """Foreign keys (field, room, target room) that point upwards or to a neighbour that is not met."""
    return [
        f"{field} points from {room} to {target}"
        for field, room, target in relations
        if not plan.allows(room, target)
    ]
