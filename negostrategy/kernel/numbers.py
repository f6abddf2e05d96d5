"""Numbers as people write them, and as programs do: one reader for each, and the way back to what either reads."""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from negostrategy.kernel.business import NumberFormat

LONGEST_NUMBER = 60
MINUS = "\N{MINUS SIGN}"
# What stands between groups of thousands beside a comma and a point. Editors put blanks of any of these widths.
_BLANKS = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}"
_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
_ONE_OF_EACH = str.maketrans(dict.fromkeys(_BLANKS, " ") | dict.fromkeys(_APOSTROPHES, "'"))
_SIGNED = re.compile(rf"(?P<sign>[-+{MINUS}]?) *(?P<body>[^-+{MINUS} ].*)", re.DOTALL)
_CANONICAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_THOUSAND = 3


DECIMAL_MARKS = {NumberFormat.POINT: ".", NumberFormat.COMMA: ","}


class NoNumber(ValueError):
    """A text is no number, or none that can be told; the sentence says so, with an example."""


@dataclass(frozen=True)
class Understood:
    """What was read. hung_on_format: a person with the other format would have meant another number by it."""

    number: Decimal
    hung_on_format: bool = False


def read_typed(text: str, number_format: NumberFormat) -> Understood:
    """Return the number that a person of this format means.

    Read are the digits 0 to 9, with a sign before them or not (-, + or the true minus), with blanks around the whole;
    thousands in groups of exactly three between commas, points, blanks or apostrophes, all of one kind; decimals behind
    one comma or point, also without a nought before it. Digits of other scripts, exponents, underscores and a mark
    that nothing follows are refused.
    Errors: NoNumber when nothing of this kind stands there, or the groups contradict each other.
    """
    signed = _SIGNED.fullmatch(text.translate(_ONE_OF_EACH).strip())
    readings = _readings(signed["body"]) if signed and len(text) <= LONGEST_NUMBER else {}
    if signed is None or not readings:
        raise NoNumber(
            f"Type a number, such as {example_of(number_format)}. “{_shortened(text)}” cannot be read as one."
        )
    number = readings.get(DECIMAL_MARKS[number_format], next(iter(readings.values())))
    is_negative = signed["sign"] not in ("", "+") and bool(number)
    # copy_negate: a minus in front would round to the digits of the arithmetic.
    return Understood(number.copy_negate() if is_negative else number, len(set(readings.values())) > 1)


def read_canonical(text: str) -> Decimal:
    """Return the number that a program sent: 1234.56, -3, 0.05. Nothing else is read.

    Errors: NoNumber.
    """
    if len(text) > LONGEST_NUMBER or not _CANONICAL.fullmatch(text):
        raise NoNumber(f"Send a canonical decimal, such as 1234.56, -3 or 0.05. “{_shortened(text)}” is none.")
    return Decimal(text) or Decimal(0)


def example_of(number_format: NumberFormat) -> str:
    """Return a number that shows how one of this format writes: 1,234.56."""
    return written(Decimal("1234.56"), number_format)


def canonical(number: Decimal) -> str:
    """Return a number as programs exchange it: no exponent, no needless noughts."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def written(number: Decimal, number_format: NumberFormat, decimals: int | None = None) -> str:
    """Return a number to be read: thousands separated, a true minus, without asked decimals no trailing noughts."""
    text = f"{number:,f}" if decimals is None else f"{number:,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if decimals is None and "." in text else text
    if number_format is NumberFormat.COMMA:
        text = text.translate(str.maketrans(",.", ".,"))
    return text.replace("-", MINUS)


def typed(number: Decimal, number_format: NumberFormat) -> str:
    """Return a number as it stands in a field, without groups. Whoever reads it again reads the same number.

    Exactly three decimals could be thousands to somebody else: they get a nought more, 1.5 stays as it is.
    """
    text = canonical(number)
    whole, _, decimals = text.partition(".")
    is_ambiguous = len(decimals) == _THOUSAND and len(whole.lstrip("-")) <= _THOUSAND and whole.lstrip("-") != "0"
    return (text + "0" if is_ambiguous else text).replace(".", DECIMAL_MARKS[number_format])


def _readings(body: str) -> dict[str, Decimal]:
    """Return every number that a text without its sign can be, by its decimal mark; "" when it has no decimals."""
    found: dict[str, Decimal] = {}
    for thousands, mark in product(("", " ", "'", ",", "."), ("", ",", ".")):
        if thousands and thousands == mark:
            continue
        whole, has_mark, decimals = body.partition(mark) if mark else (body, "", "")
        if bool(mark) != bool(has_mark) or (mark and not _is_digits(decimals)):
            continue
        if _is_whole(whole, thousands) or (mark and not whole and not thousands):
            digits = whole.replace(thousands, "") if thousands else whole
            found[mark or _other(thousands)] = Decimal(f"{digits or 0}.{decimals}".rstrip("0").rstrip("."))
    return found


def _other(thousands: str) -> str:
    """Return the decimal mark of whoever puts this between thousands, "" when that says nothing."""
    return {",": ".", ".": ","}.get(thousands, "")


def _is_whole(text: str, thousands: str) -> bool:
    if not thousands:
        return _is_digits(text)
    first, *groups = text.split(thousands)
    is_first = _is_digits(first) and len(first) <= _THOUSAND and not first.startswith("0")
    return is_first and bool(groups) and all(_is_digits(one) and len(one) == _THOUSAND for one in groups)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_NUMBER else f"{text[:LONGEST_NUMBER]}…"
