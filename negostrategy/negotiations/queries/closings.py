"""How a record was closed before somebody opened it again."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.kernel.business import Outcome
from negostrategy.kernel.db import session
from negostrategy.negotiations.models import Revision

# What makes an agreement another one, beside what its terms say.
AGREED_FIELDS = ("outcome", "value", "currency")


@dataclass(frozen=True)
class FormerClosing:
    """The day on which a record ended, and what was agreed then. terms: {key: agreed} where something was."""

    closed_on: date
    said: dict[str, Any]
    terms: dict[str, Decimal]


def former_closing(negotiation_id: UUID) -> FormerClosing | None:
    """Return how a record stood before it was opened again the last time; None when it never was."""
    said = session.scalar(
        select(Revision.said)
        .where(Revision.negotiation_id == negotiation_id)
        .where(Revision.said["outcome"].astext != Outcome.OPEN)
        .order_by(Revision.number.desc())
        .limit(1)
    )
    if said is None:
        return None
    terms = {term["key"]: Decimal(str(term["agreed"])) for term in said["terms"] if term["agreed"] is not None}
    return FormerClosing(date.fromisoformat(said["closed_on"]), said, terms)
