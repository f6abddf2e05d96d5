"""What a playbook version holds against records: its rules, and the words needed to explain them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ScalarSelect, Select, Uuid, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute

from negostrategy.kernel.business import VersionState
from negostrategy.kernel.db import session
from negostrategy.strategy.language.measures import Measure
from negostrategy.strategy.models import Playbook, PlaybookVersion, Rule, Variable


@dataclass(frozen=True)
class RuleLine:
    """One rule of a version, in its place. condition: when it applies, None for always; expression: what then holds.

    key: the same in all versions of its playbook.
    """

    id: UUID
    place: int
    title: str
    binding: str
    severity: int
    guidance: str | None
    condition: Mapping[str, Any] | None
    expression: Mapping[str, Any] | None
    key: str = ""


@dataclass(frozen=True)
class VariableLine:
    """How a variable is called and counted, and where it ends. levels: [{level, label, points}] of a choice.

    traders: the roles that may give or take it; none means everybody. target, acceptable and walk_away: as the version
    says them, in per cent where there is a reference; the walk-away of a sealed variable is not here.
    is_optional: an agreement may leave it out.
    """

    key: str
    name: str
    kind: str
    unit: str
    levels: tuple[Mapping[str, Any], ...]
    direction: str | None = None
    traders: frozenset[str] = frozenset()
    target: Decimal | None = None
    acceptable: Decimal | None = None
    walk_away: Decimal | None = None
    reference: str | None = None
    weight: Decimal = Decimal(0)
    is_optional: bool = False

    @property
    def counted(self) -> Measure:
        """Return how it is called and counted."""
        labels = tuple(level["label"] for level in self.levels)
        return Measure(self.name, self.kind, self.unit, labels, self.direction)


@dataclass(frozen=True)
class Rulebook:
    """The rules of one version with everything their names refer to. Of a published version it never changes.

    questions: {key: {key, text, kind, choices}}.
    """

    version_id: UUID
    is_published: bool
    rules: tuple[RuleLine, ...]
    variables: Mapping[str, VariableLine]
    questions: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class VersionName:
    """How people call a version: the name of its playbook, which may change, and its number."""

    playbook_name: str
    number: int
    playbook_id: UUID

    @classmethod
    def read(cls, said: Mapping[str, Any] | None) -> "VersionName | None":
        """Return what `naming` answered as part of another question."""
        return cls(said["playbook_name"], said["number"], UUID(said["playbook_id"])) if said else None


def naming(version_id: InstrumentedAttribute[UUID | None] | BindParameter[UUID]) -> ScalarSelect[Any]:
    """Return how people call a version, as a column of a question whose answer `VersionName.read` reads."""
    said = func.jsonb_build_object(
        "playbook_name", Playbook.name, "number", PlaybookVersion.number, "playbook_id", Playbook.id
    )
    return (
        select(said)
        .join_from(PlaybookVersion, Playbook, PlaybookVersion.playbook_id == Playbook.id)
        .where(PlaybookVersion.id == version_id)
        .scalar_subquery()
    )


def rulebook_of(version_id: UUID) -> Rulebook | None:
    """Return the rules of a playbook version and their words, or None when there is no such version."""
    version = session.execute(
        select(PlaybookVersion.state, PlaybookVersion.questions).where(PlaybookVersion.id == version_id)
    ).one_or_none()
    if version is None:
        return None
    return Rulebook(
        version_id=version_id,
        is_published=version.state == VersionState.PUBLISHED,
        rules=_rules(version_id),
        variables={line.key: line for line in _variables(version_id)},
        questions={question["key"]: question for question in version.questions},
    )


def version_name(version_id: UUID) -> VersionName | None:
    """Return how people call a playbook version, or None when there is no such version."""
    return VersionName.read(session.scalar(_called(), {"version_id": version_id}))


def rule_names(playbook_ids: Collection[UUID]) -> dict[tuple[UUID, str], tuple[str, str]]:
    """Return how playbooks and their rules are called: {(playbook, key of a rule): (name, title)}, as written last."""
    rows = session.execute(
        select(Playbook.id, Playbook.name, Rule.key, Rule.title)
        .join(PlaybookVersion, PlaybookVersion.playbook_id == Playbook.id)
        .join(Rule, Rule.playbook_version_id == PlaybookVersion.id)
        .where(Playbook.id.in_(playbook_ids))
        .where(PlaybookVersion.state == VersionState.PUBLISHED)
        .order_by(PlaybookVersion.number, Rule.place)
    )
    return {(row.id, row.key): (row.name, row.title) for row in rows}


@cache
def _called() -> Select[Any]:
    return select(naming(bindparam("version_id", type_=Uuid())))


def _rules(version_id: UUID) -> tuple[RuleLine, ...]:
    rows = session.execute(
        select(
            Rule.id,
            Rule.place,
            Rule.title,
            Rule.binding,
            Rule.severity,
            Rule.guidance,
            Rule.condition,
            Rule.expression,
            Rule.key,
        )
        .where(Rule.playbook_version_id == version_id)
        .order_by(Rule.place, Rule.id)
    )
    return tuple(RuleLine(*row) for row in rows)


def _variables(version_id: UUID) -> list[VariableLine]:
    rows = session.execute(
        select(
            Variable.key,
            Variable.name,
            Variable.kind,
            Variable.unit,
            Variable.levels,
            Variable.direction,
            Variable.traders,
            Variable.target,
            Variable.acceptable,
            Variable.walk_away,
            Variable.reference,
            Variable.weight,
            Variable.is_optional,
        )
        .where(Variable.playbook_version_id == version_id)
        .order_by(Variable.place, Variable.id)
    )
    return [
        VariableLine(
            *(row.key, row.name, row.kind, row.unit, tuple(row.levels or ()), row.direction, frozenset(row.traders)),
            *(row.target, row.acceptable, row.walk_away, row.reference, row.weight),
            is_optional=row.is_optional,
        )
        for row in rows
    ]
