"""The records behind a figure: the same conditions, the same count."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, tuple_

from negostrategy.analytics.asked import CellAsked
from negostrategy.analytics.gate import Gate, gate_for
from negostrategy.analytics.queries.grouping import owners_counted, team_cell, team_names
from negostrategy.analytics.scope import cell_of, findings_of, records_of
from negostrategy.compliance.models import Finding
from negostrategy.edge.paging import DEFAULT_LIMIT, Page, open_cursor, seal_cursor
from negostrategy.facts.models import Facts
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.negotiations.queries.among import readable_among
from negostrategy.negotiations.queries.rows import NegotiationRow


@dataclass(frozen=True)
class TeamCount:
    """How many of the records a team has."""

    name: str
    count: int


@dataclass(frozen=True)
class Behind:
    """What is behind a figure. checks: findings counted, when the figure counts them; teams: for leaders.

    is_hidden: too few to be shown to this reader, or none; then it holds nothing.
    """

    count: int
    owners: int
    checks: int | None
    page: Page[NegotiationRow]
    teams: list[TeamCount]
    is_hidden: bool = False


def records_behind(actor: Actor, cell: CellAsked, cursor: str | None = None, limit: int = DEFAULT_LIMIT) -> Behind:
    """Return the records behind a figure: counted exactly, listed as far as this person may read them.

    Errors: BadCursor.
    """
    gate = gate_for(actor)
    if not gate.opens(cell):
        return Behind(0, 0, None, Page([], None), [], is_hidden=True)
    with gate.reading():
        return _behind(gate, actor, cell, cursor, limit)


def _behind(gate: Gate, actor: Actor, cell: CellAsked, cursor: str | None, limit: int) -> Behind:
    conditions = [*records_of(actor), *cell_of(cell)]
    count, owners = session.execute(select(func.count(), owners_counted()).select_from(Facts).where(*conditions)).one()
    page = _page(actor, conditions, cursor, limit)
    return Behind(
        count=count,
        owners=owners,
        checks=_checks(conditions, cell) if cell.result else None,
        page=page,
        teams=_teams(gate, cell, conditions) if actor.is_leader else [],
    )


def _page(actor: Actor, conditions: list[Any], cursor: str | None, limit: int) -> Page[NegotiationRow]:
    ids = select(Facts.id).where(*conditions)
    if cursor:
        held_on, last_id = open_cursor(cursor, parts=2)
        ids = ids.where(tuple_(Facts.held_on, Facts.id) < tuple_(date.fromisoformat(held_on), UUID(last_id)))
    rows = readable_among(actor, ids, limit + 1)
    has_more = len(rows) > limit
    rows = rows[:limit]
    return Page(rows, seal_cursor(rows[-1].held_on.isoformat(), str(rows[-1].id)) if has_more else None)


def _checks(conditions: list[Any], cell: CellAsked) -> int:
    statement = (
        select(func.count())
        .select_from(Finding)
        .join(Facts, Facts.id == Finding.negotiation_id)
        .where(*findings_of(cell), *conditions)
    )
    return session.scalar(statement) or 0


def _teams(gate: Gate, cell: CellAsked, conditions: list[Any]) -> list[TeamCount]:
    rows = session.execute(
        select(Facts.team_id, func.count().label("records")).where(*conditions).group_by(Facts.team_id)
    ).all()
    names = team_names()
    shown = [
        TeamCount(names.get(row.team_id, ""), row.records)
        for row in rows
        if gate.opens(cell.given | team_cell(row.team_id))
    ]
    return sorted(shown, key=lambda team: (-team.count, team.name))
