"""The style sheets hold no class that nothing wears: what is dead there is loaded by everybody on every first visit."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.conventions.code import ROOT, sources

HOUSE = ROOT / "negostrategy"
SHEETS = sorted((HOUSE / "static" / "css").rglob("*.css"))
SELECTORS = re.compile(r"([^{};]*)\{")
CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
WORD = re.compile(r"[\w-]+")
# A class attribute, the expressions in it included: they carry quotation marks of their own.
WORN = re.compile(r'\bclass="((?:\{[{%].*?[%}]\}|[^"{])*)"')
QUOTED = re.compile(r"""["'`]([\w -]+)["'`]""")
# The beginning of a class whose end is filled in: pill--{{ look }}.
BEGUN = re.compile(r"([\w-]+--)\{")


@cache
def makers() -> str:
    """Return everything that writes classes into a page, as one text."""
    paths = [*(HOUSE / "templates").rglob("*.html"), *(HOUSE / "static" / "js").rglob("*.js")]
    code = [one.text for one in sources("negostrategy", "dashboards")]
    return "\n".join([*(path.read_text() for path in paths), *code])


@cache
def words() -> frozenset[str]:
    """Return every word of the makers; enough for a compound name, which no sentence says by chance."""
    return frozenset(WORD.findall(makers()))


@cache
def said() -> frozenset[str]:
    """Return the words that stand in a class attribute or in quotation marks: a plain name must be meant as one."""
    return frozenset(
        word for found in (WORN, QUOTED) for text in found.findall(makers()) for word in WORD.findall(text)
    )


@cache
def begun() -> frozenset[str]:
    """Return the beginnings of classes that are put together."""
    return frozenset(BEGUN.findall(makers()))


def is_worn(name: str) -> bool:
    """Return whether some page can carry the class."""
    base, mark, end = name.rpartition("--")
    is_built = bool(mark) and base + mark in begun() and (end in said() or end.isdigit())
    return is_built or name in (words() if "-" in name or "_" in name else said())


def classes(sheet: str) -> set[str]:
    """Return the classes that a style sheet names."""
    rules = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return {name for selector in SELECTORS.findall(rules) for name in CLASS.findall(selector)}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: str(path.name))
def test_every_class_of_a_style_sheet_is_worn(sheet: Path) -> None:
    assert sorted(name for name in classes(sheet.read_text()) if not is_worn(name)) == []


@pytest.mark.parametrize("name", ["palette__find", "pill--nowhere", "unheard"])
def test_a_class_that_nothing_wears_is_noticed(name: str) -> None:
    assert classes(f".pill--ok, .{name}:hover {{ color: red; }}") == {"pill--ok", name}
    assert is_worn("pill--ok")
    assert not is_worn(name)
