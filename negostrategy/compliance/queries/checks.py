"""What was asked on a record before it was agreed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.queries.names import person_name
from negostrategy.compliance.models import OfferCheck
from negostrategy.compliance.queries.asking import said_of
from negostrategy.kernel.db import session
from negostrategy.negotiations.queries.askable import Askable

SHOWN, LOOKED_AT = 20, 200
TYPING = timedelta(seconds=10)


@dataclass(frozen=True)
class CheckRow:
    """One question: who asked what, and the light they got.

    before: how many offers the same person asked about on the way to this one, seconds before.
    """

    id: UUID
    who: str
    asked_at: datetime
    said: str
    light: str
    before: int = 0


def checks_on(record: Askable) -> list[CheckRow]:
    """Return the last questions asked on a record, newest first; what was asked while typing stands with its last.

    Whether it may be read is for the caller to ask.
    """
    rows = session.execute(
        select(
            OfferCheck.id,
            OfferCheck.user_id,
            person_name(OfferCheck.user_id).label("who"),
            OfferCheck.checked_at,
            OfferCheck.offer,
            OfferCheck.light,
        )
        .where(OfferCheck.negotiation_id == record.id)
        .order_by(OfferCheck.checked_at.desc(), OfferCheck.id.desc())
        .limit(LOOKED_AT)
    )
    questions: list[list[Any]] = []
    for row in rows:
        last = questions[-1][-1] if questions else None
        if last is not None and last.user_id == row.user_id and last.checked_at - row.checked_at <= TYPING:
            questions[-1].append(row)
        else:
            questions.append([row])
    return [
        CheckRow(one.id, one.who, one.checked_at, _said(record, one.offer), one.light, len(others))
        for one, *others in questions[:SHOWN]
    ]


def _said(record: Askable, offer: dict[str, Any]) -> str:
    known = [(record.terms[key], Decimal(place)) for key, place in offer.items() if key in record.terms]
    return ", ".join(f"{term.name} {said_of(term, place)}" for term, place in known) or "a term that is gone"
