"""Names of people and teams, as parts of other features' questions: one statement there instead of two."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import CollectionAggregate, ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from negostrategy.accounts.models import Team, User
from negostrategy.kernel.db import session

# Made once: an alias learns the columns of its table each time one is made, and lists ask for many names.
_NAMED, _CALLED = aliased(User), aliased(Team)
type_of_key = InstrumentedAttribute[UUID] | InstrumentedAttribute[UUID | None] | ColumnElement[Any]


def person_name(of: type_of_key) -> ScalarSelect[str]:
    """Return the selection of a person's name by the column that holds their id."""
    return select(_NAMED.name).where(_NAMED.id == of).scalar_subquery()


def team_name(of: type_of_key) -> ScalarSelect[str]:
    """Return the selection of a team's name by the column that holds its id."""
    return select(_CALLED.name).where(_CALLED.id == of).scalar_subquery()


def names_of_people(user_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the names of those of these people who are or were here: {person: name}."""
    if not user_ids:
        return {}
    rows = session.execute(select(User.id, User.name).where(User.id.in_(user_ids)))
    return {row.id: row.name for row in rows}


def teams_called(names: CollectionAggregate[Any]) -> Select[str, UUID, str]:
    """Return the selection of key, id and name of the teams with any of these names, given by their keys."""
    return select(Team.name_key, Team.id, Team.name).where(Team.name_key == names)


def people_called(names: CollectionAggregate[Any]) -> Select[str, UUID, str, UUID | None]:
    """Return the selection of key, id, name and team of active people by keys of first or whole names or addresses."""
    first = func.split_part(User.name_key, " ", 1)
    whole = User.name_key
    address = func.lower(User.email)
    return (
        select(User.name_key, User.id, User.name, User.team_id)
        .where(User.is_active)
        .where((first == names) | (whole == names) | (address == names))
        .order_by(whole, User.id)
        .limit(100)
    )


def people_with_ids(user_ids: Collection[UUID]) -> Select[UUID, UUID | None]:
    """Return the selection of id and team of those of these people who exist here."""
    return select(User.id, User.team_id).where(User.id.in_(user_ids))
