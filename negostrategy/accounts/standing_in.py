"""Who is there for whom on a day: chains of stand-ins followed to their end. Pure: no database, no clock."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from negostrategy.kernel.grants import Grant, Role, grants_of

# How far above a record somebody stands: so many teams up, or as a leader, or not above it at all.
LEADERS, NOWHERE = 99, 100


@dataclass(frozen=True)
class Decider:
    """Somebody who may be asked to decide: as manager so many teams up, or as leader (99). roles are all of theirs.

    is_active: they are here; who has left decides nothing.
    """

    user_id: UUID
    name: str
    roles: tuple[str, ...]
    distance: int
    is_active: bool = True

    @property
    def is_able(self) -> bool:
        """Return whether they are here and their roles let them decide today."""
        return self.is_active and Grant.APPROVAL_DECIDE in grants_of([Role(role) for role in self.roles])


@dataclass(frozen=True)
class Absence:
    """Somebody is away until a day, that day included, and another decides meanwhile."""

    user_id: UUID
    deputy_id: UUID
    until_on: date


@dataclass(frozen=True)
class Present:
    """Who is there to decide on a day: themselves, or somebody else for them.

    in_place_of: whom of the chain between the two they stand in for, nearest to them first.
    """

    user_id: UUID
    name: str
    acts_for_id: UUID | None = None
    acts_for: str | None = None
    in_place_of: tuple[str, ...] = ()

    @property
    def seat_id(self) -> UUID:
        """Return whose word it is."""
        return self.acts_for_id or self.user_id


@dataclass(frozen=True)
class House:
    """Everybody who may have to decide on a record, on a day.

    above: its managers, nearest first, then the leaders by name; named: others who were asked for by id; people: all of
    them and whoever stands in for anybody; absences: who is away, by person.
    """

    above: tuple[Decider, ...]
    named: tuple[Decider, ...]
    people: Mapping[UUID, Decider]
    absences: Mapping[UUID, Absence]


def chain_of(user_id: UUID, absences: Mapping[UUID, Absence]) -> list[UUID]:
    """Return somebody, whoever stands in for them, whoever stands in for those, and so on; nobody stands twice."""
    chain, there = [user_id], {user_id}
    while (away := absences.get(chain[-1])) is not None and away.deputy_id not in there:
        chain.append(away.deputy_id)
        there.add(away.deputy_id)
    return chain


def present_for(
    decider: Decider, people: Mapping[UUID, Decider], absences: Mapping[UUID, Absence], without: Collection[UUID]
) -> Present | None:
    """Return who is there for somebody: the last of their chain, or the one before when that one may not decide.

    people: everybody of the chains. without: people who cannot be asked, because they ask or negotiate themselves;
    where the chain ends at one of them, nobody is there.
    """
    chain = [people[one] for one in chain_of(decider.user_id, absences) if one in people]
    place = max((place for place, link in enumerate(chain) if link.is_able), default=None)
    if place is None or chain[place].user_id in without:
        return None
    found, between = chain[place], [link.name for link in reversed(chain[1:place])]
    if found.user_id == decider.user_id:
        return Present(found.user_id, found.name)
    return Present(found.user_id, found.name, decider.user_id, decider.name, tuple(between))


def present_among(
    deciders: Sequence[Decider],
    people: Mapping[UUID, Decider],
    absences: Mapping[UUID, Absence],
    without: Collection[UUID],
) -> list[Present]:
    """Return who is there for each of these people, in their order; somebody may be there for several."""
    found = (present_for(decider, people, absences, without) for decider in deciders)
    return [present for present in found if present is not None]
