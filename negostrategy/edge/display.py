"""How values are shown: one way for each kind of thing, everywhere."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from flask import Flask, g
from markupsafe import Markup

from negostrategy.edge.pdf import makes_pdf
from negostrategy.edge.prose import prose
from negostrategy.edge.speaking import is_person, number_format_here
from negostrategy.kernel import clock
from negostrategy.kernel.numbers import canonical, typed, written

NO_BREAK = "\u00a0"
UNKNOWN = "not known"
CENTS, MOST_KEPT = 2, 6
SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "CHF", "JPY": "¥"}
type_of_number = Decimal | int | float


def day(value: date | None) -> str:
    """Return a day as 23 November 2026."""
    return UNKNOWN if value is None else f"{value.day}{NO_BREAK}{value:%B}{NO_BREAK}{value.year}"


def short_day(value: date | None) -> str:
    """Return a day as today, yesterday, 23 Nov, or 23 Nov 2025 when it lies in another year."""
    if value is None:
        return UNKNOWN
    today = clock.today(_zone())
    if value == today:
        return "today"
    if (today - value).days == 1:
        return "yesterday"
    said = f"{value.day}{NO_BREAK}{value:%b}"
    return said if value.year == today.year else f"{said}{NO_BREAK}{value.year}"


def instant(value: datetime | None) -> str:
    """Return an instant as 23 Nov 2026 15:04 CET, in the organization's zone, which is always named."""
    if value is None:
        return UNKNOWN
    local = value.astimezone(ZoneInfo(_zone()))
    return f"{local.day}{NO_BREAK}{local:%b}{NO_BREAK}{local.year} {local:%H:%M}{NO_BREAK}{local:%Z}"


def number(value: type_of_number | None, decimals: int | None = None) -> str:
    """Return a number in the reader's format; without asked decimals, no trailing zeros."""
    if value is None:
        return UNKNOWN
    return written(_exact(value), number_format_here(), decimals)


def in_field(value: object) -> object:
    """Return a number as it stands in a field of the reader, so that it is read again as the same; else the value."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int | float):
        return value
    return typed(_exact(value), number_format_here()) if is_person() else canonical(_exact(value))


def money(value: type_of_number | None, currency: str | None) -> str:
    """Return an amount as 1,240,000 €, with every decimal that can be kept; what was computed has two."""
    if value is None:
        return UNKNOWN
    decimals = _decimals(_exact(value))
    return f"{number(value, decimals)}{NO_BREAK}{SIGNS.get(currency or '', currency or '')}".rstrip(NO_BREAK)


def percent(share: type_of_number | None, decimals: int = 1) -> str:
    """Return a share in [0, 1] as 89.9 %."""
    if share is None:
        return UNKNOWN
    return f"{number(Decimal(str(share)) * 100, decimals)}{NO_BREAK}%"


def likely(low: float | None, high: float | None) -> str:
    """Return a 95 % interval of a share as: likely 86 to 93 %."""
    if low is None or high is None:
        return ""
    return f"likely {round(low * 100)} to {round(high * 100)}{NO_BREAK}%"


def initials(name: str) -> str:
    """Return the first letters of the first and last name."""
    words = name.split() or ["?"]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return a count with its word: 1 record, 5 records."""
    return f"{number(count)}{NO_BREAK}{one if count == 1 else many or one + 's'}"


def words(value: str | None) -> str:
    """Return a stored word as people read it: need_to_know becomes Need to know."""
    return UNKNOWN if value is None else value.replace("_", " ").capitalize()


def paragraphs(text: str | None) -> Markup:
    """Return plain text as paragraphs; whatever was typed is text, never markup."""
    parts = [part.strip() for part in (text or "").replace("\r\n", "\n").split("\n\n") if part.strip()]
    return Markup("").join(Markup("<p>{}</p>").format(part) for part in parts)


def word_pairs(vocabulary: Iterable[str]) -> list[tuple[str, str]]:
    """Return a vocabulary as choices of a field."""
    return [(str(word), words(str(word))) for word in vocabulary]


def without(given: dict[str, str], name: str) -> dict[str, str]:
    """Return filters without one of them."""
    return {key: value for key, value in given.items() if key != name}


FILTERS: tuple[Callable[..., object], ...] = (
    day, short_day, instant, number, in_field, money, percent, likely, initials, plural, words, paragraphs, prose,
    word_pairs,
)  # fmt: skip


def show_values(app: Flask) -> None:
    """Give the filters to the templates, under their own names."""
    for one in FILTERS:
        app.jinja_env.filters[one.__name__] = one
    # What a page carries for its scripts is read by them alone: blanks in it are bytes that everybody loads.
    app.jinja_env.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}
    app.jinja_env.globals["without"] = without
    app.jinja_env.globals["makes_pdf"] = makes_pdf


def _decimals(amount: Decimal) -> int:
    kept = len(canonical(amount).partition(".")[2])
    return kept and (CENTS if kept > MOST_KEPT else max(kept, CENTS))


def _exact(value: type_of_number) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _zone() -> str:
    organization = g.get("organization") if g else None
    return organization.zone if organization else "UTC"
