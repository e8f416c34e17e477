"""Look whether tests are named alike in every process: pytest-xdist runs nothing where its workers collect other names.

The values of a parametrized test or fixture can become its name. So they ask neither the clock nor chance, and are not
themselves a set, whose order differs from process to process. Needs no network.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

NAMING = {"parametrize", "param", "fixture"}
CHANGING = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter", "getpid", "urandom", "mkdtemp"}
CHANCE = {"random", "secrets", "uuid"}


def problems(file: Path) -> Iterator[str]:
    """Yield what is wrong in a file of tests, one line each."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call) and called(each)[-1:]]
    constants = {
        target.id
        for each in tree.body
        if isinstance(each, ast.Assign) and any(map(changes, ast.walk(each.value)))
        for target in each.targets
        if isinstance(target, ast.Name)
    }
    for call in calls:
        if called(call)[-1] not in NAMING:
            continue
        values = [*call.args, *(each.value for each in call.keywords)]
        wrong = [each for value in values for each in ast.walk(value) if changes(each) or name_of(each) in constants]
        wrong += [each for each in values if isinstance(each, ast.Set | ast.SetComp) or called(each) == ["set"]]
        for each in wrong:
            yield f"{file}:{call.lineno}: a test's name would change with {ast.unparse(each)}"


def changes(node: ast.AST) -> bool:
    """Tell whether it is a call that answers differently each time: of the clock, of chance, of the process."""
    names = called(node)
    if names[-1:] == ["time"] and node.args:  # type: ignore[attr-defined]
        return False  # time(7, 30), an hour of the day
    return bool(names) and (names[-1] in CHANGING or names[0] in CHANCE)


def called(node: ast.AST) -> list[str]:
    """Return the dotted name of what is called, taken apart: ["datetime", "now"]."""
    if not isinstance(node, ast.Call):
        return []
    names, part = [], node.func
    while isinstance(part, ast.Attribute):
        names, part = [part.attr, *names], part.value
    return [name, *names] if (name := name_of(part)) else names


def name_of(node: ast.AST) -> str | None:
    return node.id if isinstance(node, ast.Name) else None


if __name__ == "__main__":
    wrong = [line for folder in sys.argv[1:] for file in sorted(Path(folder).rglob("*.py")) for line in problems(file)]
    print("\n".join(wrong) or "Tests are named alike in every process.")
    sys.exit(bool(wrong))
