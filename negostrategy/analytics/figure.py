"""A figure as it is shown: a question, its definition, the same numbers as a table, a CSV and JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from negostrategy.analytics.shapes import Group, Share, Spread, type_of_cell

FEW_IN_A_CELL, TOO_FEW_TO_SAY = "too few", "Too few to say more than how many."
type_of_value = int | float | str | None


@dataclass(frozen=True)
class Value:
    """One number of a line, with decimals and unit, opening the records in its cell. None: not known.

    is_hidden: too few to be shown to this reader, or none: the two look the same.
    """

    value: type_of_value
    decimals: int = 0
    unit: str = ""
    cell: type_of_cell | None = None
    is_hidden: bool = False


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
    """A question with its answer. columns: names of the values; summary: the answer in words; groups: what it draws.

    is_hidden: all it is about is too few to be shown to this reader; then it has no line and no word of an answer.
    """

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
    is_hidden: bool = False


def answered(figure: Figure, *, is_hidden: bool) -> Figure:
    """Return a figure, or what is left of it where all it is about is too few to be shown."""
    if not is_hidden:
        return figure
    return replace(figure, lines=(), summary="", note="", groups=(), spreads=(), is_hidden=True)


def counted(group: Group, word: str, cell: type_of_cell) -> Value:
    """Return how often a part of a group was counted, as a value that opens these records."""
    count = group.count(word)
    return Value(None, is_hidden=True) if count is None else Value(count, cell=cell)


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
        {figure.first: line.name}
        | {
            name: FEW_IN_A_CELL if one.is_hidden else one.value
            for name, one in zip(figure.columns, line.values, strict=True)
        }
        for line in figure.lines
        if not line.is_hidden
    ]
