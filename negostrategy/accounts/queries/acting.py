"""Who acts: from a cookie's key or a token to an actor, in one statement."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import DateTime, LargeBinary, Row, Select, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute

from negostrategy.accounts.models import ApiToken, SignIn, Team, User
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import NumberFormat
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role, grants_of
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.tenancy.models import Organization

_DIGEST, _NOW = bindparam("digest", type_=LargeBinary()), bindparam("now", type_=DateTime(timezone=True))
_USED_SINCE = bindparam("used_since", type_=DateTime(timezone=True))
IDLE_LIMIT = "NEGOSTRATEGY_IDLE_LIMIT"
IDLE_USUALLY = timedelta(hours=72)
_PERSON = (User.id, User.name, User.email, User.roles, User.team_id, User.number_format, User.team_since)


def actor_signed_in(digest: bytes) -> Actor | None:
    """Return the person behind a cookie's key, or None when that sign-in has ended, is over, or never was."""
    found = sign_in_with(digest)
    return found.actor if found else None


@dataclass(frozen=True)
class SignInHere:
    """A sign-in that holds: whose it is, and when it was last used."""

    actor: Actor
    seen_at: datetime


def sign_in_with(digest: bytes) -> SignInHere | None:
    """Return the sign-in behind a cookie's key, or None when it has ended, has lain idle too long, or never was."""
    now = clock.now()
    asked = {"digest": digest, "now": now, "used_since": now - idle_limit()}
    row = session.execute(_signed_in(), asked).one_or_none()
    return SignInHere(_actor(row), row.seen_at) if row else None


def idle_limit() -> timedelta:
    """Return how long a sign-in lasts that nobody uses."""
    limit: timedelta = current_app.config.get(IDLE_LIMIT, IDLE_USUALLY)
    return limit


def actor_with_token(digest: bytes) -> Actor | None:
    """Return the person behind an API token with the token's scopes, or None when it is revoked, expired or unknown."""
    row = session.execute(_with_token(), {"digest": digest, "now": clock.now()}).one_or_none()
    return _actor(row, token_id=row.token_id, scopes=frozenset(row.scopes)) if row else None


def actor_of(user_id: UUID) -> Actor | None:
    """Return an active person as an actor, for commands and jobs that act in somebody's name."""
    statement = _with_managed_teams(select(*_PERSON), User.id, User.id, user_id).where(
        User.id == user_id, User.is_active
    )
    row = session.execute(statement).one_or_none()
    return _actor(row) if row else None


def ascribed_to(user_id: UUID) -> Actor:
    """Return a person of ours, also one who has left, as whom something is written down that they said before.

    They may nothing by it: it stands in histories, and decides nothing.
    """
    row = session.execute(select(User.name, User.email).where(User.id == user_id)).one()
    return Actor(user_id, organization_in_force(), row.name, row.email, roles=frozenset(), grants=frozenset())


def actor_by_email(email: str) -> Actor | None:
    """Return an active person by e-mail address, as an actor."""
    user_id = session.scalar(select(User.id).where(func.lower(User.email) == email.strip().lower()))
    return actor_of(user_id) if user_id else None


# Every request begins with one of these two: they are made once.
@cache
def _signed_in() -> Select[*tuple[Any, ...]]:
    return (
        _with_managed_teams(select(*_PERSON), SignIn.user_id, SignIn.digest, _DIGEST)
        .add_columns(SignIn.seen_at)
        .join(SignIn, SignIn.user_id == User.id)
        .where(SignIn.digest == _DIGEST)
        .where(SignIn.ended_at.is_(None))
        .where(SignIn.ends_at > _NOW)
        .where(SignIn.seen_at > _USED_SINCE)
        .where(User.is_active)
    )


@cache
def _with_token() -> Select[*tuple[Any, ...]]:
    return (
        _with_managed_teams(select(*_PERSON), ApiToken.user_id, ApiToken.digest, _DIGEST)
        .add_columns(ApiToken.id.label("token_id"), ApiToken.scopes)
        .join(ApiToken, ApiToken.user_id == User.id)
        .where(ApiToken.digest == _DIGEST)
        .where(ApiToken.revoked_at.is_(None))
        .where(ApiToken.expires_at > _NOW)
        .where(User.is_active)
    )


def _with_managed_teams(
    people: Select[*tuple[Any, ...]], user: InstrumentedAttribute[UUID], key: InstrumentedAttribute[Any], value: object
) -> Select[*tuple[Any, ...]]:
    whose = select(user).where(key == value).scalar_subquery()
    tree = select(Team.id).where(Team.manager_id == whose).cte("managed", recursive=True)
    tree = tree.union(select(Team.id).join(tree, Team.parent_id == tree.c.id))
    changed = select(Organization.revision).where(Organization.id == User.organization_id)
    return people.add_columns(
        select(func.array_agg(tree.c.id)).scalar_subquery().label("managed_team_ids"),
        changed.scalar_subquery().label("organization_revision"),
    )


def _actor(row: Row[Any], token_id: UUID | None = None, scopes: frozenset[str] | None = None) -> Actor:
    roles = [Role(role) for role in row.roles]
    grants = grants_of(roles)
    return Actor(
        user_id=row.id,
        organization_id=organization_in_force(),
        name=row.name,
        email=row.email,
        roles=frozenset(roles),
        grants=grants if scopes is None else frozenset(grant for grant in grants if grant in scopes),
        team_id=row.team_id,
        managed_team_ids=frozenset(row.managed_team_ids or ()),
        token_id=token_id,
        organization_revision=row.organization_revision,
        number_format=NumberFormat(row.number_format) if row.number_format else None,
        team_since=row.team_since,
    )
