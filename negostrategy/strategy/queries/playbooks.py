"""Playbooks: the list, one version to be read or edited, and the versions of one."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from negostrategy.kernel.business import VersionState
from negostrategy.kernel.db import session
from negostrategy.strategy.language.measures import Measure
from negostrategy.strategy.language.sentences import scope_words, sentence
from negostrategy.strategy.models import Playbook, PlaybookVersion, Rule, Variable
from negostrategy.strategy.positions import said_position, type_of_position
from negostrategy.strategy.queries.alone import is_approved_by_nobody_else

COPIED = (
    *("id", "playbook_id", "number", "state", "purpose", "after", "kind", "topics", "segments", "value_from"),
    *("value_to", "privacy_default", "questions", "effective_on", "revision"),
    *("change_size", "change_note", "owner_id", "review_on"),
)


@dataclass(frozen=True)
class PlaybookRow:
    """One version of a playbook in a list."""

    playbook_id: UUID
    key: str
    name: str
    version_id: UUID
    number: int
    state: str
    effective_on: date | None
    purpose: str
    kind: str | None
    topics: list[str]
    variable_count: int
    rule_count: int

    @property
    def scope(self) -> str:
        """Return for which negotiations it is, in words."""
        return scope_words(self.kind, self.topics)

    @property
    def is_draft(self) -> bool:
        """Return whether it is not published yet."""
        return self.state != VersionState.PUBLISHED


@dataclass(frozen=True)
class VariableRow:
    """One variable of a version."""

    id: UUID
    key: str
    name: str
    kind: str
    unit: str
    direction: str | None
    giver: str | None
    opening: Decimal | None
    target: Decimal | None
    acceptable: Decimal | None
    walk_away: Decimal | None
    weight: Decimal
    levels: list[dict[str, Any]] | None
    note: str | None
    to_confirm: bool
    seal: str
    reference: str | None
    ladder: list[dict[str, Any]]
    traders: list[str]
    is_ordered: bool
    is_optional: bool

    @property
    def labels(self) -> list[str]:
        """Return the labels of its levels."""
        return [level["label"] for level in self.levels or []]

    @property
    def measure(self) -> str:
        """Return what its positions are counted in: a unit, or percent of the reference."""
        return f"% of {self.reference}" if self.reference else self.unit

    @property
    def counted(self) -> Measure:
        """Return how it is called and counted."""
        return Measure(self.name, self.kind, self.measure, tuple(self.labels), self.direction, self.seal == "sealed")

    @property
    def steps(self) -> list[tuple[type_of_position | None, str]]:
        """Return the fallback ladder, best step first: each value as people know it, with its note."""
        return [(said_position(self.kind, Decimal(one["value"]), self.labels), one["note"]) for one in self.ladder]

    def said(self, name: str) -> type_of_position | None:
        """Return a position as people know it: a day, yes or no, the label of a level, or the number."""
        return said_position(self.kind, getattr(self, name), self.labels)


@dataclass(frozen=True)
class RuleRow:
    """One rule of a version; says and applies are its expression and condition in plain words."""

    id: UUID
    place: int
    key: str
    title: str
    binding: str
    severity: int
    guidance: str | None
    condition: dict[str, Any] | None
    expression: dict[str, Any] | None
    says: str = ""
    applies: str = ""


@dataclass(frozen=True)
class PlaybookText:
    """One version of a playbook, to be read or edited."""

    playbook_id: UUID
    name: str
    key: str
    id: UUID
    number: int
    state: str
    purpose: str
    after: str | None
    kind: str | None
    topics: list[str]
    segments: list[str]
    value_from: Decimal | None
    value_to: Decimal | None
    privacy_default: str
    questions: list[dict[str, Any]]
    effective_on: date | None
    revision: int
    change_size: str
    change_note: str | None
    owner_id: UUID | None
    review_on: date | None
    variables: list[VariableRow]
    rules: list[RuleRow]
    approved_by_nobody_else: bool = False

    @property
    def is_draft(self) -> bool:
        """Return whether it may still change."""
        return self.state != VersionState.PUBLISHED

    @property
    def scope(self) -> str:
        """Return for which negotiations it is, in words."""
        return scope_words(self.kind, self.topics)

    @property
    def to_confirm_count(self) -> int:
        """Return how many figures are still suggestions."""
        return sum(variable.to_confirm for variable in self.variables)

    @property
    def weight_sum(self) -> Decimal:
        """Return the sum of the weights."""
        return sum((variable.weight for variable in self.variables), Decimal(0))


def playbooks(on: date) -> list[PlaybookRow]:
    """Return each playbook once: the version in force on a day, else its newest; by name."""
    newest: dict[UUID, PlaybookRow] = {}
    for row in sorted(_rows(), key=lambda row: _rank(row, on)):
        newest[row.playbook_id] = row
    return sorted(newest.values(), key=lambda row: row.name.lower())


def draft_counts() -> Counter[UUID]:
    """Return how many drafts each playbook has."""
    return Counter(
        session.scalars(select(PlaybookVersion.playbook_id).where(PlaybookVersion.state != VersionState.PUBLISHED))
    )


def versions_of_playbook(playbook_id: UUID) -> list[PlaybookRow]:
    """Return all versions of one playbook, newest first."""
    return sorted((row for row in _rows() if row.playbook_id == playbook_id), key=lambda row: -row.number)


def playbook_text(version_id: UUID) -> PlaybookText | None:
    """Return one version of a playbook with its variables and rules, or None when there is none."""
    found = session.execute(
        select(PlaybookVersion, Playbook.name, Playbook.key)
        .join(Playbook, Playbook.id == PlaybookVersion.playbook_id)
        .where(PlaybookVersion.id == version_id)
    ).one_or_none()
    if found is None:
        return None
    version, name, key = found
    variables = variables_of_version(version_id)
    measures = {variable.key: variable.counted for variable in variables}
    texts = {question["key"]: question["text"] for question in version.questions}
    return PlaybookText(
        name=name,
        key=key,
        variables=variables,
        rules=_rules(version_id, measures, texts),
        approved_by_nobody_else=is_approved_by_nobody_else(version),
        **{column: getattr(version, column) for column in COPIED},
    )


def variables_of_version(version_id: UUID) -> list[VariableRow]:
    """Return the variables of a version in their order; none when there is no such version."""
    found = session.scalars(
        select(Variable).where(Variable.playbook_version_id == version_id).order_by(Variable.place, Variable.id)
    )
    return [VariableRow(**{name: getattr(one, name) for name in VariableRow.__dataclass_fields__}) for one in found]


def _rank(row: PlaybookRow, on: date) -> tuple[bool, date, int]:
    is_in_force = row.effective_on is not None and row.effective_on <= on
    return is_in_force, row.effective_on if is_in_force and row.effective_on else date.min, row.number


def _rows() -> list[PlaybookRow]:
    variables = select(func.count(Variable.id)).where(Variable.playbook_version_id == PlaybookVersion.id)
    rules = select(func.count(Rule.id)).where(Rule.playbook_version_id == PlaybookVersion.id)
    statement = select(
        Playbook.id.label("playbook_id"),
        Playbook.key,
        Playbook.name,
        PlaybookVersion.id.label("version_id"),
        PlaybookVersion.number,
        PlaybookVersion.state,
        PlaybookVersion.effective_on,
        PlaybookVersion.purpose,
        PlaybookVersion.kind,
        PlaybookVersion.topics,
        variables.scalar_subquery().label("variable_count"),
        rules.scalar_subquery().label("rule_count"),
    ).join(PlaybookVersion, PlaybookVersion.playbook_id == Playbook.id)
    return [PlaybookRow(**row) for row in session.execute(statement).mappings()]


def _rules(version_id: UUID, measures: dict[str, Measure], texts: dict[str, str]) -> list[RuleRow]:
    found = session.scalars(select(Rule).where(Rule.playbook_version_id == version_id).order_by(Rule.place, Rule.id))
    stored = [name for name in RuleRow.__dataclass_fields__ if name not in ("says", "applies")]
    return [
        RuleRow(
            **{name: getattr(one, name) for name in stored},
            says=sentence(one.expression, measures, texts) if one.expression else "",
            applies=sentence(one.condition, measures, texts) if one.condition else "",
        )
        for one in found
    ]
