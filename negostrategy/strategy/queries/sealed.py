"""Sealed limits: that they are there, who holds them, and what their bands need. Opening one is an act."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.queries.names import person_name
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.strategy.models import Playbook, PlaybookVersion, SealedLimit, SealHolder, Variable
from negostrategy.strategy.sealing import SealedEdge, edge_of
from negostrategy.tenancy.vault import shadow_of, unseal


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


def holders_of(playbook_id: UUID) -> list[HolderRow]:
    """Return who may open the sealed limits of a playbook, by name."""
    name = person_name(SealHolder.user_id).label("name")
    rows = session.execute(
        select(SealHolder.user_id, name).where(SealHolder.playbook_id == playbook_id).order_by(name, SealHolder.user_id)
    )
    return [HolderRow(*row) for row in rows]


def is_holder(actor: Actor, version_id: UUID) -> bool:
    """Return whether this person may open the sealed limits of a version."""
    found = session.scalar(
        select(SealHolder.id)
        .join(PlaybookVersion, PlaybookVersion.playbook_id == SealHolder.playbook_id)
        .where(PlaybookVersion.id == version_id)
        .where(SealHolder.user_id == actor.user_id)
    )
    return found is not None


def edges_of(version_id: UUID) -> dict[str, SealedEdge]:
    """Return, for each sealed limit of a version, where its band turns: {variable key: edge}."""
    rows = session.execute(
        select(SealedLimit.key, SealedLimit.sealed, Variable.acceptable, Variable.direction, Playbook.key.label("book"))
        .join(
            Variable,
            (Variable.playbook_version_id == SealedLimit.playbook_version_id) & (Variable.key == SealedLimit.key),
        )
        .join(PlaybookVersion, PlaybookVersion.id == SealedLimit.playbook_version_id)
        .join(Playbook, Playbook.id == PlaybookVersion.playbook_id)
        .where(SealedLimit.playbook_version_id == version_id)
        .where(Variable.direction.is_not(None))
    )
    edges = {}
    for row in rows:
        limit = Decimal(unseal(row.sealed, about_limit(version_id, row.key)))
        # Bound to the limit, not to the version: a new version with the same limit must not give a second sight of it.
        shadow = shadow_of(f"{row.book}/{row.key}/{limit.normalize()}")
        edges[row.key] = edge_of(limit, row.acceptable, row.direction, shadow)
    return edges


def who_answers_for(version_id: UUID) -> list[UUID]:
    """Return whom a version's limits concern: who published it, and who holds the seals of its playbook."""
    row = session.execute(
        select(PlaybookVersion.published_by_id, PlaybookVersion.playbook_id).where(PlaybookVersion.id == version_id)
    ).one_or_none()
    if row is None:
        return []
    holders = [holder.user_id for holder in holders_of(row.playbook_id)]
    return sorted({*holders, *([row.published_by_id] if row.published_by_id else [])})
