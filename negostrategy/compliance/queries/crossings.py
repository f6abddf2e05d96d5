"""What of a record lies beyond a floor as it is stored, and what already covers it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, select

from negostrategy.compliance.approving import reaches, type_of_reach
from negostrategy.compliance.models import ApprovalRequest
from negostrategy.compliance.queries.findings import findings_of
from negostrategy.compliance.queries.standing import Standing
from negostrategy.kernel.business import Binding, Result
from negostrategy.kernel.db import session
from negostrategy.strategy.authority import Deal
from negostrategy.strategy.rulebook import version_name

RULE, TERM, VALUE = "rule:", "term:", "value:"
type_of_place = tuple[Decimal, int | None]


@dataclass(frozen=True)
class Crossing:
    """One thing that lies beyond a floor. key: "rule:<key>" or "term:<key>"; source: rule and version."""

    key: str
    sentence: str
    source: str


@dataclass(frozen=True)
class Cover:
    """An approval in force: the crossings it was given for, the offer, and how the rest of the record stood.

    offer and rest: {term key: (place, d)}; beyond: the keys of what was offered beyond its walk-away; value: of the
    record in currency, None where it was not known; reach: how far by value the word of whoever gave it went.
    """

    crossings: frozenset[str]
    beyond: frozenset[str]
    offer: dict[str, type_of_place]
    rest: dict[str, type_of_place]
    value: Decimal | None
    currency: str | None
    reach: type_of_reach


def crossings_of(standing: Standing) -> list[Crossing]:
    """Return what of a record lies beyond a floor: broken floor rules, terms agreed beyond their walk-away, and terms
    with a walk-away that are left out of the agreement.
    """
    found = [
        Crossing(RULE + one.rule_key, f"{one.rule_title.rstrip('.')}: {one.evidence}", one.source)
        for one in findings_of(standing.negotiation_id)
        if one.result == Result.BROKEN and one.binding == Binding.FLOOR and one.waived_until is None
    ]
    beyond = standing.beyond
    called = version_name(standing.version_id) if beyond and standing.version_id else None
    for key in beyond:
        is_ours = called is not None and key in standing.variables
        source = (
            f"{called.playbook_name}, version {called.number}" if called and is_ours else "The record's own positions"
        )
        found.append(Crossing(TERM + key, _said(standing, key), source))
    return found


def covers_on(negotiation_id: UUID) -> list[Cover]:
    """Return the approvals that were given on a record."""
    rows = session.execute(_given(), {"negotiation_id": negotiation_id})
    return [_cover(row.crossings, row.snapshot, row.value_reach) for row in rows]


@cache
def _given() -> Select[Any]:
    return (
        select(ApprovalRequest.crossings, ApprovalRequest.snapshot, ApprovalRequest.value_reach)
        .where(ApprovalRequest.negotiation_id == bindparam("negotiation_id", type_=Uuid()))
        .where(ApprovalRequest.state == "approved")
        .order_by(ApprovalRequest.decided_at)
    )


def uncovered(standing: Standing) -> list[Crossing]:
    """Return what lies beyond a floor and is covered by no approval at these terms."""
    crossings = crossings_of(standing)
    if not crossings:
        return []
    covered = covered_keys(standing.negotiation_id, standing.places, standing.deal, standing.left_out)
    return [one for one in crossings if one.key not in covered]


def covered_keys(
    negotiation_id: UUID,
    places: Mapping[str, Decimal | None],
    deal: Deal,
    left_out: frozenset[str] = frozenset(),
) -> frozenset[str]:
    """Return what approvals on a record cover at these places of its terms and this value, as keys.

    left_out: the keys of what is not part of the agreement.
    """
    held = [one for one in covers_on(negotiation_id) if _hold(one.offer, places)]
    return frozenset().union(*(_still_covered(one, places, deal) - _too_little(one, left_out) for one in held))


def _said(standing: Standing, key: str) -> str:
    name = standing.name_of(key)
    if key in standing.left_out:
        return f"{name} is not part of the agreement: that needs the same approval as beyond the walk-away."
    if standing.deal.terms[key].is_sealed:
        return f"{name}: this needs an approval: how far we may go is sealed."
    return f"{name} lies beyond our walk-away."


def _still_covered(cover: Cover, places: Mapping[str, Decimal | None], deal: Deal) -> set[str]:
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


def _hold(given: Mapping[str, type_of_place], places: Mapping[str, Decimal | None]) -> bool:
    # An approval is for the offer that was shown, or a better one; for nothing worse.
    for key, (offered, d) in given.items():
        place = places.get(key)
        if place is None:
            continue
        if (d is None and place != offered) or (d is not None and d * (place - offered) < 0):
            return False
    return True


def _cover(crossings: list[str], snapshot: dict[str, Any], reach: dict[str, str] | None) -> Cover:
    value = snapshot.get("value")
    return Cover(
        frozenset(crossings),
        frozenset(term["key"] for term in snapshot["terms"] if _is_beyond(term)),
        _places(snapshot["terms"]),
        _places(snapshot.get("rest", [])),
        None if value is None else Decimal(value),
        snapshot.get("currency"),
        None if reach is None else {currency: Decimal(limit) for currency, limit in reach.items()},
    )


def _is_beyond(term: dict[str, Any]) -> bool:
    # Under a seal nobody here can tell whether short of acceptable is beyond; whoever said yes knew as little.
    return term["band"] == "stop" or (term["band"] == "ask" and term.get("walk_away") == "sealed")


def _places(terms: list[dict[str, Any]]) -> dict[str, type_of_place]:
    return {term["key"]: (Decimal(term["place"]), term["d"]) for term in terms}
