"""Who decides for whom on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, Uuid, bindparam, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from negostrategy.accounts.models import StandIn, User
from negostrategy.accounts.queries.names import person_name
from negostrategy.accounts.queries.people import PersonRow, people, person
from negostrategy.accounts.standing_in import NOWHERE, Absence, Decider, chain_of
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Grant, Role, grants_of

# Who and when, as values, or as parameters of a question that is made once.
type_of_person = UUID | ColumnElement[UUID]
type_of_day = date | ColumnElement[date]


def away_on(on: date) -> tuple[dict[UUID, Decider], dict[UUID, Absence]]:
    """Return who stands in for anybody on a day, and who is away: {deputy: decider}, {person: absence}."""
    rows = session.execute(_away(), {"on": on}).all()
    deputies = {
        row.deputy_id: Decider(row.deputy_id, row.name, tuple(row.roles), NOWHERE, row.is_active) for row in rows
    }
    return deputies, {row.user_id: Absence(row.user_id, row.deputy_id, row.until_on) for row in rows}


def deputies_of(user_ids: Collection[UUID], on: date) -> dict[UUID, UUID]:
    """Return who decides on a day for those of these people who are away: {person: the last who may of their chain}."""
    return {user_id: links[-1].user_id for user_id, links in links_of(user_ids, on).items()}


def links_of(user_ids: Collection[UUID], on: date) -> dict[UUID, list[Decider]]:
    """Return the stand-ins of those of these people who are away, up to the last who may decide: {person: [links]}."""
    if not user_ids:
        return {}
    deputies, absences = away_on(on)
    found = {}
    for user_id in user_ids:
        links = [deputies[one] for one in chain_of(user_id, absences)[1:]]
        while links and not links[-1].is_able:
            links.pop()
        if links:
            found[user_id] = links
    return found


def principals_of(deputy_id: UUID, on: date) -> frozenset[UUID]:
    """Return the people for whom somebody stands in on a day, also in place of others who stand in for them."""
    return frozenset(session.scalars(_principals(literal(deputy_id, Uuid()), literal(on, Date()))))


def acts_for(column: InstrumentedAttribute[UUID], user_id: type_of_person, on: type_of_day) -> ColumnElement[bool]:
    """Return the condition that a column names somebody, or a person for whom they stand in on a day."""
    return or_(column == user_id, column.in_(_principals(user_id, on)))


@dataclass(frozen=True)
class StandInRow:
    """One stand-in, present or to come."""

    id: UUID
    user_id: UUID
    person: str
    deputy_id: UUID
    deputy: str
    from_on: date
    until_on: date
    reason: str | None


def stand_ins_of(user_ids: Collection[UUID], on: date) -> list[StandInRow]:
    """Return who stands in for some people, from a day on, in the order of the days."""
    return _stand_ins(StandIn.user_id.in_(user_ids), on)


def stand_ins_about(user_id: UUID, on: date) -> list[StandInRow]:
    """Return who stands in for somebody, and for whom they stand in, from a day on, in the order of the days."""
    return _stand_ins(or_(StandIn.user_id == user_id, StandIn.deputy_id == user_id), on)


def people_to_name_for(actor: Actor) -> list[PersonRow]:
    """Return the others for whom this person may say who stands in, by name.

    Leaders do so for everybody; managers for their teams, but not for a leader, whose say would then be theirs.
    """
    return [one for one in people(most=None) if one.is_active and one.id != actor.user_id and _answers_for(actor, one)]


def may_name_for(actor: Actor, user_id: UUID) -> bool:
    """Return whether this person may say who stands in for somebody: for themselves, or for people of theirs."""
    found = person(user_id)
    return user_id == actor.user_id or (found is not None and found.is_active and _answers_for(actor, found))


def people_who_can_stand_in() -> list[PersonRow]:
    """Return the active people who may decide, by name. Who only runs the accounts decides nothing."""
    return [one for one in people(most=None) if can_stand_in(one)]


def can_stand_in(one: PersonRow) -> bool:
    """Return whether somebody is here and may decide."""
    return one.is_active and Grant.APPROVAL_DECIDE in grants_of([Role(role) for role in one.roles])


def _answers_for(actor: Actor, one: PersonRow) -> bool:
    return actor.is_leader or (one.team_id in actor.managed_team_ids and Role.LEADER.value not in one.roles)


def _stand_ins(these: ColumnElement[bool], on: date) -> list[StandInRow]:
    statement = (
        select(
            StandIn.id,
            StandIn.user_id,
            person_name(StandIn.user_id),
            StandIn.deputy_id,
            person_name(StandIn.deputy_id),
            StandIn.from_on,
            StandIn.until_on,
            StandIn.reason,
        )
        .where(these)
        .where(StandIn.until_on >= on)
        .where(StandIn.ended_at.is_(None))
        .order_by(StandIn.from_on, StandIn.id)
    )
    return [StandInRow(*row) for row in session.execute(statement)]


def _principals(deputy_id: type_of_person, on: type_of_day) -> Select[UUID]:
    # A union that keeps nobody twice: it ends also where a circle was put into the table by hand.
    first = select(StandIn.user_id).where(StandIn.deputy_id == deputy_id, *_in_force(on)).cte(recursive=True)
    chain = first.union(select(StandIn.user_id).join(first, StandIn.deputy_id == first.c.user_id).where(*_in_force(on)))
    return select(chain.c.user_id)


@cache
def _away() -> Select[UUID, UUID, date, str, list[str], bool]:
    return (
        select(StandIn.user_id, StandIn.deputy_id, StandIn.until_on, User.name, User.roles, User.is_active)
        .join(User, User.id == StandIn.deputy_id)
        .where(*_in_force(bindparam("on", type_=Date())))
        .order_by(StandIn.set_at, StandIn.id)
    )


def _in_force(on: type_of_day) -> tuple[ColumnElement[bool], ...]:
    return StandIn.from_on <= on, StandIn.until_on >= on, StandIn.ended_at.is_(None)
