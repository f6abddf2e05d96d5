"""What a record says at a moment, as data: kept before each edit, and compared to find what changed."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.kernel.db import session
from negostrategy.kernel.numbers import canonical
from negostrategy.negotiations.models import Negotiation, Term

FIELDS = (
    *("title", "note", "kind", "topic", "channel", "held_on", "counterpart_id", "counterpart_team_id", "segment"),
    *("privacy", "style_planned", "style_used", "power_balance", "rules_of_game", "alternative", "alternative_value"),
    *("alternative_valued_on", "value", "currency", "outcome", "outcome_reason", "closed_on", "answers"),
)
TERM_FIELDS = (
    *("key", "name", "topic", "kind", "unit", "currency", "direction", "giver", "weight", "levels", "opening"),
    *("target", "acceptable", "walk_away", "theirs", "agreed", "quantity", "our_value", "their_value", "detail"),
    *("reference", "reference_amount", "not_part"),
)
type_of_snapshot = dict[str, Any]


def terms_of(negotiation_id: UUID) -> list[Term]:
    """Return the terms of a record in their order."""
    found = session.scalars(select(Term).where(Term.negotiation_id == negotiation_id).order_by(Term.place, Term.id))
    return list(found)


def snapshot(negotiation: Negotiation, terms: list[Term]) -> type_of_snapshot:
    """Return everything that people can change on a record: {field: value, "terms": [{field: value}]}, fit for JSON."""
    said = {name: _as_json(getattr(negotiation, name)) for name in FIELDS}
    return said | {"terms": [{name: _as_json(getattr(term, name)) for name in TERM_FIELDS} for term in terms]}


def differing(before: type_of_snapshot, after: type_of_snapshot) -> list[str]:
    """Return the names of the fields in which two snapshots differ; a term is named "terms/<key>"."""
    changed = [name for name in before if name != "terms" and before[name] != after[name]]
    old, new = ({term["key"]: term for term in said["terms"]} for said in (before, after))
    keys = [key for key in old | new if old.get(key) != new.get(key)]
    return changed + [f"terms/{key}" for key in keys]


def _as_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return canonical(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
