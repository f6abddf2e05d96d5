"""Who has to read what, who has, and who has not (M31)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, and_, cast, func, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.expression import ScalarSelect

from negostrategy.accounts.queries.people import people_of_today
from negostrategy.kernel.business import ChangeSize, VersionState
from negostrategy.kernel.db import session
from negostrategy.kernel.interval import wilson
from negostrategy.strategy.audiences import WHOLE
from negostrategy.strategy.models import (
    AcknowledgedStatement,
    Acknowledgement,
    StrategyVersion,
    UnderstandingAnswer,
    UnderstandingCase,
)
from negostrategy.strategy.queries.audiences import EVERYBODY, fitting, reaches_of
from negostrategy.strategy.queries.retired import is_retired_strategy
from negostrategy.strategy.statements import DAYS_TO_READ, STATEMENTS
from negostrategy.tenancy.queries import day_of, today_in_force


@dataclass(frozen=True)
class Reader:
    """Somebody who has to read a version: since when they are here, and since when it is there to be read.

    published_on: the day of its publication, or the later one from which it holds: nobody is asked before.
    """

    user_id: UUID
    name: str
    team: str | None
    since: date
    published_on: date


@dataclass(frozen=True)
class Status:
    """M31 of a version: acknowledged of in scope, with its interval; median days; first answers to the cases."""

    in_scope: int
    acknowledged: int
    interval: tuple[float, float] | None
    median_days: float | None
    answers: int
    right_answers: int
    missing: list[Reader]


def version_to_read(on: date) -> UUID | None:
    """Return the version that everybody has to have read on a day: the last major one, or the first of all.

    None when none holds: nobody is asked to read what was retired.
    """
    versions = session.execute(
        select(StrategyVersion.id, StrategyVersion.change_size)
        .where(StrategyVersion.state == VersionState.PUBLISHED)
        .where(StrategyVersion.effective_on <= on)
        .where(~is_retired_strategy(StrategyVersion, on))
        .order_by(StrategyVersion.effective_on.desc(), StrategyVersion.number.desc())
    ).all()
    major = [row.id for row in versions if row.change_size == ChangeSize.MAJOR]
    return major[0] if major else versions[-1].id if versions else None


def version_that_counts(version_id: UUID) -> UUID:
    """Return the version that has to be read where this one holds: itself, or the major one that a minor continues."""
    begins = session.scalar(select(StrategyVersion.effective_on).where(StrategyVersion.id == version_id))
    return (begins and version_to_read(begins)) or version_id


def is_followed(version_id: UUID, on: date) -> bool:
    """Return whether on a day nobody is asked to read a version any more: another is, or it was retired."""
    begins = session.scalar(select(StrategyVersion.effective_on).where(StrategyVersion.id == version_id))
    if begins is None or begins > on:
        return False
    return version_to_read(on) != version_that_counts(version_id)


def begins_later(version_id: UUID, on: date) -> bool:
    """Return whether a published version does not hold yet on a day."""
    begins = session.scalar(select(StrategyVersion.effective_on).where(StrategyVersion.id == version_id))
    return begins is not None and begins > on


def beginning_of(version_id: UUID) -> ScalarSelect[date | None]:
    """Return the selection of the day from which a version holds; null before it is published."""
    one = aliased(StrategyVersion)
    return select(one.effective_on).where(one.id == version_id).scalar_subquery()


def confirms(version_id: UUID) -> ColumnElement[bool]:
    """Return the condition that a confirmed version counts for a version: itself, or a later one that has begun.

    What begins later changes nothing today: who has read it in advance has still to read the one that holds.
    """
    begins = beginning_of(version_id)
    return and_(
        StrategyVersion.effective_on >= begins,
        StrategyVersion.effective_on <= func.greatest(begins, today_in_force()),
    )


def readers_in_scope(version_id: UUID) -> list[Reader]:
    """Return everybody who has to read a version: of all active people who negotiate, those of its audience."""
    version = session.execute(
        select(StrategyVersion.published_at, StrategyVersion.effective_on).where(StrategyVersion.id == version_id)
    ).one_or_none()
    if version is None or version.published_at is None:
        return []
    asked_from = max(day_of(version.published_at), version.effective_on)
    is_reached = fitting(reaches_of(version_id).get(WHOLE, EVERYBODY))
    return [
        Reader(person.id, person.name, person.team_name, person.since, asked_from)
        for person in people_of_today()
        if is_reached(person)
    ]


def missing_readers(version_id: UUID) -> list[Reader]:
    """Return who has not confirmed a version, nor a later one, by name."""
    there = _read_at(version_id)
    return [reader for reader in readers_in_scope(version_id) if reader.user_id not in there]


def due_on(reader: Reader) -> date:
    """Return until when somebody has to have read it: counted from publication, for who came later from their start."""
    return max(reader.published_on, reader.since) + timedelta(days=DAYS_TO_READ)


def status_of(version_id: UUID) -> Status:
    """Return M31 of a version. Source: the metric catalogue."""
    scope, read_at = readers_in_scope(version_id), _read_at(version_id)
    read = [reader for reader in scope if reader.user_id in read_at]
    # Who confirms a version before it holds has needed no day.
    days = [max((day_of(read_at[one.user_id]) - max(one.published_on, one.since)).days, 0) for one in read]
    answers = session.execute(
        select(func.count(UnderstandingAnswer.id), func.sum(cast(UnderstandingAnswer.is_right, Integer)))
        .join(UnderstandingCase, UnderstandingCase.id == UnderstandingAnswer.case_id)
        .where(UnderstandingCase.strategy_version_id == version_id)
    ).one()
    return Status(
        in_scope=len(scope),
        acknowledged=len(read),
        interval=wilson(len(read), len(scope)),
        median_days=median(days) if days else None,
        answers=answers[0],
        right_answers=answers[1] or 0,
        missing=[reader for reader in scope if reader.user_id not in read_at],
    )


@dataclass(frozen=True)
class StatementCount:
    """How many of those who have to confirm a statement have done so, on its own or with the whole version."""

    title: str
    confirmed: int
    asked: int


def statement_counts(version_id: UUID) -> list[StatementCount]:
    """Return how far each statement of a version is confirmed, in reading order."""
    sections = session.scalar(select(StrategyVersion.sections).where(StrategyVersion.id == version_id)) or []
    reaches, read_at = reaches_of(version_id), _read_at(version_id)
    scope = {reader.user_id for reader in readers_in_scope(version_id)}
    people = [person for person in people_of_today() if person.id in scope]
    rows = session.execute(
        select(AcknowledgedStatement.part, AcknowledgedStatement.user_id).where(
            AcknowledgedStatement.strategy_version_id == version_id
        )
    )
    confirmed = {(row.part, row.user_id) for row in rows}
    counts = []
    for section in sections:
        part = section["key"]
        if part in STATEMENTS and section.get("body", "").strip():
            is_reached = fitting(reaches.get(part, EVERYBODY))
            asked = [person.id for person in people if is_reached(person)]
            done = sum((part, one) in confirmed or one in read_at for one in asked)
            counts.append(StatementCount(section["title"], done, len(asked)))
    return counts


def _read_at(version_id: UUID) -> dict[UUID, datetime]:
    # Versions count in the order in which they hold: a draft with a lower number may be published after another.
    rows = session.execute(
        select(Acknowledgement.user_id, func.min(Acknowledgement.acknowledged_at).label("at"))
        .join(StrategyVersion, StrategyVersion.id == Acknowledgement.strategy_version_id)
        .where(confirms(version_id))
        .group_by(Acknowledgement.user_id)
    )
    return {row.user_id: row.at for row in rows}
