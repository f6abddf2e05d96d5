"""Fields that refuse what cannot be stored, each with a sentence: amounts, days, one line, longer text."""

from datetime import date
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, fields, validate

from negostrategy.edge.speaking import number_example, read_number
from negostrategy.kernel.numbers import NoNumber

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
LARGEST = Decimal(10) ** 15
MOST_DECIMALS = 6


def is_within_reach(number: Decimal) -> bool:
    """Return whether a number is finite and lies between −10^15 and 10^15, as every column for numbers has it."""
    # abs() rounds, and 1e99999999 is too large for that: whoever sent it would be told of an error of ours.
    return number.is_finite() and number.copy_abs() < LARGEST


def has_few_decimals(number: Decimal) -> bool:
    """Return whether a finite number keeps to six decimals, as every column for numbers has it."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -MOST_DECIMALS


class Pattern(validate.Regexp):
    """The whole text is of a pattern, from ^ to $, that Python and ECMA-262 read alike: the API's description shows it.

    Python's own $ lets a line end follow; here nothing does.
    """

    def __call__(self, value: Any) -> Any:
        """Return the text. Errors: ValidationError when it is not of the pattern from its first letter to its last."""
        if self.regex.fullmatch(value) is None:
            raise ValidationError(self._format_error(value))
        return value


class Amount(fields.Field[Decimal]):
    """A decimal number, exact. A text is read by who speaks: a person's in their format, a program's as canonical."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Decimal:
        number = _number(value)
        if not is_within_reach(number):
            raise ValidationError("This number is too large. Type one below a thousand billions.")
        if not has_few_decimals(number):
            raise ValidationError(f"Use at most {MOST_DECIMALS} decimals.")
        return number

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else f"{value:f}"


class Count(fields.Integer):
    """A whole number; its digits are read as those of any other number."""

    default_error_messages = {"invalid": "Type a whole number."}  # marshmallow reads it so

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        try:
            number = _number(value)
        except ValidationError as refusal:
            raise self.make_error("invalid") from refusal
        if number != number.to_integral_value():
            raise self.make_error("invalid")
        return int(number)


class Day(fields.Date):
    """A day within living memory and planning."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        if not isinstance(value, str) or len(value) != len("2026-11-23"):
            raise ValidationError("Type a day as 2026-11-23.")
        try:
            day = date.fromisoformat(value)
        except ValueError as refusal:
            raise ValidationError("This is not a day of the calendar. Type it as 2026-11-23.") from refusal
        if not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(f"A day lies between {FIRST_DAY} and {LAST_DAY}.")
        return day


class Lines(fields.String):
    """Several lines. Browsers end each with two characters; kept is one, or nothing typed would look like a change."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return super()._deserialize(value, attr, data, **kwargs).replace("\r\n", "\n")


def line(longest: int, **more: Any) -> fields.String:
    """Return a field for one line of text."""
    return _words(fields.String, longest, more)


def text(longest: int, **more: Any) -> fields.String:
    """Return a field for several lines of text, whichever way they end."""
    return _words(Lines, longest, more)


def _number(value: Any) -> Decimal:
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    if not isinstance(value, str) and not (is_number and Decimal(str(value)).is_finite()):
        raise ValidationError(f"A number is expected, such as {number_example()}.")
    try:
        return read_number(value) if isinstance(value, str) else Decimal(str(value))
    except NoNumber as refusal:
        raise ValidationError(str(refusal)) from refusal


def _words(kind: type[fields.String], longest: int, more: dict[str, Any]) -> fields.String:
    shortest = 1 if more.get("required") else None
    sentence = f"Use at most {longest} characters." if shortest is None else f"Use 1 to {longest} characters."
    more.setdefault("allow_none", not more.get("required"))
    return kind(validate=validate.Length(shortest, longest, error=sentence), **more)
