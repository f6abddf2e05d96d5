"""Who speaks in this request, a person or a program, and how numbers are written for them.

Schemas are shared by pages and the API: here, and nowhere else, is decided which of the two readers reads a number.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal

from flask import g, has_request_context

from negostrategy.edge.permit import is_api
from negostrategy.kernel.business import NumberFormat
from negostrategy.kernel.numbers import example_of, read_canonical, read_typed, written

_is_file_open: ContextVar[bool] = ContextVar("negostrategy.is_file_open", default=False)


def number_format_here() -> NumberFormat:
    """Return how whoever asks writes numbers: as they chose in their profile, else as their organization does."""
    if not has_request_context():
        return NumberFormat.POINT
    actor, organization = g.get("actor"), g.get("organization")
    own = actor.number_format if actor else None
    return own or NumberFormat(organization.number_format if organization else NumberFormat.POINT)


def is_person() -> bool:
    """Return whether a person typed what is read: not JSON for the API, and not a file, whoever brought it."""
    return not _is_file_open.get() and not (has_request_context() and is_api())


@contextmanager
def reading_a_file() -> Iterator[None]:
    """Read, while this lasts, as programs write: what stands in a file, whoever brought it, and what is kept."""
    token = _is_file_open.set(True)
    try:
        yield
    finally:
        _is_file_open.reset(token)


def read_number(text: str) -> Decimal:
    """Return the number that a text of this request says, read by who speaks.

    Errors: NoNumber with a sentence for them.
    """
    return _read_by_person(text) if is_person() else read_canonical(text)


def number_example() -> str:
    """Return a number as whoever speaks writes it, for sentences that refuse: 1,234.56."""
    return example_of(number_format_here()) if is_person() else "1234.56"


def what_was_understood() -> str:
    """Return the sentence about numbers that a person with another format would have meant otherwise, "" if none."""
    if not has_request_context():
        return ""
    readings: dict[str, Decimal] = g.get("readings") or {}
    shown = number_format_here()
    said = "; ".join(f"“{typed}” as {written(number, shown)}" for typed, number in readings.items())
    return f"Understood: {said}." if said else ""


def forget_what_was_understood() -> None:
    """Say nothing of the numbers that were read so far: they are secrets."""
    g.pop("readings", None)


def _read_by_person(text: str) -> Decimal:
    understood = read_typed(text, number_format_here())
    if understood.hung_on_format and has_request_context():
        if "readings" not in g:
            g.readings = {}
        g.readings[text.strip()] = understood.number
    return understood.number
