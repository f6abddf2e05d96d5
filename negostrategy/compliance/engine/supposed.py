"""What the floors of a version would say of one record if an offer were agreed: one statement, nothing written."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, select

from negostrategy.compliance.engine.nodes import FACTS
from negostrategy.compliance.engine.shelf import ready_rulebook, verdicts_of
from negostrategy.facts.supposing import facts_of_offer
from negostrategy.kernel.business import Binding
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.strategy.rulebook import Rulebook, RuleLine

_FACTS = ("topic", "segment", "value", "currency", "deal_score", "terms")


@dataclass(frozen=True)
class FloorResult:
    """What one floor would say, and what it looked at."""

    rule: RuleLine
    result: str
    evidence: dict[str, Any]


@dataclass(frozen=True)
class Supposed:
    """The record as it would be: its facts by name, and what each floor says of it."""

    facts: dict[str, Any]
    floors: tuple[FloorResult, ...]
    book: Rulebook | None


def suppose(
    negotiation_id: UUID,
    version_id: UUID | None,
    offer: dict[str, Decimal],
    today: date,
) -> Supposed:
    """Return what would be known of a record, and what the floors of its version would say, were the offer agreed.

    offer: {term key: place on its number line}.
    """
    ready = ready_rulebook(version_id) if version_id else None
    book = ready.book if ready else None
    statement, rules = _asked(organization_in_force(), version_id) if book else (_bare(), ())
    row = session.execute(
        statement,
        {
            "organization_id": organization_in_force(),
            "negotiation_id": negotiation_id,
            "offer": {key: str(place) for key, place in offer.items()},
            "today": today,
        },
    ).one()
    facts = dict(zip(_FACTS, row, strict=False))
    said = row[len(_FACTS) :]
    floors = tuple(FloorResult(rule, said[2 * i], said[2 * i + 1]) for i, rule in enumerate(rules))
    return Supposed(facts, floors, book)


# A published version never changes, so its statement is built once; the organization is part of the key for the same
# reason as on the shelf.
@lru_cache(maxsize=256)
def _asked(_organization_id: UUID, version_id: UUID) -> tuple[Select[Any], tuple[RuleLine, ...]]:
    ready = ready_rulebook(version_id)
    if ready is None:
        return _bare(), ()
    verdicts = verdicts_of(ready.book)
    floors = tuple(rule for rule in ready.book.rules if rule.binding == Binding.FLOOR and rule.id in verdicts)
    said = [part for rule in floors for part in (verdicts[rule.id].result, verdicts[rule.id].evidence)]
    return _bare().add_columns(*(part.label(f"said_{place}") for place, part in enumerate(said))), floors


def _bare() -> Select[Any]:
    wanted = FACTS.c.id == bindparam("negotiation_id", type_=Uuid())
    mine = FACTS.c.organization_id == bindparam("organization_id", type_=Uuid())
    return select(*(FACTS.c[name] for name in _FACTS)).where(mine, wanted).add_cte(*facts_of_offer())
