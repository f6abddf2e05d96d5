"""Chance that always falls the same way: from a seed and the name of what is decided."""

import math
from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


class Dice(Random):
    """A generator named after what it decides: adding a decision somewhere changes nothing elsewhere."""

    def happens(self, probability: float) -> bool:
        """Return whether something of this probability happens."""
        return self.random() < probability

    def one_of(self, shares: Mapping[Thing, float]) -> Thing:
        """Return one of several things by their weights."""
        return self.choices(list(shares), list(shares.values()))[0]

    def some_of(self, things: Sequence[Thing], count: int) -> list[Thing]:
        """Return a few of the things in their own order, all of them when there are not more."""
        chosen = set(self.sample(range(len(things)), min(count, len(things))))
        return [thing for place, thing in enumerate(things) if place in chosen]


def dice(*names: object) -> Dice:
    """Return the generator of this name."""
    return Dice("/".join(str(name) for name in names))


def shifted(probability: float, shift: float) -> float:
    """Return a probability moved up or down by a number of log-odds, so that it stays between 0 and 1."""
    inside = min(0.999, max(0.001, probability))
    return 1 / (1 + math.exp(-(math.log(inside / (1 - inside)) + shift)))
