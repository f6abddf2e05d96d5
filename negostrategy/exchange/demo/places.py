"""Positions on the number line of a variable: from how good something is for us to the number people agree on."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from negostrategy.kernel.business import Direction, ValueKind
from negostrategy.strategy.starters.shapes import StarterVariable

ACCEPTABLE = 0.6
_STEPS: Mapping[str, str] = {
    "price_per_user": "0.5",
    "their_contribution": "5000",
    "minimum_volume": "10",
    "term": "6",
    "review_interval": "3",
    "exclusivity": "3",
    "warranty": "6",
    "liability_cap": "6",
    "payment_days": "5",
    "reuse_benefit": "5",
    "development_benefit": "5",
    "service_level": "0.1",
    "amount": "5",
    "share_of_time": "5",
    "shared_cost": "5",
    "saving_elsewhere": "5",
    "user_flexibility": "5",
    "scope_cut": "5",
    "stock_at_supplier": "5",
}
_OF_KIND = {ValueKind.PERCENT: "0.5", ValueKind.MONEY: "1000", ValueKind.POINTS: "5"}
# What is a share of a whole ends at the whole.
_NEVER_ABOVE_100 = frozenset({"service_level", "delivery_reliability", "amount", "share_of_time", "gain_split"})


def placed(variable: StarterVariable, quality: float) -> Decimal | None:
    """Return the position that is so good for us: 0 walk-away, 0.6 acceptable, 1 target. None without positions."""
    target, acceptable, walk_away = variable.target, variable.acceptable, variable.walk_away
    if target is None or acceptable is None or walk_away is None or variable.direction is None:
        return None
    if variable.kind in (ValueKind.CHOICE, ValueKind.YES_NO):
        return _level(variable, quality)
    if quality <= 0:
        found = walk_away + (target - walk_away) * Decimal(str(quality))
    elif quality < ACCEPTABLE:
        found = walk_away + (acceptable - walk_away) * Decimal(str(quality / ACCEPTABLE))
    else:
        found = acceptable + (target - acceptable) * Decimal(str((quality - ACCEPTABLE) / (1 - ACCEPTABLE)))
    return _within(variable, found)


def rounded(number: Decimal, step: Decimal) -> Decimal:
    """Return a number as people say it."""
    return (number / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def is_beyond(variable: StarterVariable, position: Decimal | None, limit: Decimal | None) -> bool:
    """Return whether a position is worse for us than a limit; no when one of them is not known."""
    if position is None or limit is None or variable.direction is None:
        return False
    return position < limit if variable.direction == Direction.MORE else position > limit


def _within(variable: StarterVariable, found: Decimal) -> Decimal:
    step = Decimal(_STEPS.get(variable.key, _OF_KIND.get(variable.kind, "1")))
    said = rounded(found, step)
    limits = [limit for limit in (variable.target, variable.acceptable, variable.walk_away) if limit is not None]
    if min(limits) >= 0:
        said = max(said, Decimal(0))
    if variable.key in _NEVER_ABOVE_100:
        said = min(said, Decimal(100))
    return said + 0


def _level(variable: StarterVariable, quality: float) -> Decimal:
    target, acceptable, walk_away = (
        int(level or 0) for level in (variable.target, variable.acceptable, variable.walk_away)
    )
    if quality >= 1:
        return Decimal(target)
    if quality >= ACCEPTABLE:
        return Decimal(acceptable)
    return Decimal(walk_away if quality >= 0 else max(0, walk_away - 1))
