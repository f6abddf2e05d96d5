"""Rules and versions as figures name them: one rule through all versions of its playbook."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from negostrategy.kernel.db import session
from negostrategy.strategy.models import Playbook, PlaybookVersion, Rule


@dataclass(frozen=True)
class NamedRule:
    """How people call a rule. line: the same for all versions of a rule."""

    id: UUID
    line: str
    title: str
    binding: str
    severity: int
    playbook_name: str


@dataclass(frozen=True)
class NamedVersion:
    """How people call a version of a playbook."""

    id: UUID
    playbook_id: UUID
    playbook_name: str
    number: int


def rules_called(rule_ids: Collection[UUID]) -> dict[UUID, NamedRule]:
    """Return these rules by id."""
    rows = session.execute(
        select(Rule.id, Rule.key, Rule.title, Rule.binding, Rule.severity, Playbook.id, Playbook.name)
        .join(PlaybookVersion, PlaybookVersion.id == Rule.playbook_version_id)
        .join(Playbook, Playbook.id == PlaybookVersion.playbook_id)
        .where(Rule.id.in_(rule_ids))
    )
    return {
        rule_id: NamedRule(rule_id, f"{playbook_id}:{key}", title, binding, severity, name)
        for rule_id, key, title, binding, severity, playbook_id, name in rows
    }


def versions_called(version_ids: Collection[UUID]) -> dict[UUID, NamedVersion]:
    """Return these versions by id."""
    rows = session.execute(
        select(PlaybookVersion.id, Playbook.id, Playbook.name, PlaybookVersion.number)
        .join(Playbook, Playbook.id == PlaybookVersion.playbook_id)
        .where(PlaybookVersion.id.in_(version_ids))
    )
    return {row[0]: NamedVersion(*row) for row in rows}


def rules_like(rule_id: UUID) -> Select[UUID]:
    """Return the selection of a rule's ids in all versions of its playbook."""
    same_version, this, this_version = aliased(PlaybookVersion), aliased(Rule), aliased(PlaybookVersion)
    return (
        select(Rule.id)
        .join(same_version, same_version.id == Rule.playbook_version_id)
        .join(this_version, this_version.playbook_id == same_version.playbook_id)
        .join(this, (this.playbook_version_id == this_version.id) & (this.key == Rule.key))
        .where(this.id == rule_id)
    )


def rules_binding(binding: str) -> Select[UUID]:
    """Return the selection of the ids of all rules that bind so: as a floor, or as a posture."""
    return select(Rule.id).where(Rule.binding == binding)


def versions_of(playbook_id: UUID | str) -> Select[UUID]:
    """Return the selection of the ids of a playbook's versions."""
    return select(PlaybookVersion.id).where(PlaybookVersion.playbook_id == playbook_id)


def playbook_names() -> list[tuple[UUID, str]]:
    """Return all playbooks by name."""
    return [(row.id, row.name) for row in session.execute(select(Playbook.id, Playbook.name).order_by(Playbook.name))]


def rules_of_playbook(playbook_id: UUID, key: str) -> Select[UUID]:
    """Return the selection of the ids of one rule in all versions of a playbook, by its lasting key."""
    return (
        select(Rule.id)
        .join(PlaybookVersion, PlaybookVersion.id == Rule.playbook_version_id)
        .where(PlaybookVersion.playbook_id == playbook_id)
        .where(Rule.key == key)
    )
