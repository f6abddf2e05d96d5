"""How good a value is for us, in points, and how good the whole deal is (M1, M2 of the metric catalogue)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from negostrategy.bargaining.faults import BargainingError, OutOfOrder
from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.precision import exact, precise, quotient, rounded
from negostrategy.bargaining.words import shown

Direction = Literal["more", "less"]
Band = Literal["stop", "ask", "within", "target"]

ACCEPTABLE_POINTS: Final = Decimal(60)
FULL_POINTS: Final = Decimal(100)
LEAST_COVERAGE: Final = Decimal("0.6")


@dataclass(frozen=True, slots=True)
class Positions:
    """Walk-away, acceptable and target on one issue, and which way is better for us.

    Units:  all three in the unit of the issue.
    Errors: OutOfOrder unless acceptable lies between walk-away and target, and the target is better than the walk-away.
    """

    direction: Direction
    walk_away: Decimal
    acceptable: Decimal
    target: Decimal

    def __post_init__(self) -> None:
        """Refuse positions that contradict each other."""
        a_direction(self.direction)
        for name in ("walk_away", "acceptable", "target"):
            object.__setattr__(self, name, exact(getattr(self, name), f"The {name.replace('_', '-')} position"))
        if self.gain_at(self.target) <= 0:
            raise OutOfOrder("The target must be better for us than the walk-away.")
        if not 0 <= self.gain_at(self.acceptable) <= self.gain_at(self.target):
            raise OutOfOrder("The acceptable position must lie between the walk-away and the target.")

    @precise
    def gain_at(self, value: Decimal) -> Decimal:
        """Return how far the value is better for us than the walk-away; negative when it is worse."""
        distance = value - self.walk_away
        return distance if self.direction == "more" else -distance


@dataclass(frozen=True, slots=True)
class IssueScore:
    """Points for one issue, the band they lie in, and whether the walk-away is breached."""

    points: Decimal
    band: Band
    is_breach: bool


@dataclass(frozen=True, slots=True)
class DealScore:
    """Points for the whole deal; None when too little of the weight is known to speak of a score."""

    points: Decimal | None
    coverage: Decimal


def a_direction(word: str) -> None:
    """Return nothing when the word says which way is better.

    Errors: BargainingError for any word but more and less.
    """
    if word not in ("more", "less"):
        raise BargainingError("Say whether more or less is better.")


@precise
def issue_score(positions: Positions, value: Decimal) -> IssueScore:
    """Return the points of a value: 0 at the walk-away, 60 at acceptable, 100 at the target, straight lines between.

    Units:  points in [0, 100], rounded at twelve places. Where acceptable is the walk-away itself, it scores 60.
    Errors: NotANumber when the value cannot be reckoned with exactly.
    Source: M1; additive scoring after Raiffa, The Art and Science of Negotiation (1982).
    """
    z = positions.gain_at(exact(value, "The value"))
    z_acceptable, z_target = positions.gain_at(positions.acceptable), positions.gain_at(positions.target)
    if z < 0:
        return IssueScore(Decimal(0), "stop", is_breach=True)
    if z >= z_target:
        return IssueScore(FULL_POINTS, "target", is_breach=False)
    if z < z_acceptable:
        return IssueScore(quotient(ACCEPTABLE_POINTS * z, z_acceptable), "ask", is_breach=False)
    beyond = (FULL_POINTS - ACCEPTABLE_POINTS) * (z - z_acceptable) / (z_target - z_acceptable)
    return IssueScore(rounded(ACCEPTABLE_POINTS + beyond), "within", is_breach=False)


def issue_score_range(positions: Positions, value: Interval) -> Interval:
    """Return the points that a value between low and high may score; the score never falls as the value improves."""
    ends = [issue_score(positions, end).points for end in (value.low, value.high)]
    return Interval(min(ends), max(ends))


def level_score(points_by_level: Mapping[str, Decimal], level: str) -> Decimal:
    """Return the points of a named level.

    Units:  points in [0, 100].
    Errors: BargainingError when the level is not in the table, or its points lie outside 0 to 100.
    Source: M1, ordinal and categorical issues.
    """
    if level not in points_by_level:
        raise BargainingError(f"“{level}” is not a level of this issue.")
    points = exact(points_by_level[level], f"The points of “{level}”")
    if not 0 <= points <= FULL_POINTS:
        raise BargainingError(f"“{level}” has {shown(points)} points; points go from 0 to 100.")
    return points


@precise
def deal_score(weighted: Iterable[tuple[Decimal, Decimal | None]]) -> DealScore:
    """Return the weighted mean of the known issue scores, and which share of the weight is known.

    Shapes: pairs of weight and points; points None where the value is not known. Nothing to weigh: coverage 0.
    Units:  points in [0, 100]; coverage in [0, 1]; both rounded at twelve places. Below 0.6 the deal is not scored.
    Errors: BargainingError for a negative weight.
    Source: M2.
    """
    pairs = [(_weight(weight), points) for weight, points in weighted]
    known = [(weight, exact(points, "A score")) for weight, points in pairs if points is not None]
    total, known_weight = sum(weight for weight, _ in pairs), sum((weight for weight, _ in known), Decimal(0))
    if not total or not known_weight:
        return DealScore(None, Decimal(0))
    if known_weight < LEAST_COVERAGE * total:
        return DealScore(None, quotient(known_weight, total))
    points = sum((weight * score for weight, score in known), Decimal(0))
    return DealScore(quotient(points, known_weight), quotient(known_weight, total))


def _weight(weight: Decimal) -> Decimal:
    found = exact(weight, "A weight")
    if found < 0:
        raise BargainingError("A weight cannot be negative.")
    return found
