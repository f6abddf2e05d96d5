"""Who decides above a team: its managers up the tree, then the leaders, and who is away on a day."""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CompoundSelect, Integer, Text, Uuid, any_, bindparam, literal, select
from sqlalchemy.orm import aliased

from negostrategy.accounts.models import Team, User
from negostrategy.accounts.queries.stand_ins import away_on
from negostrategy.accounts.standing_in import LEADERS, NOWHERE, Decider, House
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role


def house_on(team_id: UUID | None, named: Collection[UUID], on: date) -> House:
    """Return who may have to decide above a team on a day, and these people too, in two statements."""
    asked = {"team_id": team_id, "named": list(named)}
    found: dict[UUID, Decider] = {}
    for row in sorted(session.execute(_deciders(), asked), key=lambda row: (row.distance, row.name)):
        found.setdefault(row.id, Decider(row.id, row.name, tuple(row.roles), row.distance))
    deputies, absences = away_on(on)
    above = tuple(one for one in found.values() if one.distance <= LEADERS)
    others = tuple(one for one in found.values() if one.distance > LEADERS)
    return House(above, others, deputies | found, absences)


@cache
def _deciders() -> CompoundSelect[Any]:
    tree = (
        select(Team.id, Team.parent_id, Team.manager_id, literal(0, Integer()).label("distance"))
        .where(Team.id == bindparam("team_id", type_=Uuid()))
        .cte("above", recursive=True)
    )
    parent = aliased(Team)
    tree = tree.union_all(
        select(parent.id, parent.parent_id, parent.manager_id, tree.c.distance + 1).join(
            tree, tree.c.parent_id == parent.id
        )
    )
    managers = (
        select(User.id, User.name, User.roles, tree.c.distance)
        .join(tree, tree.c.manager_id == User.id)
        .where(User.is_active)
    )
    leaders = (
        select(User.id, User.name, User.roles, literal(LEADERS, Integer()))
        .where(literal(Role.LEADER.value, Text()) == any_(User.roles))
        .where(User.is_active)
    )
    named = (
        select(User.id, User.name, User.roles, literal(NOWHERE, Integer()))
        .where(User.id == any_(bindparam("named", type_=ARRAY(Uuid()))))
        .where(User.is_active)
    )
    return managers.union_all(leaders, named)
