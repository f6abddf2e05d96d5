"""Reading the trail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_

from negostrategy.audit.models import AuditEntry
from negostrategy.edge.paging import DEFAULT_LIMIT, Page, open_cursor, seal_cursor
from negostrategy.kernel.db import session


@dataclass(frozen=True)
class EntryRow:
    """One act as it is listed."""

    id: UUID
    at: datetime
    actor_name: str
    act: str
    subject_kind: str
    subject_id: UUID | None
    details: dict[str, Any]


def newest_entries(
    act: str = "", who: str = "", cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[EntryRow]:
    """Return a page of the trail, newest first; `act` and `who` narrow it to acts and names that begin so.

    Errors: BadCursor.
    """
    statement = (
        select(
            AuditEntry.id,
            AuditEntry.at,
            AuditEntry.actor_name,
            AuditEntry.act,
            AuditEntry.subject_kind,
            AuditEntry.subject_id,
            AuditEntry.details,
        )
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(limit + 1)
    )
    if act:
        statement = statement.where(AuditEntry.act.startswith(act, autoescape=True))
    if who:
        statement = statement.where(AuditEntry.actor_name.istartswith(who, autoescape=True))
    if cursor:
        at, entry_id = open_cursor(cursor, parts=2)
        statement = statement.where(
            tuple_(AuditEntry.at, AuditEntry.id) < tuple_(datetime.fromisoformat(at), UUID(entry_id))
        )
    rows = [EntryRow(*row) for row in session.execute(statement)]
    more = len(rows) > limit
    rows = rows[:limit]
    return Page(rows, seal_cursor(rows[-1].at.isoformat(), str(rows[-1].id)) if more else None)


def who_answered(negotiation_id: UUID) -> dict[str, str]:
    """Return who answered the questions of a record last, one by one: {question: name}."""
    rows = session.execute(
        select(AuditEntry.details["question"].astext.label("question"), AuditEntry.actor_name)
        .where(AuditEntry.subject_id == negotiation_id)
        .where(AuditEntry.act == "question.answered")
        .order_by(AuditEntry.at, AuditEntry.id)
    )
    return {row.question: row.actor_name for row in rows}
