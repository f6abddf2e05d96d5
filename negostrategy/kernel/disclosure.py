"""Disclosure control: how many records of how many people it takes before anything is said about them.

For whoever sees figures without reading the records. Everything here is arithmetic on sets of records; a set is a whole
number whose bits are the records in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

FEWEST = 5


def is_enough(records: int, people: int) -> bool:
    """Return whether so many records of so many people are a group."""
    return min(records, people) >= FEWEST


@dataclass(frozen=True)
class Crowd:
    """Records and whose they are. owners: of each record, by its place; records_of: by owner, the set of theirs."""

    owners: Sequence[int]
    records_of: Sequence[int] = field(init=False)

    def __post_init__(self) -> None:
        """Note the records of each owner."""
        places: list[list[int]] = [[] for _ in range(max(self.owners, default=-1) + 1)]
        for place, owner in enumerate(self.owners):
            places[owner].append(place)
        object.__setattr__(self, "records_of", [set_of(one, len(self.owners)) for one in places])

    def is_group(self, records: int) -> bool:
        """Return whether a set holds enough records of enough people."""
        if records.bit_count() < FEWEST:
            return False
        left = records
        for _person in range(FEWEST):
            if not left:
                return False
            left &= ~self.records_of[self.owners[(left & -left).bit_length() - 1]]
        return True

    def is_safe(self, records: int) -> bool:
        """Return whether a set may be what two answers differ by: nothing, or a group."""
        return not records or self.is_group(records)

    def people(self, records: int) -> int:
        """Return of how many people the records of a set are."""
        return sum(bool(records & theirs) for theirs in self.records_of)

    def too_small(self, parts: Mapping[str, int]) -> set[str]:
        """Return which parts of a whole are hidden, so that none can be worked out from the others.

        Parts that are no group are hidden, and with them the next smallest until all hidden together are a group.
        """
        hidden = {key for key, part in parts.items() if not self.is_group(part)}
        shown = sorted((key for key in parts if key not in hidden), key=lambda key: (parts[key].bit_count(), key))
        together = 0
        for key in hidden:
            together |= parts[key]
        while shown and not self.is_safe(together):
            hidden.add(shown[0])
            together |= parts[shown.pop(0)]
        return hidden


def set_of(places: Sequence[int], size: int) -> int:
    """Return the set of the records at these places, of so many."""
    bits = bytearray(size // 8 + 1)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")
