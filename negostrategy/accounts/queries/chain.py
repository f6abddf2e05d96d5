"""Who decides above a team: its managers up the tree, then the leaders, each with whoever stands in for them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Integer, Text, Uuid, any_, bindparam, literal, select
from sqlalchemy.orm import aliased

from negostrategy.accounts.models import Team, User
from negostrategy.accounts.queries.stand_ins import deputies_of
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role

LEADERS = 99


@dataclass(frozen=True)
class Decider:
    """Somebody who decides: as manager so many teams up, or as leader (99). roles are all of theirs."""

    user_id: UUID
    name: str
    roles: tuple[str, ...]
    distance: int


@dataclass(frozen=True)
class Present:
    """Who is there to decide on a day: themselves, or somebody else for them."""

    user_id: UUID
    name: str
    acts_for_id: UUID | None = None
    acts_for: str | None = None


def deciders_above(team_id: UUID | None) -> list[Decider]:
    """Return the managers above a team, nearest first, then the leaders by name. Nobody stands twice."""
    found: dict[UUID, Decider] = {}
    for row in sorted(session.execute(_above(), {"team_id": team_id}), key=lambda row: (row.distance, row.name)):
        found.setdefault(row.id, Decider(row.id, row.name, tuple(row.roles), row.distance))
    return list(found.values())


@cache
def _above() -> CompoundSelect[Any]:
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
    return managers.union_all(leaders)


def people_called_by_id(user_ids: list[UUID]) -> dict[UUID, Decider]:
    """Return these people where they are active, as deciders without a place in the tree."""
    if not user_ids:
        return {}
    rows = session.execute(select(User.id, User.name, User.roles).where(User.id.in_(user_ids)).where(User.is_active))
    return {row.id: Decider(row.id, row.name, tuple(row.roles), LEADERS) for row in rows}


def present_on(deciders: list[Decider], on: date, without: Collection[UUID]) -> list[Present]:
    """Return who is there in place of these people on a day, in their order.

    without: people who cannot be asked, because they ask or negotiate themselves. Whoever is away and has a deputy is
    not asked; the deputy is, in their name.
    """
    away = deputies_of([decider.user_id for decider in deciders], on)
    deputies = people_called_by_id(list(away.values()))
    found: dict[UUID, Present] = {}
    for decider in deciders:
        deputy = deputies.get(away.get(decider.user_id, decider.user_id))
        one = (
            Present(deputy.user_id, deputy.name, decider.user_id, decider.name)
            if deputy
            else Present(decider.user_id, decider.name)
        )
        if one.user_id not in without:
            found.setdefault(one.user_id, one)
    return list(found.values())
