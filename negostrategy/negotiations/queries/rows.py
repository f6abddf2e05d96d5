"""The list of negotiations: filtered, searched, paged by key, and never more than its reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, tuple_, union

from negostrategy.accounts.queries.names import person_name, team_name
from negostrategy.edge.paging import DEFAULT_LIMIT, BadCursor, Page, open_cursor, seal_cursor
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Outcome
from negostrategy.kernel.db import session
from negostrategy.negotiations.models import Counterpart, Negotiation
from negostrategy.negotiations.policy import readable_ways
from negostrategy.negotiations.schemas.listing import Wanted

AFTER, BEFORE = "after", "before"


@dataclass(frozen=True)
class NegotiationRow:
    """One negotiation in a list. other_side: the name of the organization or team."""

    id: UUID
    title: str
    held_on: date
    kind: str
    topic: str
    channel: str | None
    outcome: str
    segment: str | None
    privacy: str
    value: Decimal | None
    currency: str | None
    owner_id: UUID
    owner_name: str
    other_side: str | None
    changed_at: datetime
    revision: int


def negotiations(
    actor: Actor, wanted: Wanted, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[NegotiationRow]:
    """Return a page of what this person may read, newest day first.

    Errors: BadCursor.
    """
    way, held_on, last_id = _opened(cursor)
    conditions = conditions_of(wanted)
    if held_on is not None:
        key, edge = tuple_(Negotiation.held_on, Negotiation.id), tuple_(held_on, last_id)
        conditions.append(key < edge if way == AFTER else key > edge)
    order = _order(way)
    firsts = [
        select(Negotiation.id).where(readable, *conditions).order_by(*order).limit(limit + 1)
        for readable in readable_ways(actor)
    ]
    among = union(*(select(first.subquery()) for first in firsts)).subquery()
    found = rows_of(select(Negotiation).where(Negotiation.id.in_(select(among.c.id))).order_by(*order).limit(limit + 1))
    return _page(found, way, limit, is_first=cursor is None)


def conditions_of(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return the filters as conditions on Negotiation."""
    equal = ("kind", "topic", "channel", "outcome", "segment", "style_used", "currency")
    columns: dict[str, Any] = {name: getattr(Negotiation, name) for name in equal}
    columns |= {
        "owner": Negotiation.owner_id,
        "team": Negotiation.team_id,
        "counterpart": Negotiation.counterpart_id,
        "counterpart_team": Negotiation.counterpart_team_id,
        "playbook_version": Negotiation.playbook_version_id,
    }
    given = wanted.given
    conditions = [column == given[name] for name, column in columns.items() if name in given]
    if wanted.state is not None:
        is_open = Negotiation.outcome == Outcome.OPEN
        conditions.append(is_open if wanted.state == Outcome.OPEN else ~is_open)
    for name, column in (("held", Negotiation.held_on), ("value", Negotiation.value)):
        if f"{name}_from" in given:
            conditions.append(column >= given[f"{name}_from"])
        if f"{name}_to" in given:
            conditions.append(column <= given[f"{name}_to"])
    if wanted.words:
        conditions.append(Negotiation.id.in_(select(func.found_negotiations(wanted.words).column_valued("found"))))
    return conditions


def rows_of(chosen: Select[Any]) -> list[NegotiationRow]:
    """Return the rows of a selection of negotiations, in its order. Whether they may be read is for the caller."""
    plain = [getattr(Negotiation, name) for name in _STORED]
    statement = chosen.with_only_columns(
        *plain,
        person_name(Negotiation.owner_id).label("owner_name"),
        func.coalesce(
            select(Counterpart.name).where(Counterpart.id == Negotiation.counterpart_id).scalar_subquery(),
            team_name(Negotiation.counterpart_team_id),
        ).label("other_side"),
    )
    return [NegotiationRow(**row) for row in session.execute(statement).mappings()]


_STORED = [one.name for one in fields(NegotiationRow) if one.name not in ("owner_name", "other_side")]


def _order(way: str) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    if way == AFTER:
        return Negotiation.held_on.desc(), Negotiation.id.desc()
    return Negotiation.held_on.asc(), Negotiation.id.asc()


def _opened(cursor: str | None) -> tuple[str, date | None, UUID | None]:
    if cursor is None:
        return AFTER, None, None
    way, held_on, last_id = open_cursor(cursor, parts=3)
    if way not in (AFTER, BEFORE):
        raise BadCursor
    return way, date.fromisoformat(held_on), UUID(last_id)


def _page(found: Sequence[NegotiationRow], way: str, limit: int, *, is_first: bool) -> Page[NegotiationRow]:
    has_more = len(found) > limit
    rows = list(found[:limit])
    if way == BEFORE:
        rows.reverse()
    has_next, has_previous = (has_more, not is_first) if way == AFTER else (True, has_more)
    return Page(
        rows,
        next=_sealed(AFTER, rows[-1]) if rows and has_next else None,
        previous=_sealed(BEFORE, rows[0]) if rows and has_previous else None,
    )


def _sealed(way: str, row: NegotiationRow) -> str:
    return seal_cursor(way, row.held_on.isoformat(), str(row.id))
