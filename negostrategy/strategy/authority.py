"""What somebody may agree to without asking: pure decisions over the lines of the authority matrix.

The playbook speaks first: up to acceptable anybody may agree. Between acceptable and walk-away somebody needs
authority; beyond the walk-away, or against a floor rule, an exception. A limit on the value holds for everybody as soon
as the matrix knows one for such a negotiation. A term that only some roles may trade asks for one of them, unless a
line of the matrix over this very term covers it; points of a package do not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from negostrategy.kernel.business import AuthorityBasis


@dataclass(frozen=True)
class AuthorityLine:
    """One line of the matrix: who (a role or a person), what for (None: any), by what measure, how far, until when."""

    id: UUID
    role: str | None
    user_id: UUID | None
    basis: str
    topic: str | None
    segment: str | None
    variable: str | None
    limit: Decimal | None
    currency: str | None
    from_on: date
    until_on: date | None


@dataclass(frozen=True)
class TermOnTable:
    """Where one term lies: d is 1 when more is better for us, −1 when less is, None when nobody said.

    points: of each level, in their order, when the levels of a choice have no order and only points rank them.
    traders: the roles that may trade it; none means everybody.
    is_sealed: its walk-away is; short of acceptable it may then lie beyond, and nobody here can tell.
    """

    present: Decimal | None
    band: str | None
    d: int | None
    points: tuple[Decimal | None, ...] = ()
    traders: frozenset[str] = frozenset()
    is_sealed: bool = False

    def reaches(self, limit: Decimal) -> bool:
        """Return whether it is no worse than a limit; what cannot be told is not."""
        if self.present is None:
            return False
        if self.points:
            here, there = (_points_at(self.points, place) for place in (self.present, limit))
            return here is not None and there is not None and here >= there
        return self.d is not None and self.d * (self.present - limit) >= 0


@dataclass(frozen=True)
class Deal:
    """What would be agreed. floors: what of it lies beyond a floor, by key."""

    topic: str
    segment: str | None
    value: Decimal | None
    currency: str | None
    score: Decimal | None
    terms: Mapping[str, TermOnTable]
    floors: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Need:
    """One thing for which authority is needed.

    kind: a floor, a term short of acceptable, a trade of a term that is for other roles, or the value of the whole.
    """

    kind: str
    key: str = ""


@dataclass(frozen=True)
class Holder:
    """Somebody who may hold authority. is_above: their word as manager counts for this negotiation."""

    user_id: UUID
    roles: frozenset[str]
    is_above: bool = True
    lines: tuple[AuthorityLine, ...] = field(default=())


def needs_of(deal: Deal, matrix: Iterable[AuthorityLine]) -> list[Need]:
    """Return everything for which somebody needs authority; none when anybody may agree."""
    needs = [Need("floor", key) for key in sorted(deal.floors)]
    needs += [Need("term", key) for key, term in sorted(deal.terms.items()) if term.band == "ask"]
    if any(line.basis == AuthorityBasis.VALUE and is_about(line, deal) for line in matrix):
        needs.append(Need("value"))
    return needs


def lacking(holder: Holder, deal: Deal, matrix: Iterable[AuthorityLine]) -> list[Need]:
    """Return the needs that this holder's role and authority do not cover."""
    lines = tuple(matrix)
    needs = [*trades_of(deal), *needs_of(deal, lines)]
    return [need for need in needs if not is_entitled(holder, need, deal, lines)]


def trades_of(deal: Deal) -> list[Need]:
    """Return the terms that only some roles may trade, as needs."""
    return [Need("trade", key) for key, term in sorted(deal.terms.items()) if term.traders]


def is_entitled(holder: Holder, need: Need, deal: Deal, matrix: Iterable[AuthorityLine]) -> bool:
    """Return whether this holder's role, or a line of the matrix that speaks of them, covers a need."""
    if need.kind == "trade" and holder.roles & deal.terms[need.key].traders:
        return True
    own = (line for line in matrix if holds(line, holder) and is_about(line, deal))
    return any(covers(line, need, deal) for line in own)


def holds(line: AuthorityLine, holder: Holder) -> bool:
    """Return whether a line of the matrix speaks of this holder. A manager's line counts only above the record."""
    if line.user_id is not None:
        return line.user_id == holder.user_id
    return line.role in holder.roles and (line.role != "manager" or holder.is_above)


def is_about(line: AuthorityLine, deal: Deal) -> bool:
    """Return whether a line speaks of such a negotiation."""
    return line.topic in (None, deal.topic) and line.segment in (None, deal.segment)


def covers(line: AuthorityLine, need: Need, deal: Deal) -> bool:
    """Return whether a line gives what is needed. What is not known is never enough."""
    if line.basis == AuthorityBasis.EXCEPTION:
        return need.kind in ("floor", "term", "trade")
    if line.limit is None:
        return False
    if need.kind == "value":
        is_known = deal.value is not None and deal.currency == line.currency
        return line.basis == AuthorityBasis.VALUE and is_known and (deal.value or 0) <= line.limit
    # Where a seal hides whether it lies beyond, a line would turn what it covers into an answer: only exceptions do.
    if need.kind == "term" and deal.terms[need.key].is_sealed:
        return False
    if need.kind in ("term", "trade") and line.basis == AuthorityBasis.VARIABLE and line.variable == need.key:
        return deal.terms[need.key].reaches(line.limit)
    if need.kind == "term" and line.basis == AuthorityBasis.POINTS:
        return deal.score is not None and deal.score >= line.limit and not deal.floors
    return False


def in_force(lines: Iterable[AuthorityLine], on: date) -> list[AuthorityLine]:
    """Return the lines that hold on a day."""
    return [line for line in lines if line.from_on <= on and (line.until_on is None or on <= line.until_on)]


def _points_at(points: tuple[Decimal | None, ...], place: Decimal) -> Decimal | None:
    is_level = place == place.to_integral_value() and 0 <= place < len(points)
    return points[int(place)] if is_level else None
