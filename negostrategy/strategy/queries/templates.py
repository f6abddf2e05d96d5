"""Templates that a company made of its own playbooks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from negostrategy.accounts.queries.names import person_name
from negostrategy.kernel.db import session
from negostrategy.strategy.language.sentences import scope_words
from negostrategy.strategy.models import PlaybookTemplate


@dataclass(frozen=True)
class TemplateRow:
    """A template in the list."""

    id: UUID
    name: str
    description: str
    made_by: str | None
    made_at: datetime
    scope: str
    variable_count: int
    rule_count: int


def templates() -> list[TemplateRow]:
    """Return the company's templates by name."""
    rows = session.execute(
        select(PlaybookTemplate, person_name(PlaybookTemplate.made_by_id).label("made_by")).order_by(
            PlaybookTemplate.name, PlaybookTemplate.id
        )
    )
    return [
        TemplateRow(
            id=one.id,
            name=one.name,
            description=one.description,
            made_by=made_by,
            made_at=one.made_at,
            scope=scope_words(one.content.get("kind"), one.content.get("topics", [])),
            variable_count=len(one.content.get("variables", [])),
            rule_count=len(one.content.get("rules", [])),
        )
        for one, made_by in rows
    ]
