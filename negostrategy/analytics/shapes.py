"""What figures are made of: groups of records, counted, each with the way to exactly these records."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from negostrategy.kernel.interval import wilson

FEWEST = 5
type_of_cell = Mapping[str, str]


@dataclass(frozen=True)
class Share:
    """A share of n, with its 95 % interval."""

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        """Return the share; None of nothing."""
        return self.hits / self.n if self.n else None

    @property
    def low(self) -> float | None:
        """Return the lower end of the interval."""
        found = wilson(self.hits, self.n)
        return found[0] if found else None

    @property
    def high(self) -> float | None:
        """Return the upper end of the interval."""
        found = wilson(self.hits, self.n)
        return found[1] if found else None

    @property
    def is_sayable(self) -> bool:
        """Return whether there are enough to say more than a count."""
        return self.n >= FEWEST


@dataclass(frozen=True)
class Group:
    """One line of a figure: records that belong together, counted by parts.

    parts: {word: how often}. n: how many things were counted; records and owners: in how many negotiations, of how many
    people. cell: the filters that list exactly these records. is_hidden: too few to be shown to this reader.
    """

    key: str
    name: str
    parts: Mapping[str, int]
    records: int
    owners: int
    cell: type_of_cell = field(default_factory=dict)
    note: str = ""
    is_hidden: bool = False

    @property
    def n(self) -> int:
        """Return how many were counted."""
        return sum(self.parts.values())

    def share(self, hits: str, *others: str) -> Share:
        """Return the share of one part among itself and others."""
        return Share(self.parts.get(hits, 0), sum(self.parts.get(word, 0) for word in (hits, *others)))

    def cell_of(self, **more: str) -> type_of_cell:
        """Return the filters that list one part of this group."""
        return {**self.cell, **more}


@dataclass(frozen=True)
class Spread:
    """How a number is spread over a group: quartiles and median of n records; likely: the median's 95 % interval."""

    key: str
    name: str
    n: int
    owners: int
    low: float | None
    median: float | None
    high: float | None
    cell: type_of_cell = field(default_factory=dict)
    is_hidden: bool = False
    likely: tuple[float, float] | None = None


@dataclass(frozen=True)
class Amounts:
    """Money in one currency: how much of it, and how much of that counts. Currencies are never added up."""

    currency: str
    total: Decimal
    counted: Decimal
    n: int


def kept_apart(groups: list[Group]) -> list[Group]:
    """Return the groups with those hidden that are too small, so that none can be worked out from the rest.

    A group is too small below five records or five people. One hidden group alone would be the total less the others:
    then the next smallest is hidden too, and so on until at least five records are hidden together.
    """
    hidden = {group.key for group in groups if min(group.records, group.owners) < FEWEST}
    shown = sorted((group for group in groups if group.key not in hidden), key=lambda group: group.records)
    while hidden and shown and _can_be_worked_out([group for group in groups if group.key in hidden]):
        hidden.add(shown.pop(0).key)
    return [replace(group, is_hidden=group.key in hidden) for group in groups]


def spreads_apart(spreads: list[Spread]) -> list[Spread]:
    """Return the spreads with those hidden that are too small; a median of others tells nothing about them."""
    return [replace(one, is_hidden=min(one.n, one.owners) < FEWEST) for one in spreads]


def _can_be_worked_out(hidden: list[Group]) -> bool:
    return len(hidden) == 1 or sum(group.records for group in hidden) < FEWEST
