"""Which of some agreements lie beyond a floor, and which say nothing about one."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from negostrategy.compliance.models import Finding
from negostrategy.compliance.queries.standing import standings_of
from negostrategy.facts.models import Facts
from negostrategy.kernel.business import Binding, Privacy, Result
from negostrategy.kernel.db import session
from negostrategy.strategy.models import Rule


@dataclass(frozen=True)
class WrittenDown:
    """An agreement beyond a floor, or, where it is not, one that is silent about one."""

    negotiation_id: UUID
    owner_id: UUID
    team_id: UUID | None
    is_beyond: bool
    is_open_to_managers: bool


def written_down(negotiation_ids: Collection[UUID]) -> list[WrittenDown]:
    """Return those of these agreements that lie beyond a floor or are silent about one, in the order of their ids."""
    broken = _broken(negotiation_ids)
    beyond = {one.negotiation_id for one in standings_of(negotiation_ids) if one.beyond} | broken
    rows = session.execute(
        select(Facts.id, Facts.owner_id, Facts.team_id, Facts.privacy, Facts.unstated_floors)
        .where(Facts.id.in_(negotiation_ids))
        .order_by(Facts.id)
    )
    return [
        WrittenDown(row.id, row.owner_id, row.team_id, row.id in beyond, row.privacy == Privacy.OPEN)
        for row in rows
        if row.id in beyond or row.unstated_floors
    ]


def _broken(negotiation_ids: Collection[UUID]) -> set[UUID]:
    statement = (
        select(Finding.negotiation_id)
        .join(Rule, Rule.id == Finding.rule_id)
        .where(Finding.negotiation_id.in_(negotiation_ids))
        .where(Finding.result == Result.BROKEN)
        .where(Rule.binding == Binding.FLOOR)
    )
    return set(session.scalars(statement))
