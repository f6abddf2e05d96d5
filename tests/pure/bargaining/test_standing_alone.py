"""The arithmetic is a library of its own: the standard library and itself, no clock, one family of refusals."""

import ast
import inspect
import sys

import pytest

from negostrategy.bargaining import faults
from tests.conventions.code import Source, sources

FILES = sources("negostrategy/bargaining")
CLOCKS = {"time", "random", "secrets"}
REFUSALS = [refusal for _, refusal in inspect.getmembers(faults, inspect.isclass)]


def imported(source: Source) -> set[str]:
    nodes = list(ast.walk(source.tree))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("source", FILES, ids=lambda source: source.path.name)
def test_a_file_imports_the_standard_library_and_its_own_package_only(source: Source) -> None:
    foreign = {name for name in imported(source) if name.partition(".")[0] not in sys.stdlib_module_names}

    assert all(name.startswith("negostrategy.bargaining") for name in foreign)


@pytest.mark.parametrize("source", FILES, ids=lambda source: source.path.name)
def test_a_file_asks_no_clock_and_throws_no_dice(source: Source) -> None:
    assert not CLOCKS & {name.partition(".")[0] for name in imported(source)}


@pytest.mark.parametrize("refusal", REFUSALS)
def test_every_refusal_can_be_caught_as_one_kind_of_value_error(refusal: type[Exception]) -> None:
    assert issubclass(refusal, faults.BargainingError)
    assert issubclass(refusal, ValueError)
