"""Who said what a floor relies on: a question that merely tells is shown as said, and is no floor."""

from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.queries.names import person_name
from negostrategy.audit.queries import who_answered
from negostrategy.facts.models import Facts
from negostrategy.kernel.db import session


def tellers_of(negotiation_id: UUID, questions: set[str]) -> dict[str, str]:
    """Return who answered these questions of a record, by name; what came with the record, its owner did."""
    if not questions:
        return {}
    named = who_answered(negotiation_id)
    owner = session.scalar(select(person_name(Facts.owner_id)).where(Facts.id == negotiation_id)) or ""
    return {key: named.get(key, owner) for key in questions}
