"""Where a position lies between walk-away and target, as a share of a picture with four equally wide zones.

Zones: stop, ask, within, target. Equally wide on purpose: the picture tells the band, never how far a limit is.
The levels of a choice without a direction have no order: what they stand at are their points, and more is better.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from negostrategy.kernel.business import Direction

ZONES = ("stop", "ask", "within", "target")
WIDTH = 25.0
EDGE = 3.0


def points_of(levels: Sequence[Mapping[str, Any]] | None) -> tuple[Decimal | None, ...]:
    """Return the points of each level of a choice, in their order; None where a level has none.

    Source: M1 of the metric catalogue, the table from level to points.
    """
    return tuple(_points(level.get("points")) for level in levels or ())


def at_points(points: Sequence[Decimal | None], place: Decimal | None) -> Decimal | None:
    """Return the points of the level at a place; None when there is no such level, or it has no points."""
    if place is None or place != place.to_integral_value() or not 0 <= place < len(points):
        return None
    return points[int(place)]


def place_of(
    value: Decimal | None,
    direction: str | None,
    walk_away: Decimal | None,
    acceptable: Decimal | None,
    target: Decimal | None,
) -> float | None:
    """Return where a value lies in the picture, in per cent of its width; None when the positions cannot tell.

    Source: M1 of the metric catalogue for the zones; inside a zone the place is linear.
    """
    if value is None or direction is None or walk_away is None:
        return None
    sign = 1 if direction == Direction.MORE else -1
    z = float(sign * (value - walk_away))
    if z < 0:
        return _shrinking(-z, float(abs(walk_away)) or 1.0)
    at_acceptable, at_target = (
        None if limit is None else float(sign * (limit - walk_away)) for limit in (acceptable, target)
    )
    if _contradict(at_acceptable, at_target):
        return None
    if at_target is not None and z >= at_target:
        return 75.0 + _beyond(z - at_target, at_target)
    if at_acceptable is None:
        return None
    if z < at_acceptable:
        return 25.0 + _inside(z / at_acceptable)
    if at_target is None:
        return WIDTH * 2.5
    return 50.0 + _inside((z - at_acceptable) / (at_target - at_acceptable))


def place_of_sealed(
    value: Decimal | None, direction: str | None, edge: Decimal, acceptable: Decimal | None, target: Decimal | None
) -> float | None:
    """Return where a value lies when the walk-away is sealed: the middle of its zone where more would tell too much."""
    if value is None or direction is None:
        return None
    sign = 1 if direction == Direction.MORE else -1
    if sign * (value - edge) < 0:
        return WIDTH / 2
    if target is not None and sign * (value - target) >= 0:
        return WIDTH * 3.5
    if acceptable is None or sign * (value - acceptable) < 0:
        return WIDTH * 1.5
    if target is None or sign * (target - acceptable) <= 0:
        return WIDTH * 2.5
    return WIDTH * 2 + _inside(float((value - acceptable) / (target - acceptable)))


def zone_of(place: float | None) -> str | None:
    """Return the word for a place in the picture."""
    return None if place is None else ZONES[min(int(place // WIDTH), len(ZONES) - 1)]


def _contradict(at_acceptable: float | None, at_target: float | None) -> bool:
    if at_target is not None and at_target <= 0:
        return True
    if at_acceptable is None:
        return False
    return at_acceptable < 0 or (at_target is not None and at_target < at_acceptable)


def _inside(share: float) -> float:
    return EDGE + share * (WIDTH - 2 * EDGE)


def _beyond(distance: float, whole: float) -> float:
    return _inside(distance / (distance + whole))


def _shrinking(distance: float, whole: float) -> float:
    return WIDTH - _inside(distance / (distance + whole))


def _points(said: Any) -> Decimal | None:
    is_number = isinstance(said, int | float | Decimal) and not isinstance(said, bool)
    return Decimal(str(said)) if is_number and said >= 0 else None
