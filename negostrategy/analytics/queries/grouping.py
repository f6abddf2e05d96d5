"""Grouping in several ways with one statement."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, cast, func, literal_column

from negostrategy.accounts.queries.people import team_tree
from negostrategy.analytics.asked import NOBODY, Asked
from negostrategy.facts.models import Facts

EVERYTHING: ColumnElement[Any] = literal_column("()")
NO_TEAM = "No team"


def week_of(day: Any) -> ColumnElement[date]:
    """Return the Monday of a day's week."""
    return cast(func.date_trunc("week", day), Date)


def month_of(day: Any) -> ColumnElement[date]:
    """Return the first day of a day's month."""
    return cast(func.date_trunc("month", day), Date)


def in_sets(*columns: ColumnElement[Any] | Any) -> tuple[ColumnElement[Any], ColumnElement[int]]:
    """Return what to group by for one group per value of each column and one of all, and the mark of each row.

    The mark of the column at place k is level_of(k, count); that of all together is level_of(None, count).
    """
    return func.grouping_sets(*columns, EVERYTHING), func.grouping(*columns)


def level_of(place: int | None, count: int) -> int:
    """Return the mark that the database gives to rows grouped by the column at a place; None for all together."""
    everything = (1 << count) - 1
    return everything if place is None else everything & ~(1 << (count - 1 - place))


def owners_counted() -> ColumnElement[int]:
    """Return how many people's records there are."""
    return func.count(func.distinct(Facts.owner_id))


def team_names() -> dict[UUID | None, str]:
    """Return the names of all teams by id; None is called, too."""
    return {team.id: team.name for team in team_tree()} | {None: NO_TEAM}


def team_cell(team_id: UUID | None) -> dict[str, str]:
    """Return the filter of a team's records."""
    return {"team": str(team_id) if team_id else NOBODY}


def span_cell(asked: Asked, begin: date, end: date) -> dict[str, str]:
    """Return the filter of the days from begin to end that lie within the period asked for."""
    first = max(begin, asked.held_from or begin)
    last = min(end, asked.held_to or end)
    return {"held_from": first.isoformat(), "held_to": last.isoformat()}


def week_cell(asked: Asked, monday: date) -> dict[str, str]:
    """Return the filter of a week's records."""
    return span_cell(asked, monday, monday + timedelta(days=6))


def week_name(monday: date) -> str:
    """Return how a week is called: by its Monday, which everybody finds in a calendar."""
    return f"{monday.day} {monday:%b %Y}"


def month_cell(asked: Asked, first: date) -> dict[str, str]:
    """Return the filter of a month's records."""
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return span_cell(asked, first, following - timedelta(days=1))


def at_level(rows: Iterable[Any], level: int) -> list[Any]:
    """Return the rows with a mark."""
    return [row for row in rows if row.level == level]
