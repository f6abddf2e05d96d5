"""What a sealed walk-away lets out: the edge at which a band turns from ask to stop, never the limit.

Whoever tries offer after offer finds the edge, on one record or on a thousand. So the edge is not the limit blurred by
chance, which many limits, versions or lucky draws would wear off: it is the next power of two on the bad side of the
limit, and a little more. Every limit between acceptable and that power has the same edge, so finding it tells no more
than this wide range, whoever asks and however often. An offer between limit and edge reads "ask"; somebody who may see
further then answers.
"""

from decimal import Decimal

from negostrategy.kernel.business import Direction, ValueKind

# How much further than acceptable, at least, the range reaches: as a factor, and for small numbers as a distance.
WIDENED, FEWEST_STEPS = Decimal("1.5"), Decimal(3)
BEYOND = Decimal("1.15")
MONTH = Decimal(30)
# Levels and yes or no are so few that a stop would name the limit; days without acceptable have nothing to count from.
NEVER = Decimal(10_000_000)


def edge_of(limit: Decimal, acceptable: Decimal | None, direction: str | None, kind: str) -> Decimal:
    """Return where the band turns for a limit: on its bad side, by at least 15 per cent, the same for its whole range.

    Units: limit and acceptable as numbers on the line of the variable's kind.
    """
    worse = -1 if direction == Direction.MORE else 1
    sealed, known = worse * limit, None if acceptable is None else worse * acceptable
    return round(worse * _edge(sealed, known, kind), 6)


def _edge(limit: Decimal, acceptable: Decimal | None, kind: str) -> Decimal:
    # Here a larger number is always worse for us.
    if kind in (ValueKind.CHOICE, ValueKind.YES_NO) or (kind == ValueKind.DATE and acceptable is None):
        return NEVER
    if kind == ValueKind.DATE and acceptable is not None:
        return acceptable + _doubled(max(limit - acceptable, MONTH), MONTH) + MONTH / 2
    end = _end_of_range(limit, acceptable)
    return end * BEYOND if end > 0 else end / BEYOND


def _end_of_range(limit: Decimal, acceptable: Decimal | None) -> Decimal:
    if acceptable is not None and acceptable > 0:
        return _power_above(max(limit, acceptable * WIDENED, acceptable + FEWEST_STEPS))
    size = abs(acceptable or Decimal(0))
    if limit < 0:
        end = _power_below(min(-limit, size / WIDENED) if size else -limit)
        # Nearer to nought a range would be a few numbers wide, and a limit of nought would stand out.
        if end >= max(FEWEST_STEPS, size / 8):
            return -end
    return _power_above(max(limit, size, FEWEST_STEPS))


def _power_above(number: Decimal) -> Decimal:
    return _doubled(number, Decimal(1))


def _power_below(number: Decimal) -> Decimal:
    power = _power_above(number)
    while power > number:
        power /= 2
    return power


def _doubled(number: Decimal, start: Decimal) -> Decimal:
    power = start
    while power < number:
        power *= 2
    return power
