"""Sealed limits: that they are there, who holds them, and what their bands need. Opening one is an act."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from negostrategy.accounts.queries.names import person_name
from negostrategy.accounts.queries.people import person
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import VersionState
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Grant, Role, grants_of
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.strategy.models import Playbook, PlaybookVersion, SealedLimit, SealHolder, Variable


@dataclass(frozen=True)
class SealedRow:
    """A variable whose walk-away is sealed. is_set: a limit lies in the seal."""

    key: str
    name: str
    kind: str
    unit: str
    labels: tuple[str, ...]
    is_set: bool
    sealed_by: str | None
    sealed_at: datetime | None


@dataclass(frozen=True)
class HolderRow:
    """Somebody who may open the sealed limits of a playbook."""

    user_id: UUID
    name: str


def about_limit(version_id: UUID, key: str) -> str:
    """Return what a sealed limit is bound to: this variable of this version, and no other row."""
    return f"{version_id}/{key}"


def sealed_rows(version_id: UUID) -> list[SealedRow]:
    """Return the sealed variables of a version in their order."""
    rows = session.execute(
        select(
            Variable.key,
            Variable.name,
            Variable.kind,
            Variable.unit,
            Variable.levels,
            SealedLimit.id.is_not(None).label("is_set"),
            person_name(SealedLimit.sealed_by_id).label("sealed_by"),
            SealedLimit.sealed_at,
        )
        .outerjoin(
            SealedLimit,
            (SealedLimit.playbook_version_id == Variable.playbook_version_id) & (SealedLimit.key == Variable.key),
        )
        .where(Variable.playbook_version_id == version_id)
        .where(Variable.seal == "sealed")
        .order_by(Variable.place, Variable.id)
    )
    return [
        SealedRow(
            *(row.key, row.name, row.kind, row.unit, tuple(level["label"] for level in row.levels or ())),
            *(row.is_set, row.sealed_by, row.sealed_at),
        )
        for row in rows
    ]


def said_openly_before(version_id: UUID) -> list[str]:
    """Return the names of sealed variables whose walk-away a published version of the same playbook says openly."""
    earlier = aliased(Variable)
    here = select(PlaybookVersion.playbook_id).where(PlaybookVersion.id == version_id).scalar_subquery()
    published = (
        select(PlaybookVersion.id)
        .where(PlaybookVersion.playbook_id == here)
        .where(PlaybookVersion.state == VersionState.PUBLISHED)
    )
    was_open = (
        select(earlier.id)
        .where(earlier.key == Variable.key)
        .where(earlier.playbook_version_id.in_(published))
        .where(earlier.walk_away.is_not(None))
        .exists()
    )
    statement = select(Variable.name).where(Variable.playbook_version_id == version_id).where(Variable.seal == "sealed")
    return list(session.scalars(statement.where(was_open).order_by(Variable.place, Variable.id)))


def holders_of(playbook_id: UUID) -> list[HolderRow]:
    """Return who may open the sealed limits of a playbook, by name."""
    name = person_name(SealHolder.user_id).label("name")
    rows = session.execute(
        select(SealHolder.user_id, name).where(SealHolder.playbook_id == playbook_id).order_by(name, SealHolder.user_id)
    )
    return [HolderRow(*row) for row in rows]


def is_named(actor: Actor, version_id: UUID) -> bool:
    """Return whether this person is named as a holder of a version's seals, whatever they may do today."""
    found = session.scalar(
        select(SealHolder.id)
        .join(PlaybookVersion, PlaybookVersion.playbook_id == SealHolder.playbook_id)
        .where(PlaybookVersion.id == version_id)
        .where(SealHolder.user_id == actor.user_id)
    )
    return found is not None


def is_holder(actor: Actor, version_id: UUID) -> bool:
    """Return whether this person may open the sealed limits of a version today: named, and still in a role for it."""
    return may_hold([role.value for role in actor.roles]) and is_named(actor, version_id)


def may_hold(roles: Collection[str], *, is_active: bool = True) -> bool:
    """Return whether somebody may hold a seal: they are here and negotiate. Who only runs the accounts reads none."""
    return is_active and Grant.NEGOTIATION_READ in grants_of([Role(role) for role in roles])


def holds_a_seal(user_id: UUID) -> bool:
    """Return whether this person may open the sealed limits of any playbook."""
    return session.scalar(select(SealHolder.id).where(SealHolder.user_id == user_id).limit(1)) is not None


def may_seal(actor: Actor, playbook_id: UUID) -> bool:
    """Return whether this person may close seals of a playbook and name holders: one of them, or anybody when none of
    them may write any more.

    Grants are for the caller to ask.
    """
    there = holders_who_write(playbook_id)
    return not there or actor.user_id in there


def holders_who_write(playbook_id: UUID) -> frozenset[UUID]:
    """Return the holders of a playbook's seals who are here and may write playbooks today: only these count."""
    found = [person(holder.user_id) for holder in holders_of(playbook_id)]
    return frozenset(
        one.id
        for one in found
        if one and one.is_active and Grant.PLAYBOOK_WRITE in grants_of([Role(role) for role in one.roles])
    )


def held_alone_by(user_id: UUID) -> list[str]:
    """Return the names of the playbooks of whose seals somebody is the only holder who may write today."""
    rows = session.execute(
        select(Playbook.id, Playbook.name)
        .join(SealHolder, SealHolder.playbook_id == Playbook.id)
        .where(SealHolder.user_id == user_id)
        .order_by(Playbook.name, Playbook.id)
    )
    return [row.name for row in rows if holders_who_write(row.id) == {user_id}]


@lru_cache(maxsize=1024)
def _edges(_organization_id: UUID, version_id: UUID) -> Mapping[str, Decimal]:
    rows = session.execute(
        select(SealedLimit.key, SealedLimit.edge).where(SealedLimit.playbook_version_id == version_id)
    )
    return {row.key: row.edge for row in rows}


def sealed_edges(version_id: UUID | None) -> Mapping[str, Decimal]:
    """Return where the bands of a published version's sealed variables turn, by key. It never changes, so it is kept.

    For deciding on a band only: an edge is shown to nobody.
    """
    return _edges(organization_in_force(), version_id) if version_id else {}


def who_answers_for(version_id: UUID) -> list[UUID]:
    """Return whom a version's limits concern: its owner, who published it, and who holds the seals of its playbook."""
    row = session.execute(
        select(PlaybookVersion.owner_id, PlaybookVersion.published_by_id, PlaybookVersion.playbook_id).where(
            PlaybookVersion.id == version_id
        )
    ).one_or_none()
    if row is None:
        return []
    holders = [holder.user_id for holder in holders_of(row.playbook_id)]
    return sorted({*holders, *(one for one in (row.owner_id, row.published_by_id) if one is not None)})
