"""Who is here, in which teams, and where they are signed in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from negostrategy.accounts.models import Invitation, SignIn, Team, User
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role
from negostrategy.tenancy.queries import day_at


@dataclass(frozen=True)
class PersonRow:
    """One person in a list."""

    id: UUID
    name: str
    email: str
    roles: list[str]
    is_active: bool
    team_id: UUID | None
    team_name: str | None


@dataclass(frozen=True)
class TeamRow:
    """One team with what hangs at it; depth counts from the top."""

    id: UUID
    name: str
    parent_id: UUID | None
    manager_id: UUID | None
    manager_name: str | None
    people_count: int
    depth: int = 0


@dataclass(frozen=True)
class SignInRow:
    """One signed-in browser."""

    id: UUID
    browser: str
    begun_at: datetime
    digest: bytes


@dataclass(frozen=True)
class InvitationRow:
    """One invitation that waits."""

    id: UUID
    email: str
    roles: list[str]
    expires_at: datetime


def people(words: str = "", most: int | None = 500) -> list[PersonRow]:
    """Return everybody whose name or address holds each of the words, active ones first, by name.

    most: so many at most, or without end.
    """
    statement = (
        select(User.id, User.name, User.email, User.roles, User.is_active, User.team_id, Team.name)
        .outerjoin(Team, Team.id == User.team_id)
        .order_by(User.is_active.desc(), func.lower(User.name), User.id)
        .limit(most)
    )
    for word in words.split():
        statement = statement.where(
            or_(User.name.icontains(word, autoescape=True), User.email.icontains(word, autoescape=True))
        )
    return [PersonRow(*row) for row in session.execute(statement)]


@dataclass(frozen=True)
class Colleague:
    """Somebody who negotiates here today, and since when they are here.

    roles: those they hold; whoever manages a team is a manager too.
    """

    id: UUID
    name: str
    team_name: str | None
    since: date
    team_id: UUID | None = None
    roles: frozenset[str] = frozenset()


def people_of_today() -> list[Colleague]:
    """Return every active person who negotiates, by name. Who only runs the accounts does not."""
    statement = _colleagues().where(User.is_active).where(User.roles != [Role.ADMIN.value])
    return [_colleague(*row) for row in session.execute(statement.order_by(func.lower(User.name), User.id))]


def colleague(user_id: UUID) -> Colleague | None:
    """Return one active person who negotiates, or None."""
    statement = _colleagues().where(User.id == user_id).where(User.is_active).where(User.roles != [Role.ADMIN.value])
    row = session.execute(statement).one_or_none()
    return _colleague(*row) if row else None


def person(user_id: UUID) -> PersonRow | None:
    """Return one person, or None."""
    statement = (
        select(User.id, User.name, User.email, User.roles, User.is_active, User.team_id, Team.name)
        .outerjoin(Team, Team.id == User.team_id)
        .where(User.id == user_id)
    )
    row = session.execute(statement).one_or_none()
    return PersonRow(*row) if row else None


def team_tree() -> list[TeamRow]:
    """Return every team, each after the one it lies in, with its depth."""
    manager, member = aliased(User), aliased(User)
    statement = (
        select(Team.id, Team.name, Team.parent_id, Team.manager_id, manager.name, func.count(member.id))
        .outerjoin(manager, manager.id == Team.manager_id)
        .outerjoin(member, member.team_id == Team.id)
        .group_by(Team.id, Team.name, Team.parent_id, Team.manager_id, manager.name)
        .order_by(func.lower(Team.name), Team.id)
    )
    rows = [TeamRow(*row) for row in session.execute(statement)]
    return _in_order(rows, None, 0)


def sign_ins_of(user_id: UUID) -> list[SignInRow]:
    """Return where a person is signed in now, newest first."""
    statement = (
        select(SignIn.id, SignIn.browser, SignIn.begun_at, SignIn.digest)
        .where(SignIn.user_id == user_id)
        .where(SignIn.ended_at.is_(None))
        .where(SignIn.ends_at > clock.now())
        .order_by(SignIn.begun_at.desc(), SignIn.id)
        .limit(50)
    )
    return [SignInRow(*row) for row in session.execute(statement)]


def waiting_invitations() -> list[InvitationRow]:
    """Return the invitations that may still be accepted, newest first."""
    statement = (
        select(Invitation.id, Invitation.email, Invitation.roles, Invitation.expires_at)
        .where(Invitation.accepted_at.is_(None))
        .where(Invitation.expires_at > clock.now())
        .order_by(Invitation.invited_at.desc(), Invitation.id)
        .limit(200)
    )
    return [InvitationRow(*row) for row in session.execute(statement)]


def _colleagues() -> Select[*tuple[Any, ...]]:
    managed = aliased(Team)
    manages = select(managed.id).where(managed.manager_id == User.id).exists()
    return select(
        User.id, User.name, Team.name, day_at(User.created_at), User.team_id, User.roles, manages.label("manages")
    ).outerjoin(Team, Team.id == User.team_id)


def _colleague(
    user_id: UUID, name: str, team_name: str | None, since: date, team_id: UUID | None, roles: list[str], manages: bool
) -> Colleague:
    held = frozenset([*roles, Role.MANAGER.value] if manages else roles)
    return Colleague(user_id, name, team_name, since, team_id, held)


def _in_order(rows: list[TeamRow], parent_id: UUID | None, depth: int) -> list[TeamRow]:
    ordered: list[TeamRow] = []
    for row in rows:
        if row.parent_id == parent_id:
            ordered.append(
                TeamRow(row.id, row.name, row.parent_id, row.manager_id, row.manager_name, row.people_count, depth)
            )
            ordered.extend(_in_order(rows, row.id, depth + 1))
    return ordered


def is_alone() -> bool:
    """Return whether only one person has ever joined the organization in force. Who has left had joined."""
    return len(session.scalars(select(User.id).limit(2)).all()) < 2


def administrators() -> list[str]:
    """Return the names of those who run the accounts now."""
    runs = User.roles.contains([Role.ADMIN.value])
    return list(session.scalars(select(User.name).where(User.is_active).where(runs).order_by(User.name)))
