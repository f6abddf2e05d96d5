"""What a sealed walk-away lets out: the edge at which a band turns from ask to stop, never the limit.

Whoever tries offer after offer finds the edge. It lies beyond the limit, on the bad side, by 15 to 75 per cent of the
limit's own size (or of its distance to acceptable, when that is more): by how much is known to nobody without the key,
and the same for every record and version as long as the limit is the same, so that many records tell no more than one.
An offer between limit and edge reads "ask"; somebody who may see further then answers.
"""

from decimal import Decimal

from negostrategy.kernel.business import Direction

NEAREST, WIDTH = Decimal("0.15"), Decimal("0.60")


def edge_of(limit: Decimal, acceptable: Decimal | None, direction: str | None, shadow: float) -> Decimal:
    """Return where the band turns for a limit. shadow: a number from 0 up to 1 that belongs to this limit alone."""
    size = max(abs(limit), abs((acceptable if acceptable is not None else limit) - limit), Decimal(1))
    distance = size * (NEAREST + WIDTH * Decimal(str(shadow)))
    return limit - distance if direction == Direction.MORE else limit + distance
