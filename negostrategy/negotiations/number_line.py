"""From what a person typed of a position to its number, and back: a date is its ordinal day, a choice its place.

Every kind of term lies on one number line, so that rules, scores and figures need to know only numbers.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from negostrategy.edge import display
from negostrategy.edge.fields import FIRST_DAY, LAST_DAY, has_few_decimals, is_within_reach
from negostrategy.edge.speaking import is_person, number_example, read_number
from negostrategy.kernel.business import Direction, NumberFormat, ValueKind
from negostrategy.kernel.numbers import NoNumber, canonical, read_typed

LONGEST_TYPED = 60
YES, NO = ("yes", "y", "true", "1", "on"), ("no", "n", "false", "0", "off")
MULTIPLES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000}
type_of_reader = Callable[[str], Decimal]
_DIGITS = r"[-+\u2212]?\s*[0-9.,](?:[0-9.,'\u2019\s]*[0-9.,])?"
_TYPED_NUMBER = re.compile(
    rf"(?P<digits>{_DIGITS})\s*(?P<multiple>k|mn?|million|bn)?\s*(?P<unit>[^\d.,]*)",
    re.IGNORECASE,
)
# A month has no fixed number of days: nobody here turns one into the other.
_DURATIONS = {
    ValueKind.DAYS: (
        {"d": 1, "day": 1, "week": 7, "w": 7, "wk": 7},
        ("month", "year", "m", "mo", "y"),
        "days or weeks",
    ),
    ValueKind.MONTHS: (
        {"m": 1, "mo": 1, "month": 1, "year": 12, "y": 12},
        ("day", "week", "d", "w"),
        "months or years",
    ),
}
_WORDED = (ValueKind.DATE, ValueKind.YES_NO, ValueKind.CHOICE)
_TYPED_DURATION = re.compile(rf"(?P<number>{_DIGITS})\s*(?P<unit>[a-z]+)", re.IGNORECASE)
SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}
_CURRENCY = re.compile(r"(?:[\d\s.,]|\b)(€|\$|£|[A-Z]{3})$")
_DAY_FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%d %b %Y", "%d %B %Y")


class NotOnTheLine(ValueError):
    """A position cannot be placed; the sentence says why."""


def as_kept(text: str) -> Decimal:
    """Return the number in words that were kept as they were typed, before anybody's own format was known.

    Errors: NoNumber.
    """
    return read_typed(text, NumberFormat.POINT).number


def placed(kind: str, said: Any, levels: Sequence[str] = (), read: type_of_reader = read_number) -> Decimal:
    """Return the place of a position on the number line of its kind.

    said: a number, true or false, or a text, of people with a unit or not. levels: labels of a choice in order.
    read: who reads the digits of a text; without it, whoever speaks.
    Errors: NotOnTheLine with the sentence that says what was expected.
    """
    if isinstance(said, str) and len(said) > LONGEST_TYPED and kind != ValueKind.CHOICE:
        raise NotOnTheLine("This is longer than a number or a day can be.")
    if kind == ValueKind.DATE and isinstance(said, str):
        return Decimal(day(said).toordinal())
    if kind == ValueKind.YES_NO:
        return _yes_or_no(said)
    if kind == ValueKind.CHOICE:
        return _level(said, levels, read)
    if kind in _DURATIONS and isinstance(said, str) and _may_have_unit(read):
        return _duration(ValueKind(kind), said, read)
    return number(said, read)


def number(said: Any, read: type_of_reader = as_kept) -> Decimal:
    """Return the number that was said: 1240000, "1,240,000", "1.240.000,50", "1.2m", "45 days", "−3 %".

    read: who reads the digits of a text. A program sends them alone.
    Errors: NotOnTheLine for anything else, beyond ±10^15, or with more than six decimals.
    """
    if isinstance(said, bool) or not isinstance(said, int | float | str | Decimal):
        raise NotOnTheLine(f"A number is expected, such as {number_example()}.")
    try:
        found = _with_unit(said, read) if isinstance(said, str) else Decimal(str(said))
    except NoNumber as refusal:
        raise NotOnTheLine(str(refusal)) from refusal
    if not is_within_reach(found):
        raise NotOnTheLine("This number is too large. Use one below a thousand billions.")
    if not has_few_decimals(found):
        raise NotOnTheLine("A number has at most six decimals.")
    return found


def currency_said(text: str) -> str | None:
    """Return the currency written behind an amount, as three letters; None when there is none."""
    matched = _CURRENCY.search(text.strip())
    return SIGNS.get(matched[1], matched[1]) if matched else None


def day(said: Any) -> date:
    """Return the day that was said: 2026-12-04, 4.12.2026 or 4 Dec 2026.

    Errors: NotOnTheLine for anything else, and outside of 1990 to 2100.
    """
    found = _day(said) if isinstance(said, str) else None
    if found is None:
        raise NotOnTheLine("A day is expected, such as 2026-12-04.")
    if not FIRST_DAY <= found <= LAST_DAY:
        raise NotOnTheLine("A day lies between 1990 and 2100.")
    return found


def refuse_crossed(
    direction: str | None, walk_away: Decimal | None, acceptable: Decimal | None, target: Decimal | None
) -> None:
    """Return when the positions go from worse to better for us.

    Errors: NotOnTheLine when one lies beyond the next, or target and walk-away are the same.
    """
    if direction is None:
        return
    sign = 1 if direction == Direction.MORE else -1
    if walk_away is not None and target is not None and sign * (target - walk_away) <= 0:
        raise NotOnTheLine("The walk-away lies at or beyond the target. Swap them, or turn the direction round.")
    if walk_away is not None and acceptable is not None and sign * (acceptable - walk_away) < 0:
        raise NotOnTheLine("The walk-away lies beyond what is acceptable.")
    if acceptable is not None and target is not None and sign * (target - acceptable) < 0:
        raise NotOnTheLine("What is acceptable lies beyond the target.")


def typed_form(kind: str, value: Decimal | None, levels: Sequence[str] = ()) -> str:
    """Return a position as whoever speaks would type it: read again, it gives the same number."""
    is_number = value is not None and kept_form(kind, value, levels) == canonical(value)
    return str(display.in_field(value)) if is_number else kept_form(kind, value, levels)


def typed_again(kept: str) -> str:
    """Return a position as it was kept in words the way whoever speaks would type it."""
    try:
        return str(display.in_field(as_kept(kept)))
    except NoNumber:
        return kept


def kept_form(kind: str, value: Decimal | None, levels: Sequence[str] = ()) -> str:
    """Return a position in words that are kept, for anybody to read: 1234.56, 2026-12-04, yes, a level's label."""
    if value is None:
        return ""
    if kind == ValueKind.DATE:
        return _iso(value)
    if kind == ValueKind.YES_NO:
        return "yes" if value else "no"
    if kind == ValueKind.CHOICE and value == int(value) and 0 <= int(value) < len(levels):
        return levels[int(value)]
    return canonical(value)


def read_form(kind: str, value: Decimal, levels: Sequence[str] = (), unit: str = "") -> str:
    """Return a position as one reads it: 9,000 units, 1 day, −2.5 %, 2026-12-04, yes, a level's label."""
    if kind in _WORDED:
        return kept_form(kind, value, levels)
    # Durations are counted in words of ours; what any other kind is counted in may be anything.
    one = kind in _DURATIONS and abs(value) == 1
    said = unit.removesuffix("s") if one else unit
    return f"{display.number(value)}{display.NO_BREAK}{said}" if said else display.number(value)


def _with_unit(text: str, read: type_of_reader) -> Decimal:
    matched = _TYPED_NUMBER.fullmatch(text.strip()) if _may_have_unit(read) else None
    if matched is None:
        return read(text)
    return read(matched["digits"]) * MULTIPLES.get((matched["multiple"] or "").lower(), 1)


def _may_have_unit(read: type_of_reader) -> bool:
    return read is not read_number or is_person()


def _duration(kind: ValueKind, text: str, read: type_of_reader) -> Decimal:
    counted, others, expected = _DURATIONS[kind]
    matched = _TYPED_DURATION.fullmatch(text.strip())
    unit = matched["unit"].lower() if matched else ""
    singular = unit.removesuffix("s") if len(unit) > len("ms") else unit
    if singular in others:
        raise NotOnTheLine(f"This is counted in {kind}. Type {expected}.")
    if matched is None or singular not in counted:
        return number(text, read)
    return number(matched["number"], read) * counted[singular]


def _day(text: str) -> date | None:
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    return None


def _iso(value: Decimal) -> str:
    ordinal = int(value)
    return date.fromordinal(ordinal).isoformat() if 0 < ordinal <= date.max.toordinal() else canonical(value)


def _yes_or_no(said: Any) -> Decimal:
    word = str(said).strip().lower()
    if word in YES or word in NO:
        return Decimal(word in YES)
    raise NotOnTheLine("Yes or no is expected.")


def _level(said: Any, levels: Sequence[str], read: type_of_reader) -> Decimal:
    if isinstance(said, str):
        word = said.strip().lower()
        for place, label in enumerate(levels):
            if label.lower() == word:
                return Decimal(place)
    if isinstance(said, str) and not said.strip().isdecimal():
        raise NotOnTheLine(_expected(levels))
    chosen = number(said, read)
    if chosen != int(chosen) or not 0 <= chosen < len(levels):
        raise NotOnTheLine(_expected(levels))
    return chosen


def _expected(levels: Sequence[str]) -> str:
    return f"One of the levels is expected: {', '.join(levels) or 'this choice has none yet'}."
