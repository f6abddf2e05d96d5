"""The product's source, read as text and as trees, for the tests of the house rules."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("negostrategy", "dashboards", "migrations")
type_of_function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One file of the product."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Return the path as seen from the project's root."""
        return str(self.path.relative_to(ROOT))


@cache
def sources(*rooms: str) -> tuple[Source, ...]:
    """Return every Python file of the rooms; of the whole product when none is named."""
    paths = sorted(path for room in rooms or PRODUCT for path in (ROOT / room).rglob("*.py"))
    return tuple(Source(path, text, ast.parse(text)) for path in paths if (text := path.read_text()) is not None)


def functions(source: Source) -> Iterator[type_of_function]:
    """Return every function and method in a file."""
    return (node for node in ast.walk(source.tree) if isinstance(node, type_of_function))


def public_functions(source: Source) -> Iterator[type_of_function]:
    """Return the functions and methods that others may call: no leading underscore, not inside another function."""
    holders: list[ast.Module | ast.ClassDef] = [source.tree]
    holders += [
        node for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    for holder in holders:
        for node in holder.body:
            if isinstance(node, type_of_function) and not node.name.startswith("_"):
                yield node
