"""What approvals on a record cover: at these places of its terms, at this value, and on their conditions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, select

from negostrategy.accounts.queries.names import person_name
from negostrategy.compliance.approving import reaches, type_of_reach
from negostrategy.compliance.conditions import Condition, Limit
from negostrategy.compliance.models import ApprovalRequest
from negostrategy.compliance.queries.standing import Standing
from negostrategy.kernel.db import session
from negostrategy.strategy.authority import Deal

RULE, TERM, VALUE = "rule:", "term:", "value:"
type_of_place = tuple[Decimal, int | None]
type_of_places = Mapping[str, Decimal | None]


@dataclass(frozen=True)
class Cover:
    """An approval in force: the crossings it was given for, the offer, and how the rest of the record stood.

    offer and rest: {term key: (place, d)}; beyond: the keys of what was offered beyond its walk-away; value: of the
    record in currency, None where it was not known; reach: how far by value the word of whoever gave it went;
    condition: what it depends on, if on anything.
    """

    crossings: frozenset[str]
    beyond: frozenset[str]
    offer: dict[str, type_of_place]
    rest: dict[str, type_of_place]
    value: Decimal | None
    currency: str | None
    reach: type_of_reach
    condition: Condition | None


@dataclass(frozen=True)
class Table:
    """What lies on the table. offered: the places an approval has to hold at; stands: where every term would stand.

    left_out: the keys of what is not part of the agreement; ticked: the approvals whose condition somebody says is met.
    """

    offered: type_of_places
    stands: type_of_places
    deal: Deal
    left_out: frozenset[str] = frozenset()
    ticked: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Pending:
    """A yes whose condition is not met, and the keys it would cover."""

    condition: Condition
    keys: frozenset[str]


@dataclass(frozen=True)
class Coverage:
    """What approvals cover. met: keys that are covered; pending: what would be, were conditions met.

    conditions: of every yes on the record that still holds here, met or not.
    """

    met: frozenset[str] = frozenset()
    pending: tuple[Pending, ...] = ()
    conditions: tuple[Condition, ...] = field(default=())

    def waits_for(self, key: str) -> Condition | None:
        """Return the condition on which something would be covered, or None."""
        if key in self.met:
            return None
        return next((one.condition for one in self.pending if key in one.keys), None)


def table_of(standing: Standing, ticked: frozenset[UUID] = frozenset(), deal: Deal | None = None) -> Table:
    """Return a record as it is stored as what lies on the table. deal: the part of it that is meant, else all."""
    return Table(standing.places, standing.places, deal or standing.deal, standing.left_out, ticked)


def coverage_of(negotiation_id: UUID, table: Table) -> Coverage:
    """Return what the approvals that were given on a record cover of what lies on the table."""
    held = [one for one in covers_on(negotiation_id) if _hold(one.offer, table.offered)]
    keys = [frozenset(_still_covered(one, table) - _too_little(one, table.left_out)) for one in held]
    pairs = list(zip(held, keys, strict=True))
    return Coverage(
        frozenset().union(*(covered for one, covered in pairs if _is_met(one, table))),
        tuple(Pending(one.condition, covered) for one, covered in pairs if one.condition and not _is_met(one, table)),
        tuple(one.condition for one in held if one.condition),
    )


def covers_on(negotiation_id: UUID) -> list[Cover]:
    """Return the approvals that were given on a record."""
    rows = session.execute(_given(), {"negotiation_id": negotiation_id})
    return [_cover(row) for row in rows]


@cache
def _given() -> Select[Any]:
    return (
        select(
            *(ApprovalRequest.id, ApprovalRequest.crossings, ApprovalRequest.snapshot, ApprovalRequest.value_reach),
            *(ApprovalRequest.conditions, ApprovalRequest.limits),
            person_name(ApprovalRequest.decided_by_id).label("by"),
        )
        .where(ApprovalRequest.negotiation_id == bindparam("negotiation_id", type_=Uuid()))
        .where(ApprovalRequest.state == "approved")
        .order_by(ApprovalRequest.decided_at)
    )


def _is_met(cover: Cover, table: Table) -> bool:
    asked = cover.condition
    return asked is None or (asked.is_ticked and asked.request_id in table.ticked) or asked.is_met(table.stands)


def _still_covered(cover: Cover, table: Table) -> set[str]:
    places, deal = table.offered, table.deal
    # Nobody says yes to more than their word reaches, also where it turns out to be more only afterwards.
    if deal.value is not None and not reaches(cover.reach, deal.value, deal.currency):
        return set()
    # A yes to one term is about that term. A rule looks at the whole record, so it is covered as the record stood.
    is_value_kept = cover.value is None or (
        deal.value is not None and deal.currency == cover.currency and deal.value <= cover.value
    )
    is_rest_kept = is_value_kept and _hold(cover.rest, places)
    return {
        key
        for key in cover.crossings
        if (is_rest_kept if key.startswith(RULE) else is_value_kept if key.startswith(VALUE) else True)
    }


def _too_little(cover: Cover, left_out: frozenset[str]) -> set[str]:
    # Leaving a term out asks for a yes to going beyond its walk-away; one to what is short of acceptable is less.
    return {TERM + key for key in left_out if key not in cover.beyond}


def _hold(given: Mapping[str, type_of_place], places: type_of_places) -> bool:
    # An approval is for the offer that was shown, or a better one; for nothing worse.
    for key, (offered, d) in given.items():
        place = places.get(key)
        if place is None:
            continue
        if (d is None and place != offered) or (d is not None and d * (place - offered) < 0):
            return False
    return True


def _cover(row: Any) -> Cover:
    snapshot, reach = row.snapshot, row.value_reach
    value = snapshot.get("value")
    return Cover(
        frozenset(row.crossings),
        frozenset(term["key"] for term in snapshot["terms"] if _is_beyond(term)),
        _places(snapshot["terms"]),
        _places(snapshot.get("rest", [])),
        None if value is None else Decimal(value),
        snapshot.get("currency"),
        None if reach is None else {currency: Decimal(limit) for currency, limit in reach.items()},
        _condition(row),
    )


def _condition(row: Any) -> Condition | None:
    words = (row.conditions or "").strip()
    return Condition(row.id, row.by, words, tuple(Limit.read(one) for one in row.limits)) if words else None


def _is_beyond(term: dict[str, Any]) -> bool:
    # Under a seal nobody here can tell whether short of acceptable is beyond; whoever said yes knew as little.
    return term["band"] == "stop" or (term["band"] == "ask" and term.get("walk_away") == "sealed")


def _places(terms: list[dict[str, Any]]) -> dict[str, type_of_place]:
    return {term["key"]: (Decimal(term["place"]), term["d"]) for term in terms}
