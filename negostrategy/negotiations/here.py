"""What pages and JSON take for granted in a request: the organization's day and currency, and who judges."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import current_app

from negostrategy.edge.organization import organization_of_request, today_here
from negostrategy.kernel.actor import Actor

FINDINGS = "negostrategy.findings"
REQUESTS = "negostrategy.requests"
OFFERS = "negostrategy.offers"
FIRST_PAGE = "negostrategy.first_page"


@dataclass(frozen=True)
class Here:
    """What an organization takes for granted: its present day, and its currency."""

    today: date
    currency: str


def here() -> Here:
    """Return the present day and the currency of the organization."""
    return Here(today_here(), organization_of_request().currency)


def findings_of(negotiation_id: UUID) -> list[Any]:
    """Return what the rules say of a record: asked of whoever judges, which lies above negotiations."""
    found: list[Any] = current_app.extensions[FINDINGS](negotiation_id)
    return found


def requests_on(negotiation_id: UUID) -> list[Any]:
    """Return what was asked to be approved on a record: asked of whoever decides, which lies above negotiations."""
    found: list[Any] = current_app.extensions[REQUESTS](negotiation_id)
    return found


def answer_to_offer(actor: Actor, negotiation_id: UUID, typed: Mapping[str, Any], *, is_asked: bool) -> Any:
    """Return whether an offer may be made, or None where it is not told: asked of whoever answers, which lies above."""
    return current_app.extensions[OFFERS](actor, negotiation_id, typed, today_here(), is_asked=is_asked)


def first_page_for(actor: Actor) -> Any:
    """Return what waits, and what a leader looks at first: asked of whoever counts, which lies above negotiations."""
    return current_app.extensions[FIRST_PAGE](actor, today_here())
