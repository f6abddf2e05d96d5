"""What was asked on a record before it was agreed."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.queries.names import person_name
from negostrategy.compliance.models import OfferCheck
from negostrategy.compliance.queries.asking import said_of
from negostrategy.kernel.db import session
from negostrategy.negotiations.queries.askable import Askable

SHOWN = 20


@dataclass(frozen=True)
class CheckRow:
    """One question: who asked what, and the light they got."""

    id: UUID
    who: str
    asked_at: datetime
    said: str
    light: str


def checks_on(record: Askable) -> list[CheckRow]:
    """Return the last questions asked on a record, newest first. Whether it may be read is for the caller to ask."""
    rows = session.execute(
        select(
            OfferCheck.id,
            person_name(OfferCheck.user_id).label("who"),
            OfferCheck.checked_at,
            OfferCheck.offer,
            OfferCheck.light,
        )
        .where(OfferCheck.negotiation_id == record.id)
        .order_by(OfferCheck.checked_at.desc(), OfferCheck.id.desc())
        .limit(SHOWN)
    )
    return [CheckRow(row.id, row.who, row.checked_at, _said(record, row.offer), row.light) for row in rows]


def _said(record: Askable, offer: dict[str, Any]) -> str:
    known = [(record.terms[key], Decimal(place)) for key, place in offer.items() if key in record.terms]
    return ", ".join(f"{term.name} {said_of(term, place)}" for term, place in known) or "a term that is gone"
