"""The records behind a figure: the same conditions, the same count."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, tuple_

from negostrategy.analytics.asked import CellAsked
from negostrategy.analytics.queries.grouping import owners_counted, team_names
from negostrategy.analytics.scope import cell_of, records_of, results_of
from negostrategy.analytics.shapes import FEWEST
from negostrategy.compliance.models import Finding
from negostrategy.edge.paging import DEFAULT_LIMIT, Page, open_cursor, seal_cursor
from negostrategy.facts.models import Facts
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.negotiations.queries.among import readable_among
from negostrategy.negotiations.queries.rows import NegotiationRow
from negostrategy.strategy.queries.rules import rules_like


@dataclass(frozen=True)
class TeamCount:
    """How many of the records a team has."""

    name: str
    count: int


@dataclass(frozen=True)
class Behind:
    """What is behind a figure. checks: findings counted, when the figure counts them; hidden_by_team: for leaders."""

    count: int
    owners: int
    checks: int | None
    page: Page[NegotiationRow]
    teams: list[TeamCount]


def records_behind(actor: Actor, cell: CellAsked, cursor: str | None = None, limit: int = DEFAULT_LIMIT) -> Behind:
    """Return the records behind a figure: counted exactly, listed as far as this person may read them.

    Errors: BadCursor.
    """
    conditions = [*records_of(actor), *cell_of(cell)]
    count, owners = session.execute(select(func.count(), owners_counted()).select_from(Facts).where(*conditions)).one()
    page = _page(actor, conditions, cursor, limit)
    return Behind(
        count=count,
        owners=owners,
        checks=_checks(conditions, cell) if cell.result else None,
        page=page,
        teams=_teams(conditions) if actor.is_leader else [],
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
        .where(Finding.result.in_(results_of(cell.result or "any")), *conditions)
    )
    if cell.rule:
        statement = statement.where(Finding.rule_id.in_(rules_like(cell.rule)))
    return session.scalar(statement) or 0


def _teams(conditions: list[Any]) -> list[TeamCount]:
    rows = session.execute(
        select(Facts.team_id, func.count().label("records"), owners_counted().label("owners"))
        .where(*conditions)
        .group_by(Facts.team_id)
    ).all()
    names = team_names()
    large = [row for row in rows if min(row.records, row.owners) >= FEWEST]
    shown = [TeamCount(names.get(row.team_id, ""), row.records) for row in large]
    return sorted(shown, key=lambda team: -team.count)
