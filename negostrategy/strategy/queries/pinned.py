"""What holds for a negotiation: the versions in force on its day, asked at every logging, so in one statement."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Numeric,
    Select,
    Text,
    Uuid,
    any_,
    bindparam,
    case,
    func,
    null,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.orm import aliased

from negostrategy.kernel.business import ValueKind, VersionState
from negostrategy.kernel.db import session
from negostrategy.strategy.models import Playbook, PlaybookVersion, StrategyVersion, Variable
from negostrategy.strategy.queries.retired import is_retired_playbook, is_retired_strategy

# The positions that a reference makes percentages; what the other side says and what is agreed are amounts.
SHARED = ("opening", "target", "acceptable", "walk_away")


@dataclass(frozen=True)
class Pinned:
    """The versions a negotiation is pinned to, and the playbook's privacy; None where nothing was in force."""

    strategy_version_id: UUID | None = None
    playbook_version_id: UUID | None = None
    privacy_default: str | None = None


@dataclass(frozen=True)
class PinnedPlaybook:
    """The playbook behind a record, by name. questions: [{key, text, kind, choices}]."""

    playbook_id: UUID
    version_id: UUID
    name: str
    number: int
    questions: list[dict[str, Any]]
    effective_on: date | None = None


@dataclass(frozen=True)
class Reference:
    """What positions are percentages of, by name; shares: {position: percent} of those that are known."""

    name: str
    shares: Mapping[str, Decimal]


@dataclass(frozen=True)
class TermSeed:
    """A variable as the first form of a term.

    reference: what its positions are percentages of; then none of them is known until a record says of how much.
    """

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
    reference: str | None = None


def pinned_for(kind: str, topic: str, segment: str | None, value: Decimal | None, held_on: date) -> Pinned:
    """Return what was in force for such a negotiation on its day.

    Of the playbooks whose scope fits, the most specific is taken: first by segment, then value, topic, kind; of equals
    the one in force longest. A version counts until a later one of the same playbook is in force.
    """
    given = {"kind": kind, "topic": topic, "segment": segment, "value": value, "held_on": held_on}
    return Pinned(*session.execute(_in_force(), given).one())


@cache
def _in_force() -> Select[Any]:
    # Asked at every logging: built once.
    version, later = aliased(PlaybookVersion), aliased(PlaybookVersion)
    held_on = bindparam("held_on", type_=Date())
    is_replaced = (
        select(later.id)
        .where(later.playbook_id == version.playbook_id)
        .where(later.state == VersionState.PUBLISHED)
        .where(later.effective_on <= held_on)
        .where(tuple_(later.effective_on, later.number) > tuple_(version.effective_on, version.number))
        .exists()
    )
    strategy = (
        select(StrategyVersion.id)
        .where(StrategyVersion.state == VersionState.PUBLISHED)
        .where(StrategyVersion.effective_on <= held_on)
        .where(~is_retired_strategy(StrategyVersion, held_on))
        .order_by(StrategyVersion.effective_on.desc(), StrategyVersion.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    playbook = (
        select(version.id, version.privacy_default)
        .where(version.state == VersionState.PUBLISHED)
        .where(version.effective_on <= held_on)
        .where(~is_replaced)
        .where(~is_retired_playbook(version, held_on))
        .where(*_fits(version))
        .order_by(*_most_specific_first(version), version.effective_on, version.id)
        .limit(1)
        .subquery()
    )
    return select(strategy, playbook.c.id, playbook.c.privacy_default).select_from(
        select(func.now()).subquery().outerjoin(playbook, true())
    )


def variables_of(playbook_version_id: UUID) -> list[TermSeed]:
    """Return the variables of a version in their order."""
    statement = (
        select(
            Variable.key,
            Variable.name,
            Variable.kind,
            Variable.unit,
            Variable.direction,
            Variable.giver,
            Variable.opening,
            Variable.target,
            Variable.acceptable,
            Variable.walk_away,
            Variable.weight,
            Variable.levels,
            reference_as_amount(Variable).label("reference"),
        )
        .where(Variable.playbook_version_id == playbook_version_id)
        .order_by(Variable.place, Variable.id)
    )
    return [_seed(dict(row)) for row in session.execute(statement).mappings()]


def floors_of(playbook_version_id: UUID) -> list[TermSeed]:
    """Return the variables of a version that have a walk-away, open or sealed, in their order."""
    keys = session.scalars(
        select(Variable.key)
        .where(Variable.playbook_version_id == playbook_version_id)
        .where(or_(Variable.walk_away.is_not(None), Variable.seal == "sealed"))
    ).all()
    return [seed for seed in variables_of(playbook_version_id) if seed.key in keys]


def optional_among(playbook_version_id: UUID | None, keys: Collection[str]) -> set[str]:
    """Return which of these variables a version calls optional; where there are none, nothing is asked."""
    if playbook_version_id is None or not keys:
        return set()
    statement = (
        select(Variable.key)
        .where(Variable.playbook_version_id == playbook_version_id)
        .where(Variable.key.in_(keys))
        .where(Variable.is_optional)
    )
    return set(session.scalars(statement))


def references_of(playbook_version_id: UUID | None) -> dict[str, Reference]:
    """Return, by key, of which variables of a version the positions are percentages, and of what."""
    rows = session.execute(_references(), {"version_id": playbook_version_id}).mappings()
    return {
        row["key"]: Reference(row["reference"], {name: row[name] for name in SHARED if row[name] is not None})
        for row in rows
    }


@cache
def _references() -> Select[Any]:
    return (
        select(Variable.key, Variable.reference, *(getattr(Variable, name) for name in SHARED))
        .where(Variable.playbook_version_id == bindparam("version_id", type_=Uuid()))
        .where(reference_as_amount(Variable).is_not(None))
    )


def reference_as_amount(variable: Any) -> ColumnElement[str | None]:
    """Return what the positions of a variable are percentages of, where a record has to say how much that is.

    variable: the class or a table of variables. Percent of something that is itself offered in percent needs no amount.
    """
    is_amount = variable.kind.in_([ValueKind.MONEY.value, ValueKind.NUMBER.value])
    return case((is_amount, func.nullif(variable.reference, "")), else_=null())


def _seed(row: dict[str, Any]) -> TermSeed:
    hidden = dict.fromkeys(SHARED) if row["reference"] else {}
    return TermSeed(**row | hidden)


def pinned_playbook(playbook_version_id: UUID) -> PinnedPlaybook | None:
    """Return what a record's page says of the playbook it is pinned to."""
    row = session.execute(
        select(
            Playbook.id,
            PlaybookVersion.id,
            Playbook.name,
            PlaybookVersion.number,
            PlaybookVersion.questions,
            PlaybookVersion.effective_on,
        )
        .join(Playbook, Playbook.id == PlaybookVersion.playbook_id)
        .where(PlaybookVersion.id == playbook_version_id)
    ).one_or_none()
    return PinnedPlaybook(*row) if row else None


def questions_of(version_ids: Collection[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """Return the questions of some versions: [{key, text, kind, choices}] by version."""
    rows = session.execute(
        select(PlaybookVersion.id, PlaybookVersion.questions).where(PlaybookVersion.id.in_(version_ids))
    )
    return {row.id: row.questions for row in rows}


def privacy_default_of(playbook_version_id: UUID) -> str | None:
    """Return how private negotiations of a version are unless somebody says otherwise."""
    return session.scalar(select(PlaybookVersion.privacy_default).where(PlaybookVersion.id == playbook_version_id))


def _fits(version: type[PlaybookVersion]) -> list[ColumnElement[bool]]:
    # A segment or value that is not known fits only where any does: compared with NULL nothing is true.
    kind, topic, segment = (bindparam(name, type_=Text()) for name in ("kind", "topic", "segment"))
    value = bindparam("value", type_=Numeric())
    return [
        or_(version.kind.is_(None), version.kind == kind),
        or_(func.cardinality(version.topics) == 0, topic == any_(version.topics)),
        or_(func.cardinality(version.segments) == 0, segment == any_(version.segments)),
        or_(version.value_from.is_(None), version.value_from <= value),
        or_(version.value_to.is_(None), version.value_to > value),
    ]


def _most_specific_first(version: type[PlaybookVersion]) -> list[ColumnElement[Any]]:
    return [
        func.cardinality(version.segments) == 0,
        version.value_from.is_(None) & version.value_to.is_(None),
        func.cardinality(version.topics) == 0,
        version.kind.is_(None),
    ]
