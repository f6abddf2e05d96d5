"""From what a line of a file says of a position to its number, strictly: machines write files.

What people type is read more generously, by negostrategy.negotiations.number_line.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from negostrategy.edge.fields import FIRST_DAY, LARGEST, LAST_DAY, has_few_decimals, is_within_reach
from negostrategy.kernel.business import ValueKind
from negostrategy.negotiations.number_line import NotOnTheLine


def number(said: Any) -> Decimal:
    """Return the number that was said, as a JSON number or as a text.

    Errors: NotOnTheLine for anything else, below -10^15 or above 10^15, or with more than six decimals.
    """
    # Most numbers are whole, and need none of what follows.
    if (type(said) is int or (type(said) is float and said.is_integer())) and -LARGEST < said < LARGEST:
        return Decimal(int(said))
    if isinstance(said, bool) or not isinstance(said, int | float | str):
        raise NotOnTheLine("A number is expected.")
    if isinstance(said, str) and len(said) > 40:
        raise NotOnTheLine("A number is expected.")
    try:
        placed = Decimal(str(said))
    except InvalidOperation as refusal:
        raise NotOnTheLine("A number is expected.") from refusal
    if not is_within_reach(placed):
        raise NotOnTheLine("This number is out of range.")
    if not has_few_decimals(placed):
        raise NotOnTheLine("A number has at most six decimals.")
    return placed


def day(said: Any) -> date:
    """Return the day that was said as YYYY-MM-DD.

    Errors: NotOnTheLine for anything else, and before 1990 or after 2100.
    """
    if not isinstance(said, str) or len(said) != 10:
        raise NotOnTheLine("A day is written as YYYY-MM-DD.")
    try:
        found = date.fromisoformat(said)
    except ValueError as refusal:
        raise NotOnTheLine("A day is written as YYYY-MM-DD.") from refusal
    if not FIRST_DAY <= found <= LAST_DAY:
        raise NotOnTheLine("A day lies between 1990-01-01 and 2100-12-31.")
    return found


def placed_on(kind: str, said: Any, labels: Sequence[str] = ()) -> Decimal:
    """Return the place of a position on the number line of its kind: labels are the levels of a choice, in order.

    Errors: NotOnTheLine with the sentence that says what was expected.
    """
    place = _PLACES.get(kind)
    return number(said) if place is None else place(said, labels)


def as_number(said: Decimal) -> int | float:
    """Return a position as JSON holds numbers."""
    return int(said) if said == said.to_integral_value() else float(said)


def _ordinal(said: Any, _labels: Sequence[str]) -> Decimal:
    return Decimal(day(said).toordinal()) if isinstance(said, str) else number(said)


def _yes_or_no(said: Any, _labels: Sequence[str]) -> Decimal:
    if isinstance(said, bool):
        return Decimal(said)
    if said in (0, 1):
        return Decimal(said)
    raise NotOnTheLine("Yes or no is expected: true or false.")


def _level(said: Any, labels: Sequence[str]) -> Decimal:
    if isinstance(said, str) and said in labels:
        return Decimal(labels.index(said))
    placed = number(said) if not isinstance(said, str) else None
    if placed is None or placed != placed.to_integral_value() or not 0 <= placed < len(labels):
        raise NotOnTheLine("One of the levels is expected, by its label or by its place from 0.")
    return placed


_PLACES: dict[str, Callable[[Any, Sequence[str]], Decimal]] = {
    ValueKind.DATE: _ordinal,
    ValueKind.YES_NO: _yes_or_no,
    ValueKind.CHOICE: _level,
}
