"""Records with two floors, and closing them as agreed."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.facts.service import refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Negotiation
from negostrategy.negotiations.schemas.table import OutcomeDraft
from negostrategy.negotiations.service import close_negotiation
from tests.cast import Cast
from tests.features.compliance.approvals import HERE
from tests.features.compliance.books import add_book
from tests.features.facts.records import add_record

CHEAP = {"kind": "number", "direction": "less", "target": 2, "acceptable": 3, "walk_away": 4}
PAYMENT = {"kind": "days", "unit": "days", "direction": "more", "target": 60, "acceptable": 45, "walk_away": 35}
FLOORS = [{"key": "price", **CHEAP}, {"key": "payment_days", "name": "Payment days", **PAYMENT}]
ASKED = {"price": {**CHEAP, "theirs": 9}, "payment_days": {"name": "Payment days", **PAYMENT, "theirs": 20}}


def two_floors(cast: Cast, terms: Any = None, **price: Any) -> UUID:
    """Return an open record on which they ask a price of 9 and 20 days, under floors of 4 and 35."""
    with transaction(cast.organization_id):
        book = add_book(cast, (), variables=[FLOORS[0] | price, FLOORS[1]])
        made = add_record(
            cast.noor, ASKED if terms is None else terms, playbook_version_id=book.version_id, topic="finance"
        )
        refresh([made], is_new=True)
        return made


def close(cast: Cast, record: UUID, **said: Any) -> None:
    """Let Noor close a record as agreed, saying this of its terms."""
    with transaction(cast.organization_id):
        close_negotiation(cast.noor.actor, record, OutcomeDraft("agreed", "Done.", **said), HERE)


def outcome_of(cast: Cast, record: UUID) -> str | None:
    """Return how a record ended."""
    with transaction(cast.organization_id):
        return session.scalar(select(Negotiation.outcome).where(Negotiation.id == record))
