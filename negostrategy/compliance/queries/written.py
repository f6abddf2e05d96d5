"""Which of some agreements lie beyond a floor, and which say nothing about one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from negostrategy.compliance.engine.shelf import ready_rulebook
from negostrategy.compliance.models import Finding
from negostrategy.compliance.queries.standing import Standing, standings_of
from negostrategy.facts.models import Facts
from negostrategy.kernel.business import Binding, Privacy, Result
from negostrategy.kernel.db import session


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
    standings = {one.negotiation_id: one for one in standings_of(negotiation_ids)}
    beyond = {key for key, one in standings.items() if one.beyond} | _broken(standings)
    silent = {key for key, one in standings.items() if one.unstated}
    rows = session.execute(
        select(Facts.id, Facts.owner_id, Facts.team_id, Facts.privacy)
        .where(Facts.id.in_(beyond | silent))
        .order_by(Facts.id)
    )
    return [
        WrittenDown(row.id, row.owner_id, row.team_id, row.id in beyond, row.privacy == Privacy.OPEN) for row in rows
    ]


def _broken(standings: Mapping[UUID, Standing]) -> set[UUID]:
    statement = (
        select(Finding.negotiation_id, Finding.rule_id)
        .where(Finding.negotiation_id.in_(standings))
        .where(Finding.result == Result.BROKEN)
    )
    rows = session.execute(statement)
    return {row.negotiation_id for row in rows if _is_floor(row.rule_id, standings[row.negotiation_id].version_id)}


def _is_floor(rule_id: UUID, version_id: UUID | None) -> bool:
    ready = ready_rulebook(version_id) if version_id else None
    return ready is not None and rule_id in ready.rules and ready.rules[rule_id].binding == Binding.FLOOR
