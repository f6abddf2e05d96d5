"""From what a person typed of a position to its number, and back: a date is its ordinal day, a choice its place.

Every kind of term lies on one number line, so that rules, scores and figures need to know only numbers.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from negostrategy.edge import display
from negostrategy.edge.fields import FIRST_DAY, LAST_DAY, has_few_decimals, is_within_reach
from negostrategy.kernel.business import Direction, ValueKind

LONGEST_TYPED = 60
YES, NO = ("yes", "y", "true", "1", "on"), ("no", "n", "false", "0", "off")
MULTIPLES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000}
_TYPED_NUMBER = re.compile(
    r"(?P<sign>[-+\u2212]?)\s*(?P<digits>\d[\d.,'\u2019\u00a0\u202f ]*)\s*(?P<multiple>k|mn?|million|bn)?"
    r"\s*(?P<unit>[^\d.,]*)",
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
_TYPED_DURATION = re.compile(
    r"(?P<number>[-+\u2212]?\s*\d[\d.,'\u2019\u00a0\u202f ]*?)\s*(?P<unit>[a-z]+)", re.IGNORECASE
)
SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}
_CURRENCY = re.compile(r"(?:[\d\s.,]|\b)(€|\$|£|[A-Z]{3})$")
_DAY_FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%d %b %Y", "%d %B %Y")


class NotOnTheLine(ValueError):
    """A position cannot be placed; the sentence says why."""


def placed(kind: str, said: Any, levels: Sequence[str] = ()) -> Decimal:
    """Return the place of a position on the number line of its kind.

    said: a number, true or false, or what somebody typed, with a unit or not. levels: labels of a choice in order.
    Errors: NotOnTheLine with the sentence that says what was expected.
    """
    if isinstance(said, str) and len(said) > LONGEST_TYPED and kind != ValueKind.CHOICE:
        raise NotOnTheLine("This is longer than a number or a day can be.")
    if kind == ValueKind.DATE and isinstance(said, str):
        return Decimal(day(said).toordinal())
    if kind == ValueKind.YES_NO:
        return _yes_or_no(said)
    if kind == ValueKind.CHOICE:
        return _level(said, levels)
    if kind in _DURATIONS and isinstance(said, str):
        return _duration(ValueKind(kind), said)
    return number(said)


def number(said: Any) -> Decimal:
    """Return the number that was said: 1240000, "1,240,000", "1.240.000,50", "1.2m", "45 days", "−3 %".

    A single comma or point before exactly three last digits is read as thousands when it is a comma and as decimals
    when it is a point, as English does.
    Errors: NotOnTheLine for anything else, beyond ±10^15, or with more than six decimals.
    """
    if isinstance(said, bool) or not isinstance(said, int | float | str | Decimal):
        raise NotOnTheLine("A number is expected, such as 1,240,000 or 2.5.")
    try:
        found = _typed(said) if isinstance(said, str) else Decimal(str(said))
    except InvalidOperation as refusal:
        raise NotOnTheLine("A number is expected, such as 1,240,000 or 2.5.") from refusal
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
    """Return a position as one would type it into a field: read again, it gives the same number."""
    if value is None:
        return ""
    if kind == ValueKind.DATE:
        return _iso(value)
    if kind == ValueKind.YES_NO:
        return "yes" if value else "no"
    if kind == ValueKind.CHOICE and value == int(value) and 0 <= int(value) < len(levels):
        return levels[int(value)]
    return plain(value)


def read_form(kind: str, value: Decimal, levels: Sequence[str] = (), unit: str = "") -> str:
    """Return a position as one reads it: 9,000 units, 1 day, −2.5 %, 2026-12-04, yes, a level's label."""
    if kind in _WORDED:
        return typed_form(kind, value, levels)
    # Durations are counted in words of ours; what any other kind is counted in may be anything.
    one = kind in _DURATIONS and abs(value) == 1
    said = unit.removesuffix("s") if one else unit
    return f"{display.number(value)}{display.NO_BREAK}{said}" if said else display.number(value)


def plain(value: Decimal) -> str:
    """Return a number without an exponent and without needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _typed(text: str) -> Decimal:
    matched = _TYPED_NUMBER.fullmatch(text.strip())
    if matched is None:
        raise InvalidOperation
    multiple = MULTIPLES.get((matched["multiple"] or "").lower(), 1)
    exact = Decimal(_with_a_point(re.sub(r"['\u2019\u00a0\u202f ]", "", matched["digits"]))) * multiple
    return -exact if matched["sign"] in ("-", "\u2212") else exact


def _duration(kind: ValueKind, text: str) -> Decimal:
    counted, others, expected = _DURATIONS[kind]
    matched = _TYPED_DURATION.fullmatch(text.strip())
    unit = matched["unit"].lower() if matched else ""
    singular = unit.removesuffix("s") if len(unit) > len("ms") else unit
    if singular in others:
        raise NotOnTheLine(f"This is counted in {kind}. Type {expected}.")
    if matched is None or singular not in counted:
        return number(text)
    return number(matched["number"]) * counted[singular]


def _with_a_point(digits: str) -> str:
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        thousands = "." if comma > point else ","
        return digits.replace(thousands, "").replace(",", ".")
    if comma >= 0:
        return digits.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+", digits) else digits.replace(",", ".")
    return digits.replace(".", "") if re.fullmatch(r"\d{1,3}(\.\d{3}){2,}", digits) else digits


def _day(text: str) -> date | None:
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    return None


def _iso(value: Decimal) -> str:
    ordinal = int(value)
    return date.fromordinal(ordinal).isoformat() if 0 < ordinal <= date.max.toordinal() else plain(value)


def _yes_or_no(said: Any) -> Decimal:
    word = str(said).strip().lower()
    if word in YES or word in NO:
        return Decimal(word in YES)
    raise NotOnTheLine("Yes or no is expected.")


def _level(said: Any, levels: Sequence[str]) -> Decimal:
    if isinstance(said, str):
        word = said.strip().lower()
        for place, label in enumerate(levels):
            if label.lower() == word:
                return Decimal(place)
    if isinstance(said, str) and not said.strip().isdecimal():
        raise NotOnTheLine(_expected(levels))
    chosen = number(said)
    if chosen != int(chosen) or not 0 <= chosen < len(levels):
        raise NotOnTheLine(_expected(levels))
    return chosen


def _expected(levels: Sequence[str]) -> str:
    return f"One of the levels is expected: {', '.join(levels) or 'this choice has none yet'}."
