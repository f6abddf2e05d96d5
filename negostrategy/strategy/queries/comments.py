"""What people have said about the parts of a version."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select

from negostrategy.accounts.queries.names import person_name
from negostrategy.kernel.db import session
from negostrategy.strategy.models import Comment
from negostrategy.strategy.queries.document import document
from negostrategy.strategy.queries.playbooks import playbook_text


@dataclass(frozen=True)
class Subject:
    """A version that can be commented on. parts: {key: what it is called}."""

    version_id: UUID
    is_strategy: bool
    is_draft: bool
    name: str
    parts: dict[str, str]


@dataclass(frozen=True)
class CommentRow:
    """One comment."""

    id: UUID
    part: str
    body: str
    written_by: str
    written_at: datetime
    settled_by: str | None
    settled_at: datetime | None


def subject_of(version_id: UUID) -> Subject | None:
    """Return what of a version can be commented on, or None when there is no such version."""
    text = document(version_id)
    if text is not None:
        parts = {section["key"]: section["title"] for section in text.sections}
        name = f"{text.title}, version {text.number}"
        return Subject(version_id, is_strategy=True, is_draft=text.is_draft, name=name, parts=parts)
    book = playbook_text(version_id)
    if book is None:
        return None
    named = {one.key: f"Variable: {one.name}" for one in book.variables}
    named |= {one.key: f"Rule: {one.title}" for one in book.rules}
    name = f"{book.name}, version {book.number}"
    parts = {"all": "All of it", **named}
    return Subject(version_id, is_strategy=False, is_draft=book.is_draft, name=name, parts=parts)


def comments_on(version_id: UUID) -> list[CommentRow]:
    """Return the comments on a version, open ones first, oldest first."""
    rows = session.execute(
        select(
            Comment.id,
            Comment.part,
            Comment.body,
            person_name(Comment.written_by_id),
            Comment.written_at,
            person_name(Comment.settled_by_id),
            Comment.settled_at,
        )
        .where(or_(Comment.strategy_version_id == version_id, Comment.playbook_version_id == version_id))
        .order_by(Comment.settled_at.is_not(None), Comment.written_at, Comment.id)
    )
    return [CommentRow(*row) for row in rows]


def open_comment_counts(version_id: UUID) -> dict[str, int]:
    """Return how many comments on each part of a version are not settled: {key of the part: count}."""
    rows = session.execute(
        select(Comment.part, func.count(Comment.id).label("open_count"))
        .where(or_(Comment.strategy_version_id == version_id, Comment.playbook_version_id == version_id))
        .where(Comment.settled_at.is_(None))
        .group_by(Comment.part)
    )
    return {row.part: row.open_count for row in rows}
