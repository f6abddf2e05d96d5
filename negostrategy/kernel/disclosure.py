"""Disclosure control: how many records of how many people it takes before anything is said about them.

For whoever sees figures without reading the records. Everything here is arithmetic on sets of records; a set is a whole
number whose bits are the records in it.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

FEWEST = 5


def is_enough(records: int, people: int) -> bool:
    """Return whether so many records of so many people are a group."""
    return min(records, people) >= FEWEST


@dataclass(frozen=True)
class Crowd:
    """Records and whose they are.

    owners: of each record, by its place; records_of: by owner, the set of theirs. versions_of: by place, the set of all
    versions of the same record, where there are several.
    """

    owners: Sequence[int]
    versions_of: Mapping[int, int] = field(default_factory=dict)
    records_of: Sequence[int] = field(init=False)

    def __post_init__(self) -> None:
        """Note the records of each owner."""
        places: list[list[int]] = [[] for _ in range(max(self.owners, default=-1) + 1)]
        for place, owner in enumerate(self.owners):
            places[owner].append(place)
        object.__setattr__(self, "records_of", [set_of(one, len(self.owners)) for one in places])

    def is_group(self, records: int) -> bool:
        """Return whether a set holds enough records of enough people."""
        size = records.bit_count()
        if size < FEWEST or size > self.most_of_few:
            return size > self.most_of_few
        left = records
        for _person in range(FEWEST):
            if not left:
                return False
            left &= ~self.records_of[self.owners[(left & -left).bit_length() - 1]]
        return True

    def is_safe(self, records: int) -> bool:
        """Return whether a set may be what two answers differ by: nothing, or a group."""
        return not records or self.is_group(records)

    def are_apart(self, one: int, other: int) -> bool:
        """Return whether both of two sets may be told of: what they differ by is nothing, or a group.

        So it is of versions, whose figures differ, and of records, whose number does: one that both have in another
        version is counted in both.
        """
        left, people = one ^ other, set()
        while left:
            place = (left & -left).bit_length() - 1
            same = self.versions_of.get(place, 1 << place)
            left &= ~same
            if bool(one & same) != bool(other & same):
                people.add(self.owners[place])
                if len(people) == FEWEST:
                    return True
                left &= ~self.records_of[self.owners[place]] | self._several
        return not people and self.is_safe(one ^ other)

    @cached_property
    def _several(self) -> int:
        return set_of(list(self.versions_of), len(self.owners))

    @cached_property
    def most_of_few(self) -> int:
        """Return how many records fewer than five people can have at most."""
        return sum(sorted((theirs.bit_count() for theirs in self.records_of), reverse=True)[: FEWEST - 1])

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


@dataclass
class Answers:
    """Sets that were told of, each differing from every other by nothing, or by a group."""

    crowd: Crowd
    _said: list[tuple[int, int]] = field(default_factory=list)

    def takes(self, records: int) -> bool:
        """Return whether a set can be told of beside the others, and keep it if it can."""
        size = records.bit_count()
        # Whatever differs in size by more than fewer than five people can have differs by five people.
        first = bisect_left(self._said, (size - self.crowd.most_of_few, 0))
        last = bisect_right(self._said, (size + self.crowd.most_of_few + 1, 0))
        near = [other for _size, other in self._said[first:last]]
        if records in near:
            return True
        if not all(self.crowd.are_apart(records, other) for other in near):
            return False
        insort(self._said, (size, records))
        return True


def set_of(places: Sequence[int], size: int) -> int:
    """Return the set of the records at these places, of so many."""
    bits = bytearray(size // 8 + 1)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")
