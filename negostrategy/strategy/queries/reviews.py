"""Reviews: one with its steps, those of a version, and those that wait for somebody."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, or_, select

from negostrategy.accounts.queries.names import person_name
from negostrategy.accounts.queries.people import PersonRow, people
from negostrategy.accounts.queries.stand_ins import acts_for, principals_of, type_of_day, type_of_person
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Grant, Role, grants_of
from negostrategy.strategy.models import Playbook, PlaybookVersion, Review, ReviewSeat, StrategyVersion


@dataclass(frozen=True)
class SeatRow:
    """One seat: whose it is, who decided, what and why."""

    step: int
    quorum: int
    user_id: UUID
    name: str
    decided_by_id: UUID | None
    decided_by: str | None
    approves: bool | None
    reason: str | None
    decided_at: datetime | None


@dataclass(frozen=True)
class ReviewRow:
    """A review by the name of what is reviewed."""

    id: UUID
    kind: str
    version_id: UUID
    playbook_id: UUID | None
    title: str
    number: int
    revision: int
    note: str | None
    asked_by_id: UUID
    asked_by: str
    asked_at: datetime
    ended_how: str | None
    ended_at: datetime | None
    writer_ids: list[UUID]

    @property
    def name(self) -> str:
        """Return what is reviewed, as people call it."""
        return f"{self.title}, version {self.number}"


@dataclass(frozen=True)
class ReviewShape:
    """A review with its steps: {step: seats}, and the step that waits."""

    row: ReviewRow
    steps: dict[int, list[SeatRow]]
    current: int | None

    def waits_for(self, user_id: UUID, principals: frozenset[UUID]) -> list[SeatRow]:
        """Return the seats that wait for somebody now: their own first, then of those for whom they stand in.

        Who has spoken in this step does not speak again for another, and who wrote it never speaks for others.
        """
        if self.row.ended_how is not None or self.current is None:
            return []
        seats = self.steps[self.current]
        if any(one.decided_by_id == user_id for one in seats):
            return []
        asked = {user_id} if user_id in self.row.writer_ids else principals | {user_id}
        waiting = [one for one in seats if one.user_id in asked and one.decided_at is None]
        return sorted(waiting, key=lambda one: (one.user_id != user_id, one.user_id))


def review(review_id: UUID) -> ReviewShape | None:
    """Return one review, or None. Who may read it is for the caller to ask."""
    row = session.execute(_rows().where(Review.id == review_id)).one_or_none()
    return _shape(ReviewRow(*row)) if row else None


def reviews_of(version_id: UUID) -> list[ReviewRow]:
    """Return the reviews of a version, newest first."""
    subject = or_(Review.strategy_version_id == version_id, Review.playbook_version_id == version_id)
    return [ReviewRow(*row) for row in session.execute(_rows().where(subject))]


def last_steps(kind: str) -> list[tuple[list[UUID], int]]:
    """Return the steps of the newest review of this kind, as a suggestion for the next: [(people, quorum)]."""
    column = Review.strategy_version_id if kind == "strategy" else Review.playbook_version_id
    newest = session.scalar(
        select(Review.id).where(column.is_not(None)).order_by(Review.asked_at.desc(), Review.id).limit(1)
    )
    if newest is None:
        return []
    return [([seat.user_id for seat in seats], seats[0].quorum) for seats in _steps(newest).values()]


def reviews_waiting_for(user_id: UUID, on: date) -> list[ReviewRow]:
    """Return the reviews that wait for somebody on a day, also as the stand-in of others; oldest first."""
    principals = principals_of(user_id, on)
    asked = principals | {user_id}
    seated = select(ReviewSeat.review_id).where(ReviewSeat.user_id.in_(asked)).where(ReviewSeat.decided_at.is_(None))
    rows = session.execute(_rows().where(Review.ended_at.is_(None)).where(Review.id.in_(seated)))
    found = [_shape(ReviewRow(*row)) for row in rows]
    return [shape.row for shape in reversed(found) if shape.waits_for(user_id, principals)]


def open_seats_of(user_id: type_of_person, on: type_of_day) -> Select[int]:
    """Return the question how many seats of open reviews are theirs, their turn or not, to be asked with another."""
    return (
        select(func.count(ReviewSeat.id))
        .join(Review, Review.id == ReviewSeat.review_id)
        .where(Review.ended_at.is_(None))
        .where(ReviewSeat.decided_at.is_(None))
        .where(acts_for(ReviewSeat.user_id, user_id, on))
    )


def is_reviewer(user_id: UUID, version_id: UUID, on: date) -> bool:
    """Return whether somebody is or was asked to review a version, also as a stand-in: they may read it then."""
    people = {user_id, *principals_of(user_id, on)}
    subject = or_(Review.strategy_version_id == version_id, Review.playbook_version_id == version_id)
    found = select(func.count(ReviewSeat.id)).join(Review, Review.id == ReviewSeat.review_id)
    return bool(session.scalar(found.where(subject).where(ReviewSeat.user_id.in_(people))))


def may_see_draft(actor: Actor, version_id: UUID, on: date, writes: Grant = Grant.PLAYBOOK_WRITE) -> bool:
    """Return whether somebody may see a version that holds nowhere yet: who writes on its kind, and who reviews it.

    Whoever approves a version decides about its effect, so they see that, too.
    """
    return actor.may(writes) or is_reviewer(actor.user_id, version_id, on)


def people_who_decide() -> list[PersonRow]:
    """Return the active people who may be asked to approve, leaders first."""
    able = [
        one
        for one in people(most=None)
        if one.is_active and Grant.APPROVAL_DECIDE in grants_of([Role(role) for role in one.roles])
    ]
    return sorted(able, key=lambda one: (Role.LEADER.value not in one.roles, Role.MANAGER.value not in one.roles))


def _rows() -> Select[Any]:
    return (
        select(
            Review.id,
            case((Review.strategy_version_id.is_not(None), "strategy"), else_="playbook"),
            func.coalesce(Review.strategy_version_id, Review.playbook_version_id),
            PlaybookVersion.playbook_id,
            func.coalesce(Playbook.name, StrategyVersion.title),
            func.coalesce(PlaybookVersion.number, StrategyVersion.number),
            Review.revision,
            Review.note,
            Review.asked_by_id,
            person_name(Review.asked_by_id),
            Review.asked_at,
            Review.ended_how,
            Review.ended_at,
            func.coalesce(PlaybookVersion.writer_ids, StrategyVersion.writer_ids),
        )
        .outerjoin(StrategyVersion, StrategyVersion.id == Review.strategy_version_id)
        .outerjoin(PlaybookVersion, PlaybookVersion.id == Review.playbook_version_id)
        .outerjoin(Playbook, Playbook.id == PlaybookVersion.playbook_id)
        .order_by(Review.asked_at.desc(), Review.id.desc())
    )


def _shape(row: ReviewRow) -> ReviewShape:
    steps = _steps(row.id)
    waiting = [place for place, seats in steps.items() if sum(bool(s.approves) for s in seats) < seats[0].quorum]
    return ReviewShape(row, steps, min(waiting, default=None))


def _steps(review_id: UUID) -> dict[int, list[SeatRow]]:
    rows = session.execute(
        select(
            ReviewSeat.step,
            ReviewSeat.quorum,
            ReviewSeat.user_id,
            person_name(ReviewSeat.user_id),
            ReviewSeat.decided_by_id,
            person_name(ReviewSeat.decided_by_id),
            ReviewSeat.approves,
            ReviewSeat.reason,
            ReviewSeat.decided_at,
        )
        .where(ReviewSeat.review_id == review_id)
        .order_by(ReviewSeat.step, ReviewSeat.id)
    )
    steps: dict[int, list[SeatRow]] = {}
    for row in rows:
        steps.setdefault(row[0], []).append(SeatRow(*row))
    return steps
