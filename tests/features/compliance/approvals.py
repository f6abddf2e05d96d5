"""Asking to agree to a price and answering, on a record whose playbook says how far one may go."""

from datetime import date
from typing import Any
from uuid import UUID

from negostrategy.compliance.requesting import RequestDraft, RulingDraft
from negostrategy.compliance.service.deciding import decide_request
from negostrategy.compliance.service.requesting import ask_approval
from negostrategy.facts.service import refresh
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from tests.cast import Cast, Person
from tests.features.compliance.books import add_book
from tests.features.facts.records import PRICE, add_record

TODAY = date(2026, 11, 23)
HERE = Here(TODAY, "EUR")
YES = RulingDraft(approves=True)


def limited_record(
    cast: Cast, owner: Person | None = None, rules: tuple[dict[str, Any], ...] = (), scope: Any = None, **columns: Any
) -> UUID:
    """Return an open record under a playbook that accepts a price of 96 and walks away beyond 100."""
    with transaction(cast.organization_id):
        book = add_book(cast, rules, variables=[{"key": "price", **PRICE}], **scope or {})
        made = add_record(
            owner or cast.noor, {"price": PRICE}, playbook_version_id=book.version_id, topic="finance", **columns
        )
        refresh([made], is_new=True)
        return made


def ask(cast: Cast, record: UUID, price: str = "98", on: date = TODAY) -> UUID:
    """Return the id of Noor's request to agree to a price."""
    with transaction(cast.organization_id):
        return ask_approval(cast.noor.actor, record, RequestDraft({"price": price}, "They waited a year."), on)


def rule(person: Person, request: UUID, draft: RulingDraft = YES, on: date = TODAY) -> None:
    """Let somebody decide on a request."""
    with transaction(person.organization_id):
        decide_request(person.actor, request, draft, on)
