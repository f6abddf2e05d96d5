"""Where the playbook itself says that an offer ends: a record may have other positions, not other limits."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.scores import Positions, deal_score, issue_score
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


def score_by_book(
    score: Decimal | None, terms: Mapping[str, Mapping[str, Any]], variables: Mapping[str, VariableLine]
) -> Decimal | None:
    """Return the score of a record, or what the playbook's weights and positions make of it where that is less.

    terms: as a row of facts has them. Whoever moves a target or a weight on their record gains no authority by it.
    Units: points, to a thousandth as in the facts; None where too little of the playbook's weight is known.
    """
    weighed = [one for one in variables.values() if one.weight > 0 and (one.direction or one.levels)]
    if score is None or not weighed:
        return score
    points = deal_score((one.weight, _points(one, terms.get(one.key, {}))) for one in weighed).points
    return None if points is None else min(score, round(points, 3))


def _points(variable: VariableLine, said: Mapping[str, Any]) -> Decimal | None:
    place = None if said.get("current") is None else Decimal(str(said["current"]))
    if place is None:
        return None
    if variable.levels:
        return at_points(points_of(variable.levels), place)
    limits = (variable.walk_away, variable.acceptable, variable.target)
    if variable.reference is None and None not in limits:
        return _reckoned(variable, limits, place)
    is_short = variable.reference is None and _is_short_of(variable.acceptable, place, variable)
    return None if is_short or said.get("score") is None else Decimal(str(said["score"]))


def _reckoned(variable: VariableLine, limits: tuple[Any, ...], place: Decimal) -> Decimal | None:
    try:
        return issue_score(Positions("more" if sense_of(variable, None) == 1 else "less", *limits), place).points
    except BargainingError:
        # Positions that contradict each other score nothing, as in the facts.
        return None


def _is_short_of(limit: Decimal | None, place: Decimal, variable: VariableLine) -> bool:
    points = points_of(variable.levels) if variable.direction is None else ()
    here, there = (at_points(points, place), at_points(points, limit)) if points else (place, limit)
    sense = 1 if points else sense_of(variable, None)
    return here is not None and there is not None and sense is not None and sense * (here - there) < 0
