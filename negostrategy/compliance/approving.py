"""Who may say yes to what somebody may not agree to alone: at asking, at passing on and at deciding, the same.

Pure decisions over a snapshot of the people of a house. Two groups may say yes, and the second is looked at where the
first has nobody present: whose role or lines of authority cover everything; then the office above the record, leaders
to everything, managers to what is short of acceptable. While lines by value are in force for such a negotiation, both
have to reach its value. A value that is not known, or stands in another currency, is out of reach for every limit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from negostrategy.accounts.standing_in import (
    LEADERS,
    Decider,
    House,
    Present,
    chain_of,
    present_among,
    present_for,
)
from negostrategy.kernel.business import AuthorityBasis
from negostrategy.strategy.authority import AuthorityLine, Deal, Holder, Need, holds, is_about, is_entitled

VALUE = Need("value")
# How far somebody's word goes, {currency: limit}; None is without end.
type_of_reach = Mapping[str, Decimal] | None


@dataclass(frozen=True)
class Approver:
    """Somebody to ask. acts_for: the one who is away and whom they stand in for; in_place_of: those between the two.

    seat_ids: whose word theirs would be; their own among them when they would be asked anyway. usual_hours: median time
    to answer.
    """

    user_id: UUID
    name: str
    acts_for: str | None = None
    usual_hours: Decimal | None = None
    seat_ids: tuple[UUID, ...] = ()
    in_place_of: str | None = None


@dataclass(frozen=True)
class Matter:
    """What a yes is wanted for: the deal, what of it somebody may not agree to, and who is above it.

    without: people who cannot be asked, because they ask, or negotiate this themselves.
    """

    deal: Deal
    needs: tuple[Need, ...]
    matrix: Sequence[AuthorityLine]
    house: House
    without: frozenset[UUID]

    @cached_property
    def entitled(self) -> list[Decider]:
        """Return those who may say yes with their role or lines of authority, nearest to the record first."""
        return [one for one in self._able(*self.house.above, *self.house.named) if self._covers(one)]

    @cached_property
    def by_office(self) -> list[Decider]:
        """Return those above the record who may say yes without a line that covers it, nearest first.

        Where nobody's word is without end and the value is not known, these are the ones whose limits go furthest.
        """
        allowed = [one for one in self._able(*self.house.above) if self._is_office_of(one)]
        found = [one for one in allowed if self._reaches(one)]
        if found or self.entitled or self.deal.value is not None:
            return found
        lined = [one for one in self._able(*self.house.above, *self.house.named) if self._covers_rest(one)]
        return _furthest([*allowed, *(one for one in lined if one not in allowed)], self)

    def may_say_yes(self, user_id: UUID) -> bool:
        """Return whether somebody's word is a yes to this."""
        return any(one.user_id == user_id for one in (*self.entitled, *self.by_office))

    def is_barred(self, user_id: UUID) -> bool:
        """Return whether somebody asks for this or negotiates it themselves."""
        return user_id in self.without

    def reach_in_words(self, user_id: UUID) -> dict[str, str] | None:
        """Return how far somebody's word goes by value, to be kept: {currency: limit}, or None, without end."""
        one = next((one for one in (*self.house.above, *self.house.named) if one.user_id == user_id), None)
        reach = reach_of(one, self.deal, self.matrix) if one else {}
        return None if reach is None else {currency: str(limit) for currency, limit in reach.items()}

    def acting_for(self, user_id: UUID, seat_id: UUID) -> bool:
        """Return whether somebody may speak for a seat: their own, or along its chain of stand-ins."""
        return user_id in chain_of(seat_id, self.house.absences)

    def between(self, user_id: UUID, seat_id: UUID) -> tuple[str, ...]:
        """Return the names of the stand-ins between a seat and who speaks for it, nearest to who speaks first."""
        chain = chain_of(seat_id, self.house.absences)
        links = chain[1 : chain.index(user_id)] if user_id in chain else []
        return tuple(self.house.people[one].name for one in reversed(links) if one in self.house.people)

    def _able(self, *deciders: Decider) -> list[Decider]:
        return [one for one in deciders if one.is_able and one.user_id not in self.without]

    def _covers(self, one: Decider) -> bool:
        holder = holder_of(one)
        if not self.needs:
            return any(holds(line, holder) and is_about(line, self.deal) for line in self.matrix)
        return all(is_entitled(holder, need, self.deal, self.matrix) for need in self.needs) and self._reaches(one)

    def _covers_rest(self, one: Decider) -> bool:
        holder, rest = holder_of(one), [need for need in self.needs if need != VALUE]
        return bool(rest) and all(is_entitled(holder, need, self.deal, self.matrix) for need in rest)

    def _is_office_of(self, one: Decider) -> bool:
        if is_leader(one):
            return True
        # Short of acceptable where the walk-away is sealed may be beyond it: that is for those who may see further.
        if any(need.kind == "floor" or (need.kind == "term" and self._is_sealed(need)) for need in self.needs):
            return False
        # What a manager may not trade, they may not say yes to either; leaders may say yes to everything.
        trades = [self.deal.terms[need.key].traders for need in self.needs if need.kind == "trade"]
        return all(wanted & set(one.roles) for wanted in trades)

    def _is_sealed(self, need: Need) -> bool:
        return self.deal.terms[need.key].is_sealed

    def _reaches(self, one: Decider) -> bool:
        return reaches(reach_of(one, self.deal, self.matrix), self.deal.value, self.deal.currency)


def whom_to_ask(matter: Matter, most: int | None = None) -> list[Approver]:
    """Return whom to ask, best first, each once, at most so many; nobody only when truly nobody is there.

    First those whose role or authority covers everything, where nobody of them is present the office above the record.
    Who stands in for somebody and would be asked in their own right is asked in both.
    """
    for group in (matter.entitled, matter.by_office):
        found = _approvers(group, matter)
        if found:
            return found[:most]
    return []


def office_to_ask(matter: Matter) -> list[Approver]:
    """Return everybody to whom a matter is passed on: the whole office above the record that may say yes."""
    return _approvers(matter.by_office, matter) or _approvers(matter.entitled, matter)


def away_of(matter: Matter) -> list[tuple[str, date]]:
    """Return who might say yes and is away, until when, with nobody to decide for them: names with days."""
    deciders = {one.user_id: one for one in (*matter.entitled, *matter.by_office)}
    absences = matter.house.absences
    return [
        (one.name, absences[one.user_id].until_on)
        for one in deciders.values()
        if one.user_id in absences and present_for(one, matter.house.people, absences, matter.without) is None
    ]


def reach_of(one: Decider, deal: Deal, matrix: Sequence[AuthorityLine]) -> type_of_reach:
    """Return how far somebody's word goes by value for such a deal: {currency: limit}, or None, without end.

    Without any line by value in force nobody is bound. Where there are some, leaders without one of theirs are not
    bound; everybody else reaches as far as their own lines, and without one nowhere.
    """
    lines = [line for line in matrix if line.basis == AuthorityBasis.VALUE and is_about(line, deal)]
    own = [line for line in lines if holds(line, holder_of(one))]
    if not lines or (is_leader(one) and not any(line.user_id or line.role == "leader" for line in own)):
        return None
    reach: dict[str, Decimal] = {}
    for line in own:
        if line.limit is not None and line.currency is not None:
            reach[line.currency] = max(line.limit, reach.get(line.currency, line.limit))
    return reach


def reaches(reach: type_of_reach, value: Decimal | None, currency: str | None) -> bool:
    """Return whether a word that goes so far covers a value. What is not known is never enough."""
    if reach is None:
        return True
    limit = reach.get(currency) if currency is not None else None
    return value is not None and limit is not None and value <= limit


def holder_of(one: Decider) -> Holder:
    """Return somebody as a holder of lines of authority; a manager's line counts above the record only."""
    return Holder(one.user_id, frozenset(one.roles), is_above=one.distance < LEADERS)


def is_leader(one: Decider) -> bool:
    """Return whether somebody leads the house."""
    return one.distance == LEADERS or "leader" in one.roles


def _approvers(group: Sequence[Decider], matter: Matter) -> list[Approver]:
    found: dict[UUID, list[Present]] = {}
    for present in present_among(group, matter.house.people, matter.house.absences, matter.without):
        found.setdefault(present.user_id, []).append(present)
    own = {one.user_id for one in group if one.user_id in found}
    return [_approver(presents, is_own=user_id in own) for user_id, presents in found.items()]


def _approver(presents: Sequence[Present], *, is_own: bool) -> Approver:
    first = presents[0]
    seats = dict.fromkeys(one.seat_id for one in presents)
    if is_own:
        return Approver(first.user_id, first.name, seat_ids=tuple(dict.fromkeys((first.user_id, *seats))))
    between = ", ".join(first.in_place_of) or None
    return Approver(first.user_id, first.name, first.acts_for, seat_ids=tuple(seats), in_place_of=between)


def _furthest(deciders: Sequence[Decider], matter: Matter) -> list[Decider]:
    reach = {one.user_id: reach_of(one, matter.deal, matter.matrix) or {} for one in deciders}
    most: dict[str, Decimal] = {}
    for limits in reach.values():
        for currency, limit in limits.items():
            most[currency] = max(limit, most.get(currency, limit))
    wanted = {matter.deal.currency} & set(most) or set(most)
    return [one for one in deciders if any(reach[one.user_id].get(name) == most[name] for name in wanted if name)]
