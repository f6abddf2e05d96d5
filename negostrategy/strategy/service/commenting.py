"""Saying something about one part of a version, and settling it."""

from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.service.telling import tell_people
from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.ids import new_id
from negostrategy.notices.service import News
from negostrategy.strategy.models import Comment, PlaybookVersion, StrategyVersion
from negostrategy.strategy.queries.comments import Subject

LONGEST = 4000


def comment(actor: Actor, subject: Subject, part: str, body: str) -> UUID:
    """Return the id of a comment on one part of a version. Its writers and its owner are told.

    Errors: BadInput for a part that the version does not have, or nothing said.
    """
    if part not in subject.parts:
        raise BadInput({"/part": ["This version has no such part."]})
    if not body.strip() or len(body) > LONGEST:
        raise BadInput({"/body": [f"Write 1 to {LONGEST} characters."]})
    written = Comment(
        id=new_id(),
        strategy_version_id=subject.version_id if subject.is_strategy else None,
        playbook_version_id=None if subject.is_strategy else subject.version_id,
        part=part,
        body=body.strip(),
        written_by_id=actor.user_id,
        written_at=clock.now(),
    )
    session.add(written)
    trail.record(actor, "comment.written", "comment", written.id)
    session.flush()
    news = News(
        "comment.written", subject.version_id, f"{subject.name}: a comment.", f"/versions/{subject.version_id}/comments"
    )
    tell_people(_concerned(subject) - {actor.user_id}, news)
    return written.id


def settle_comment(actor: Actor, comment_id: UUID) -> None:
    """Say that a comment is dealt with; it stays readable.

    Errors: NotFound.
    """
    found = session.scalars(select(Comment).where(Comment.id == comment_id).with_for_update()).one_or_none()
    if found is None or found.settled_at is not None:
        raise NotFound
    found.settled_by_id, found.settled_at = actor.user_id, clock.now()
    trail.record(actor, "comment.settled", "comment", comment_id)
    session.flush()


def _concerned(subject: Subject) -> set[UUID]:
    table = StrategyVersion if subject.is_strategy else PlaybookVersion
    row = session.execute(
        select(table.written_by_id, table.owner_id, table.writer_ids).where(table.id == subject.version_id)
    ).one()
    return {one for one in (row.written_by_id, row.owner_id, *row.writer_ids) if one is not None}
