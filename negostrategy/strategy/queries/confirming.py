"""What one person confirms of a version: its statements, its cases, and whether another confirmation counts for it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from negostrategy.kernel.db import session
from negostrategy.strategy.models import (
    AcknowledgedStatement,
    Acknowledgement,
    StrategyVersion,
    UnderstandingAnswer,
    UnderstandingCase,
)
from negostrategy.strategy.queries.acknowledgements import confirms, version_that_counts
from negostrategy.strategy.queries.audiences import spared_parts
from negostrategy.strategy.statements import STATEMENTS


@dataclass(frozen=True)
class Statement:
    """A part of a version that everybody confirms on its own, and whether this person has."""

    key: str
    title: str
    is_confirmed: bool


@dataclass(frozen=True)
class Case:
    """A case to answer. is_right: this person's first answer, None before it."""

    id: UUID
    situation: str
    choices: list[str]
    right_place: int
    because: str
    is_right: bool | None


@dataclass(frozen=True)
class Confirmation:
    """Which version somebody has confirmed, and when."""

    number: int
    acknowledged_at: datetime


def statements_of(version_id: UUID, user_id: UUID) -> list[Statement]:
    """Return the statements that somebody confirms, in reading order; a part without text is none."""
    spared = spared_parts(version_that_counts(version_id), user_id)
    sections = session.scalar(select(StrategyVersion.sections).where(StrategyVersion.id == version_id)) or []
    confirmed = set(
        session.scalars(
            select(AcknowledgedStatement.part)
            .where(AcknowledgedStatement.strategy_version_id == version_id)
            .where(AcknowledgedStatement.user_id == user_id)
        )
    )
    return [
        Statement(section["key"], section["title"], section["key"] in confirmed)
        for section in sections
        if section["key"] in STATEMENTS and section["key"] not in spared and section.get("body", "").strip()
    ]


def cases_of(version_id: UUID, user_id: UUID) -> list[Case]:
    """Return the cases of a version, with somebody's first answers."""
    answer = (
        select(UnderstandingAnswer.is_right)
        .where(UnderstandingAnswer.case_id == UnderstandingCase.id)
        .where(UnderstandingAnswer.user_id == user_id)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            UnderstandingCase.id,
            UnderstandingCase.situation,
            UnderstandingCase.choices,
            UnderstandingCase.right_place,
            UnderstandingCase.because,
            answer,
        )
        .where(UnderstandingCase.strategy_version_id == version_id)
        .order_by(UnderstandingCase.written_at, UnderstandingCase.id)
    )
    return [Case(*row) for row in rows]


def confirmation_that_counts(version_id: UUID, user_id: UUID) -> Confirmation | None:
    """Return which version somebody has confirmed so that they need not confirm this one: it, or another that counts.

    A minor change asks nobody again: who has read the last major version before it has read it.
    """
    row = session.execute(
        select(StrategyVersion.number, Acknowledgement.acknowledged_at)
        .join(StrategyVersion, StrategyVersion.id == Acknowledgement.strategy_version_id)
        .where(confirms(version_that_counts(version_id)))
        .where(Acknowledgement.user_id == user_id)
        .order_by(StrategyVersion.id != version_id, StrategyVersion.effective_on.desc())
        .limit(1)
    ).one_or_none()
    return Confirmation(*row) if row else None
