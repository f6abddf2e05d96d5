"""Where the playbook itself says that an offer ends: a record may have other positions, not other limits."""

from decimal import Decimal

from negostrategy.kernel.business import Direction
from negostrategy.negotiations.bands import at_points, points_of
from negostrategy.strategy.rulebook import VariableLine

STRICTEST_FIRST = ("stop", "ask", "within", "target", None)


def stricter_band(band: str | None, place: Decimal | None, variable: VariableLine | None) -> str | None:
    """Return the band of a record's term, or what the playbook says of the same place where that is stricter.

    A record's own walk-away counts when it asks for more than the playbook, and not when it is content with less.
    Positions in per cent stay as the record has them: what they are of stands only there.
    """
    if variable is None or variable.reference is not None or place is None:
        return band
    by_book = "stop" if _is_short_of(variable.walk_away, place, variable) else None
    by_book = by_book or ("ask" if _is_short_of(variable.acceptable, place, variable) else None)
    return min(band, by_book, key=STRICTEST_FIRST.index)


def sense_of(variable: VariableLine | None, d: int | None) -> int | None:
    """Return 1 when more is better for us and -1 when less is: as the playbook says, else as the record does."""
    if variable is None or variable.direction is None:
        return d
    return 1 if variable.direction == Direction.MORE else -1


def _is_short_of(limit: Decimal | None, place: Decimal, variable: VariableLine) -> bool:
    points = points_of(variable.levels) if variable.direction is None else ()
    here, there = (at_points(points, place), at_points(points, limit)) if points else (place, limit)
    sense = 1 if points else sense_of(variable, None)
    return here is not None and there is not None and sense is not None and sense * (here - there) < 0
