"""Positions between people and the number line: a day is its ordinal, a yes is 1, a choice the place of its level."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from negostrategy.edge.display import in_field, number
from negostrategy.edge.fields import FIRST_DAY, LAST_DAY
from negostrategy.kernel.business import ValueKind

YES, NO = "yes", "no"
type_of_position = Decimal | date | str


class NoPosition(ValueError):
    """What was typed is no position of this kind; the sentence says what would be."""


def said_position(kind: str, value: Decimal | None, labels: Sequence[str] = ()) -> type_of_position | None:
    """Return a position as people know it: a day, yes or no, the label of a level, or the number itself."""
    if value is None or value != value.to_integral_value():
        return value
    place = int(value)
    if kind == ValueKind.DATE and FIRST_DAY.toordinal() <= place <= LAST_DAY.toordinal():
        return date.fromordinal(place)
    if kind == ValueKind.YES_NO and place in (0, 1):
        return YES if place else NO
    if kind == ValueKind.CHOICE and 0 <= place < len(labels):
        return labels[place]
    return value


def shown_position(kind: str, value: Decimal | None, labels: Sequence[str] = ()) -> type_of_position | None:
    """Return a position to be read, a number in the reader's format."""
    said = said_position(kind, value, labels)
    return number(said) if isinstance(said, Decimal) else said


def typed_position(kind: str, value: Decimal | None, labels: Sequence[str] = ()) -> str:
    """Return a position as it stands in a field of the reader; read again, it gives the same number."""
    said = said_position(kind, value, labels)
    return "" if said is None else str(in_field(said))


def read_position(kind: str, typed: str, labels: Sequence[str] = ()) -> str:
    """Return what was typed as a number in digits. Of kinds that are numbers it comes back as it was typed.

    Errors: NoPosition.
    """
    word = typed.strip()
    if not word:
        return ""
    if kind == ValueKind.DATE:
        return _ordinal(word)
    if kind == ValueKind.YES_NO:
        if word.lower() not in (YES, NO, "1", "0"):
            raise NoPosition("Type yes or no.")
        return "1" if word.lower() in (YES, "1") else "0"
    if kind == ValueKind.CHOICE:
        return _level(word, labels)
    return word


def _ordinal(word: str) -> str:
    try:
        day = date.fromisoformat(word)
    except ValueError as refusal:
        raise NoPosition("Type a day as 2026-11-23.") from refusal
    if not FIRST_DAY <= day <= LAST_DAY:
        raise NoPosition(f"A day lies between {FIRST_DAY} and {LAST_DAY}.")
    return str(day.toordinal())


def _level(word: str, labels: Sequence[str]) -> str:
    places = [str(place) for place, label in enumerate(labels) if label.lower() == word.lower()]
    if not places:
        raise NoPosition(f"Choose one of the levels: {', '.join(labels) or 'there are none yet'}.")
    return places[0]
