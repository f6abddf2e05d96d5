"""The authority matrix: what holds on a day, and the page's rows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, bindparam, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from negostrategy.accounts.queries.names import person_name
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.authority import AuthorityLine
from negostrategy.strategy.models import Authority, Playbook, PlaybookVersion, Variable

_LINE = tuple(getattr(Authority, name) for name in AuthorityLine.__dataclass_fields__)


@dataclass(frozen=True)
class AuthorityRow:
    """One line of the matrix as the page shows it."""

    id: UUID
    role: str | None
    person: str | None
    basis: str
    topic: str | None
    segment: str | None
    variable: str | None
    limit: Decimal | None
    currency: str | None
    from_on: date
    until_on: date | None
    note: str | None
    granted_by: str | None
    is_over: bool


@dataclass(frozen=True)
class KnownVariable:
    """A variable that some playbook names, with what is needed to read a limit of it."""

    key: str
    name: str
    kind: str
    unit: str
    labels: tuple[str, ...]


def matrix_on(day: date) -> list[AuthorityLine]:
    """Return every line of the authority matrix that holds on a day."""
    return [AuthorityLine(*row) for row in session.execute(_matrix(), {"day": day})]


@cache
def _matrix() -> Select[Any]:
    day = bindparam("day", type_=Date())
    return (
        select(*_LINE)
        .where(Authority.ended_at.is_(None))
        .where(Authority.from_on <= day)
        .where(or_(Authority.until_on.is_(None), Authority.until_on >= day))
        .order_by(Authority.granted_at, Authority.id)
    )


def authority_rows(actor: Actor, on: date) -> list[AuthorityRow]:
    """Return the lines this person may see, what is over last: whoever grants sees all, everybody else their own."""
    statement = select(
        Authority.id,
        Authority.role,
        person_name(Authority.user_id).label("person"),
        *(getattr(Authority, name) for name in ("basis", "topic", "segment", "variable", "limit", "currency")),
        Authority.from_on,
        Authority.until_on,
        Authority.note,
        person_name(Authority.granted_by_id).label("granted_by"),
        Authority.ended_at,
    ).order_by(Authority.ended_at.desc().nulls_first(), Authority.granted_at, Authority.id)
    if not actor.may(Grant.AUTHORITY_WRITE):
        statement = statement.where(
            or_(Authority.user_id == actor.user_id, Authority.role.in_([role.value for role in actor.roles]))
        ).where(Authority.ended_at.is_(None))
    rows = [_row(dict(row), on) for row in session.execute(statement).mappings()]
    return sorted(rows, key=lambda row: row.is_over)


def known_variables() -> list[KnownVariable]:
    """Return each variable that a published playbook names, once, by name."""
    statement = (
        select(Variable.key, Variable.name, Variable.kind, Variable.unit, Variable.levels)
        .join(PlaybookVersion, PlaybookVersion.id == Variable.playbook_version_id)
        .join(Playbook, Playbook.id == PlaybookVersion.playbook_id)
        .where(PlaybookVersion.state == "published")
        .order_by(Variable.key, PlaybookVersion.published_at.desc())
        .ext(distinct_on(Variable.key))
    )
    found = [
        KnownVariable(row.key, row.name, row.kind, row.unit, tuple(level["label"] for level in row.levels or ()))
        for row in session.execute(statement)
    ]
    return sorted(found, key=lambda variable: (variable.name.lower(), variable.key))


def _row(said: dict[str, Any], on: date) -> AuthorityRow:
    ended_at, until_on = said.pop("ended_at"), said["until_on"]
    return AuthorityRow(**said, is_over=ended_at is not None or (until_on is not None and until_on < on))
