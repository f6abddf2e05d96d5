"""Whether what we give is answered (M7b of the metric catalogue)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from negostrategy.bargaining.amounts import Amount, unit_of
from negostrategy.bargaining.interval import Interval, total_of
from negostrategy.bargaining.precision import precise, quotient


@dataclass(frozen=True, slots=True)
class Give:
    """One thing that we gave: what it cost us, and whether something that we got is linked to it."""

    cost: Amount | None
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """What came back for what we gave.

    Units:  ratio: value of gets ÷ cost of gives, at least 0 for costs and values of at least 0; free_share in [0, 1].
            None where nothing was given, a figure is not known, or the gives may have cost nothing.
    """

    ratio: Interval | None
    free_share: Decimal | None
    unknown: int


@precise
def reciprocity(gets: Sequence[Amount | None], gives: Sequence[Give]) -> Reciprocity:
    """Return what came back per unit of what we gave, and which share of our gives nothing was linked to.

    Shapes: gets are worth what they are worth to us; None for a figure nobody knows, counted in `unknown`.
    Units:  one unit throughout, ours; both shares rounded at twelve places.
    Errors: MixedUnits when there are two units.
    Source: M7b.
    """
    costs = [give.cost for give in gives]
    known = [amount for amount in (*gets, *costs) if amount is not None]
    unit_of(known)
    unknown = len(gets) + len(costs) - len(known)
    if not gives:
        return Reciprocity(None, None, unknown)
    free = quotient(Decimal(sum(not give.is_answered for give in gives)), Decimal(len(gives)))
    if unknown:
        return Reciprocity(None, free, unknown)
    got, given = _sum_of(gets), _sum_of(costs)
    return Reciprocity(got.divided_by(given), free, unknown)


def _sum_of(amounts: Sequence[Amount | None]) -> Interval:
    return total_of(amount.figure for amount in amounts if amount is not None)
