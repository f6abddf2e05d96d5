"""How the code is cut: what a reader may rely on in every file."""

import ast
import re

import pytest

from tests.conventions.code import PRODUCT, functions, public_functions, sources

LARGEST_FILE_LINES = 300
LARGEST_FUNCTION_LINES = 50
NO_NAMES_FOR_A_ROOM = re.compile(r"(^|/)(utils?|helpers?|common|misc)(\.py$|/)")
SUPPRESSION = re.compile(r"#\s*(noqa|type: ignore|pragma: no cover)(?P<reason>.*)")


def test_every_file_fits_in_three_hundred_lines() -> None:
    rooms = ("negostrategy", "dashboards", "tests")
    large = [source.name for source in sources(*rooms) if source.text.count("\n") > LARGEST_FILE_LINES]

    assert large == []


def test_every_function_fits_in_fifty_lines() -> None:
    large = [
        f"{source.name}:{node.name}"
        for source in sources("negostrategy", "dashboards")
        for node in functions(source)
        if (node.end_lineno or node.lineno) - node.lineno + 1 > LARGEST_FUNCTION_LINES
    ]

    assert large == []


def test_nothing_is_imported_inside_a_function() -> None:
    local = [
        f"{source.name}:{node.name}"
        for source in sources()
        for node in functions(source)
        if any(isinstance(inner, (ast.Import, ast.ImportFrom)) for inner in ast.walk(node))
    ]

    assert local == []


def test_there_is_one_commit_in_the_whole_product() -> None:
    sites = [
        source.name
        for source in sources("negostrategy", "dashboards")
        for _ in re.findall(r"\.commit\(\)", source.text)
    ]

    assert sites == ["negostrategy/kernel/transaction.py"]


def test_every_public_function_is_documented() -> None:
    silent = [
        f"{source.name}:{node.name}"
        for source in sources()
        for node in public_functions(source)
        if not ast.get_docstring(node)
        and not any(isinstance(d, ast.Name) and d.id == "overload" for d in node.decorator_list)
    ]

    assert silent == []


def test_every_file_says_what_it_is_for() -> None:
    assert [source.name for source in sources() if not ast.get_docstring(source.tree) and source.text.strip()] == []


def test_every_function_says_what_comes_back() -> None:
    unsaid = [f"{s.name}:{node.name}" for s in sources() for node in functions(s) if node.returns is None]

    assert unsaid == []


def test_no_room_is_called_utils() -> None:
    assert [source.name for source in sources() if NO_NAMES_FOR_A_ROOM.search(source.name)] == []


@pytest.mark.parametrize("room", PRODUCT)
def test_every_suppression_gives_its_reason(room: str) -> None:
    silent = [
        f"{source.name}: {found.group(0)}"
        for source in sources(room)
        for found in SUPPRESSION.finditer(source.text)
        if "#" not in found.group("reason")
    ]

    assert silent == []


def test_nothing_is_left_undone() -> None:
    undone = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")

    assert [source.name for source in sources() if undone.search(source.text)] == []
