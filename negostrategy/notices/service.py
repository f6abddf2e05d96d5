"""Keeping what people are told, and what they have read of it."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text, update
from sqlalchemy.dialects.postgresql import insert

from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.notices.models import Notice


@dataclass(frozen=True)
class News:
    """One thing to tell. sentence holds no amounts and no names of counterparts: it may leave the house by mail.

    kind: such as "review.asked"; address: the path within the organization, such as "/approvals/<id>".
    """

    kind: str
    subject_id: UUID
    sentence: str
    address: str


def keep(user_ids: Collection[UUID], news: News) -> None:
    """Put the news into the inbox of each of these people; an unread notice of the same is renewed, not doubled."""
    if not user_ids:
        return
    rows = [
        {
            "id": new_id(),
            "user_id": user_id,
            "kind": news.kind,
            "subject_id": news.subject_id,
            "sentence": news.sentence,
            "address": news.address,
            "told_at": clock.now(),
        }
        for user_id in sorted(set(user_ids))
    ]
    statement = insert(Notice).values(rows)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["organization_id", "user_id", "kind", "subject_id"],
            index_where=text("read_at IS NULL"),
            set_={name: statement.excluded[name] for name in ("sentence", "address", "told_at")},
        )
    )


def settle(kind: str, subject_id: UUID, user_id: UUID | None = None) -> None:
    """Mark what was told of a subject as read, for one person or everybody: it waits for them no more."""
    statement = (
        update(Notice)
        .where(Notice.kind == kind)
        .where(Notice.subject_id == subject_id)
        .where(Notice.read_at.is_(None))
        .values(read_at=clock.now())
    )
    session.execute(statement if user_id is None else statement.where(Notice.user_id == user_id))


def mark_read(actor: Actor, notice_ids: Collection[UUID] | None = None) -> None:
    """Mark some of one's own notices as read; all of them when none are named."""
    statement = update(Notice).where(Notice.user_id == actor.user_id).where(Notice.read_at.is_(None))
    if notice_ids is not None:
        statement = statement.where(Notice.id.in_(notice_ids))
    session.execute(statement.values(read_at=clock.now()))
