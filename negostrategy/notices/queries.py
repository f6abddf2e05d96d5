"""What somebody has been told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from negostrategy.kernel.db import session
from negostrategy.notices.models import Notice

MOST = 100
REASONS = {
    "review.asked": "because you are asked to approve",
    "review.ended": "because you asked for the review",
    "review.changed": "because you were asked to approve it, or asked for the review",
    "approval.asked": "because you may say yes",
    "approval.decided": "because you asked",
    "limits.probed": "because you answer for the limit",
    "seals.taken_over": "because you lead",
    "strategy.read": "because you negotiate",
    "strategy.review_due": "because you answer for it",
    "comment.written": "because you write on it",
    "proposal.made": "because you decide on proposals",
    "proposal.waits": "because you decide on proposals",
    "proposal.decided": "because you stand behind it",
    "stand_in.set": "because you stand in",
    "stand_in.named": "because somebody stands in for you",
    "sign_in.guessed": "because it is your account",
    "account.changed": "because it is your account",
    "access.asked": "because you lead, or run the accounts",
    "access.decided": "because you asked",
}


@dataclass(frozen=True)
class NoticeRow:
    """One notice."""

    id: UUID
    kind: str
    sentence: str
    address: str
    told_at: datetime
    read_at: datetime | None

    @property
    def reason(self) -> str:
        """Return why this person is told."""
        return REASONS.get(self.kind, "")


def notices_of(user_id: UUID) -> list[NoticeRow]:
    """Return what somebody has been told, unread first, newest first."""
    names = ("id", "kind", "sentence", "address", "told_at", "read_at")
    statement = (
        select(*(getattr(Notice, name) for name in names))
        .where(Notice.user_id == user_id)
        .order_by(Notice.read_at.is_not(None), Notice.told_at.desc(), Notice.id)
        .limit(MOST)
    )
    return [NoticeRow(*row) for row in session.execute(statement)]


def unread_of(user_id: UUID | ColumnElement[UUID]) -> Select[int]:
    """Return the question how many notices somebody has not read, to be asked along with another."""
    return select(func.count(Notice.id)).where(Notice.user_id == user_id).where(Notice.read_at.is_(None))


def last_told(kind: str, subject_id: UUID) -> dict[UUID, datetime]:
    """Return when each person was last told of a subject: {person: instant}."""
    rows = session.execute(
        select(Notice.user_id, func.max(Notice.told_at).label("told_at"))
        .where(Notice.kind == kind)
        .where(Notice.subject_id == subject_id)
        .group_by(Notice.user_id)
    )
    return {row.user_id: row.told_at for row in rows}
