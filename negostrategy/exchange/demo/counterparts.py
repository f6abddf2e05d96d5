"""The other sides: suppliers, customers, sellers of software and partners, some of them met far more often."""

from dataclasses import dataclass
from functools import cache

from negostrategy.exchange.demo.dice import Dice, dice
from negostrategy.exchange.demo.texts import said_in

PER_EURO = {"EUR": 1.0, "USD": 1.1, "SEK": 11.3}


@dataclass(frozen=True, slots=True)
class OtherSide:
    """An organization outside. weight: how often we meet it; size: how large its business is, 1 being usual."""

    name: str
    part: str
    segment: str
    currency: str
    weight: float
    size: float


@cache
def other_sides(seed: int) -> tuple[OtherSide, ...]:
    """Return all of them."""
    said = said_in("counterparts")
    currencies = {name: currency for currency, names in said["currencies"].items() for name in names}
    return tuple(
        _other_side(dice(seed, "counterpart", name), name, part, segment, currencies.get(name, "EUR"))
        for part in ("supplier", "customer", "software", "partner")
        for segment, names in said[part].items()
        for name in names
    )


def _other_side(chance: Dice, name: str, part: str, segment: str, currency: str) -> OtherSide:
    large = {"strategic": 3.0, "key": 2.5, "bottleneck": 1.4, "partner": 1.5, "standard": 0.6, "non_critical": 0.3}
    often = {"strategic": 2.2, "key": 1.8, "leverage": 1.4}
    return OtherSide(
        name=name,
        part=part,
        segment=segment,
        currency=currency,
        weight=often.get(segment, 1.0) * chance.uniform(0.5, 1.6),
        size=large.get(segment, 1.0) * chance.lognormvariate(0, 0.4),
    )
