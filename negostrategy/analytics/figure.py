"""A figure as it is shown: a question, its definition, the same numbers as a table, a CSV and JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from negostrategy.analytics.shapes import Group, Share, Spread, type_of_cell

type_of_value = int | float | str | None


@dataclass(frozen=True)
class Value:
    """One number of a line, with decimals and unit, opening the records in its cell. None: not known."""

    value: type_of_value
    decimals: int = 0
    unit: str = ""
    cell: type_of_cell | None = None


@dataclass(frozen=True)
class Line:
    """One line of a figure. values stand under the figure's columns; a hidden one shows that it is too small."""

    key: str
    name: str
    values: Sequence[Value]
    cell: type_of_cell
    note: str = ""
    is_hidden: bool = False
    is_total: bool = False


@dataclass(frozen=True)
class Figure:
    """A question with its answer. columns: names of the values; summary: the answer in words; groups: what it draws."""

    key: str
    question: str
    definition: str
    first: str
    columns: Sequence[str]
    lines: Sequence[Line]
    summary: str
    note: str = ""
    groups: Sequence[Group] = field(default_factory=tuple)
    spreads: Sequence[Spread] = field(default_factory=tuple)


def percent(share: Share, cell: type_of_cell | None = None) -> Value:
    """Return a share as a value in per cent; below five it is not said."""
    said = round(share.value * 100, 1) if share.value is not None and share.is_sayable else None
    return Value(said, 1, "%", cell)


def interval(share: Share) -> Value:
    """Return the interval of a share as a value in words; below five it is not said."""
    if share.low is None or share.high is None or not share.is_sayable:
        return Value("too few" if share.n else None)
    return Value(f"{round(share.low * 100)}–{round(share.high * 100)}")


def likely(share: Share) -> str:
    """Return the interval of a share as the end of a sentence; nothing below five."""
    if share.low is None or share.high is None or not share.is_sayable:
        return ""
    return f", likely {round(share.low * 100)} to {round(share.high * 100)} %"


def rows_of(figure: Figure) -> list[Mapping[str, Any]]:
    """Return the lines that are shown as plain rows: for CSV and JSON."""
    return [
        {figure.first: line.name} | {name: one.value for name, one in zip(figure.columns, line.values, strict=True)}
        for line in figure.lines
        if not line.is_hidden
    ]
