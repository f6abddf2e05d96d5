"""Nothing is counted for whoever reads figures only without passing the gate."""

import ast
import re
from pathlib import Path

import pytest

from tests.conventions.code import ROOT

ANALYTICS = ROOT / "negostrategy" / "analytics"
FILES = sorted(ANALYTICS.rglob("*.py"))
SHAPES = {"Group", "Spread", "Amounts", "Counted"}
THROUGH = {"gate_for", "closed_gate", "shown_group", "shown_groups", "shown_spread", "shown_amounts", "shown_count"}
# What the gate itself is made of, and names: nothing of it is shown to anybody.
BEFORE_THE_GATE = {
    "gate.py",
    "queries/grouping.py",
    "queries/population.py",
    "queries/told.py",
    "service/telling.py",
}


def names_of(path: Path) -> set[str]:
    """Return every name that a file uses."""
    return {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}


def of(path: Path) -> str:
    """Return where a file lies within the figures."""
    return path.relative_to(ANALYTICS).as_posix()


@pytest.mark.parametrize("path", [one for one in FILES if of(one) not in BEFORE_THE_GATE], ids=of)
def test_what_asks_the_database_passes_the_gate(path: Path) -> None:
    names = names_of(path)

    assert "session" not in names or names & THROUGH


@pytest.mark.parametrize("path", FILES, ids=of)
def test_what_makes_a_shape_passes_it_through_the_gate(path: Path) -> None:
    made = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }

    assert not made & SHAPES or names_of(path) & THROUGH


def test_the_number_below_which_nothing_is_said_is_written_once() -> None:
    written = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "negostrategy").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and node.value.value == 5
        and any(isinstance(one, ast.Name) and "FEWEST" in one.id for one in node.targets)
    ]

    assert written == ["negostrategy/kernel/disclosure.py"]


def test_no_template_of_the_figures_compares_with_a_number_of_its_own() -> None:
    folder = ROOT / "negostrategy" / "templates" / "figures"
    compared = re.compile(r"(records|owners|\bn) ?[<>]=? ?\d|\"[gl]e\", ?\d")

    assert [path.name for path in folder.glob("*.html") if compared.search(path.read_text())] == []
