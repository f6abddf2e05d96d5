"""What the first page shows: what is open, what was last, and which words may be offered while typing."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from negostrategy.accounts.queries.names import team_name
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Outcome
from negostrategy.kernel.db import session
from negostrategy.negotiations.models import Counterpart, Negotiation
from negostrategy.negotiations.queries.rows import NegotiationRow, rows_of
from negostrategy.strategy.queries import questions_of


@dataclass(frozen=True)
class Recent:
    """Somebody we negotiated with lately, and what about."""

    name: str
    kind: str
    title: str
    topic: str
    held_on: date
    negotiation_id: UUID


@dataclass(frozen=True)
class OpenQuestion:
    """One question that a record still asks. question: {key, text, kind, choices}."""

    negotiation_id: UUID
    title: str
    topic: str
    question: dict[str, Any]


def open_ones(actor: Actor, limit: int = 6) -> list[NegotiationRow]:
    """Return this person's own open negotiations, newest first."""
    return rows_of(
        select(Negotiation)
        .where(Negotiation.owner_id == actor.user_id)
        .where(Negotiation.outcome == Outcome.OPEN)
        .order_by(Negotiation.held_on.desc(), Negotiation.id.desc())
        .limit(limit)
    )


def old_open_ones(actor: Actor, before: date, limit: int = 3) -> list[NegotiationRow]:
    """Return own open negotiations that were held before a day, newest first: did they end?"""
    return rows_of(
        select(Negotiation)
        .where(Negotiation.owner_id == actor.user_id)
        .where(Negotiation.outcome == Outcome.OPEN)
        .where(Negotiation.held_on < before)
        .order_by(Negotiation.held_on.desc(), Negotiation.id.desc())
        .limit(limit)
    )


def unanswered(actor: Actor, since: date, limit: int = 3) -> list[OpenQuestion]:
    """Return the first open question of own recent records, newest record first; those that a tap can answer."""
    records = session.execute(
        select(
            Negotiation.id, Negotiation.title, Negotiation.topic, Negotiation.playbook_version_id, Negotiation.answers
        )
        .where(Negotiation.owner_id == actor.user_id)
        .where(Negotiation.held_on >= since)
        .where(Negotiation.playbook_version_id.is_not(None))
        .order_by(Negotiation.held_on.desc(), Negotiation.id.desc())
        .limit(30)
    ).all()
    questions = questions_of({row.playbook_version_id for row in records})
    found: list[OpenQuestion] = []
    for row in records:
        asked = (one for one in questions.get(row.playbook_version_id, []) if one["key"] not in row.answers)
        tappable = next((one for one in asked if one["kind"] in ("yes_no", "choice")), None)
        if tappable and len(found) < limit:
            found.append(OpenQuestion(row.id, row.title, row.topic, tappable))
    return found


def recents(actor: Actor, limit: int = 5) -> list[Recent]:
    """Return with whom this person negotiated last, each once, from their newest hundred records."""
    newest = (
        select(
            Negotiation.id,
            Negotiation.title,
            Negotiation.topic,
            Negotiation.kind,
            Negotiation.held_on,
            func.coalesce(
                select(Counterpart.name).where(Counterpart.id == Negotiation.counterpart_id).scalar_subquery(),
                team_name(Negotiation.counterpart_team_id),
            ).label("name"),
        )
        .where(Negotiation.owner_id == actor.user_id)
        .order_by(Negotiation.held_on.desc(), Negotiation.id.desc())
        .limit(100)
    )
    found: dict[str, Recent] = {}
    for row in session.execute(newest):
        if row.name is not None and row.name not in found and len(found) < limit:
            found[row.name] = Recent(row.name, row.kind, row.title, row.topic, row.held_on, row.id)
    return list(found.values())
