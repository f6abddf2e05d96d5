"""The one place that knows what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_fixed: ContextVar[datetime | None] = ContextVar("fixed", default=None)


def now() -> datetime:
    """Return the present instant, in UTC."""
    return _fixed.get() or datetime.now(UTC)


def today(zone: str = "UTC") -> date:
    """Return the present day in a time zone.

    Errors: ZoneInfoNotFoundError when the zone is not an IANA name.
    """
    return now().astimezone(ZoneInfo(zone)).date()


def local(zone: str) -> datetime:
    """Return the present instant as clocks in a time zone show it."""
    return now().astimezone(ZoneInfo(zone))


@contextmanager
def standing_still(at: datetime) -> Iterator[None]:
    """Return a block in which the present is `at`: a demo year is filled day by day, and tests need a known day."""
    token = _fixed.set(at)
    try:
        yield
    finally:
        _fixed.reset(token)
