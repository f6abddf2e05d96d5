"""What of a record lies beyond a floor as it is stored, and what already covers it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.compliance.models import ApprovalRequest
from negostrategy.compliance.queries.approvers import terms_on_table
from negostrategy.compliance.queries.findings import findings_of
from negostrategy.facts.models import Facts
from negostrategy.kernel.business import Binding, Result
from negostrategy.kernel.db import session
from negostrategy.strategy.queries.sealed import sealed_edges

RULE, TERM = "rule:", "term:"


@dataclass(frozen=True)
class Crossing:
    """One thing that lies beyond a floor. key: "rule:<key>" or "term:<key>"; source: rule and version."""

    key: str
    sentence: str
    source: str


@dataclass(frozen=True)
class Cover:
    """An approval in force: the crossings it was given for, and the offer: {term key: (place, d)}."""

    crossings: frozenset[str]
    offer: dict[str, tuple[Decimal, int | None]]


def crossings_of(negotiation_id: UUID) -> list[Crossing]:
    """Return what of a record lies beyond a floor: broken floor rules, and terms agreed beyond their walk-away.

    Of a sealed walk-away nobody here knows more than "ask": short of acceptable counts as beyond.
    """
    found = [
        Crossing(RULE + one.rule_key, f"{one.rule_title.rstrip('.')}: {one.evidence}", one.source)
        for one in findings_of(negotiation_id)
        if one.result == Result.BROKEN and one.binding == Binding.FLOOR and one.waived_until is None
    ]
    row = session.execute(
        select(Facts.terms, Facts.playbook_version_id).where(Facts.id == negotiation_id)
    ).one_or_none()
    if row is None:
        return found
    sealed = sealed_edges(row.playbook_version_id)
    for key, said in row.terms.items():
        beyond = ("stop", "ask") if key in sealed else ("stop",)
        if said.get("agreed") is not None and said.get("band") in beyond:
            name = key.replace("_", " ").capitalize()
            found.append(Crossing(TERM + key, f"{name} lies beyond our walk-away.", "The positions of the record"))
    return found


def covers_on(negotiation_id: UUID) -> list[Cover]:
    """Return the approvals that were given on a record."""
    rows = session.execute(
        select(ApprovalRequest.crossings, ApprovalRequest.snapshot)
        .where(ApprovalRequest.negotiation_id == negotiation_id)
        .where(ApprovalRequest.state == "approved")
        .order_by(ApprovalRequest.decided_at)
    )
    return [Cover(frozenset(row.crossings), _offer(row.snapshot)) for row in rows]


def uncovered(negotiation_id: UUID) -> list[Crossing]:
    """Return what lies beyond a floor and is covered by no approval at these terms."""
    crossings = crossings_of(negotiation_id)
    if not crossings:
        return []
    said = session.scalar(select(Facts.terms).where(Facts.id == negotiation_id)) or {}
    places = {key: term.present for key, term in terms_on_table(said).items()}
    covered = covered_keys(negotiation_id, places)
    return [one for one in crossings if one.key not in covered]


def covered_keys(negotiation_id: UUID, places: Mapping[str, Decimal | None]) -> frozenset[str]:
    """Return what approvals on a record cover at these places of its terms, as keys."""
    return frozenset().union(*(one.crossings for one in covers_on(negotiation_id) if _holds(one, places)))


def _holds(cover: Cover, places: Mapping[str, Decimal | None]) -> bool:
    # An approval is for the offer that was shown, or a better one; for nothing worse.
    for key, (offered, d) in cover.offer.items():
        place = places.get(key)
        if place is None:
            continue
        if (d is None and place != offered) or (d is not None and d * (place - offered) < 0):
            return False
    return True


def _offer(snapshot: dict[str, Any]) -> dict[str, tuple[Decimal, int | None]]:
    return {term["key"]: (Decimal(term["place"]), term["d"]) for term in snapshot["terms"]}
