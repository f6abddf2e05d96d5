"""What figures are made of: groups of records, counted, each with the way to exactly these records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from negostrategy.kernel.disclosure import FEWEST
from negostrategy.kernel.interval import wilson

FEW = "few"
# Ends that differ by less are equal: all kept is 1 for any number.
DECIMALS_OF_ENDS = 9
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
    people. cell: the filters that list exactly these records. is_hidden: too few to be shown to this reader, so that it
    holds no number. hidden_parts: those that this reader is not told; all of them together stand among parts as `few`.
    """

    key: str
    name: str
    parts: Mapping[str, int]
    records: int
    owners: int
    cell: type_of_cell = field(default_factory=dict)
    note: str = ""
    is_hidden: bool = False
    hidden_parts: frozenset[str] = frozenset()

    @property
    def n(self) -> int:
        """Return how many were counted."""
        return sum(self.parts.values())

    def share(self, hits: str, *others: str) -> Share:
        """Return the share of one part among itself and others; of nothing where a part is hidden that it takes."""
        if hits in self.hidden_parts or self.hidden_parts.intersection(others) not in (set(), self.hidden_parts):
            return Share(0, 0)
        few = self.parts.get(FEW, 0) if self.hidden_parts.intersection(others) else 0
        return Share(self.parts.get(hits, 0), few + sum(self.parts.get(word, 0) for word in (hits, *others)))

    def count(self, word: str) -> int | None:
        """Return how often a part was counted; None where this reader is not told."""
        return None if self.is_hidden or word in self.hidden_parts else self.parts.get(word, 0)

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

    @property
    def is_sayable(self) -> bool:
        """Return whether there are enough to say more than how many, for this reader."""
        return not self.is_hidden and self.n >= FEWEST and self.median is not None


@dataclass(frozen=True)
class Amounts:
    """Money in one currency: how much of it, and how much of that counts. Currencies are never added up.

    n: of how many records; cell: the filters that list them, None where this reader is not told how many they are.
    splits: {filter: word} for what counts and for what does not, where that is decided by record.
    """

    currency: str
    total: Decimal
    counted: Decimal
    n: int | None
    cell: type_of_cell | None = None
    splits: tuple[type_of_cell, ...] = ()


@dataclass(frozen=True)
class Counted:
    """One number with the filters that list what it counts. None: too few to be told to this reader."""

    count: int | None
    cell: type_of_cell


def surely_low_first(groups: list[Group]) -> list[Group]:
    """Return groups of checks with those first that are surely kept little: by the upper end of their interval.

    A small sample has a high upper end whatever its share, so that bad luck is not blamed. Of equal ends the larger
    number comes first; groups too small to show come last, by name.
    """
    return sorted(groups, key=_upper_end)


def _upper_end(group: Group) -> tuple[bool, float, int, str]:
    share = group.share("kept", "broken")
    if group.is_hidden or share.high is None or not share.is_sayable:
        return (True, 0.0, 0, group.name)
    return (False, round(share.high, DECIMALS_OF_ENDS), -share.n, group.name)
