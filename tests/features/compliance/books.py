"""Playbook versions as rows, for tests of judging that need no act of the strategy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import null

from negostrategy.kernel.business import Binding
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.strategy.models import Playbook, PlaybookVersion, Rule, Variable
from tests.cast import Cast

FLOOR: Mapping[str, Any] = {"binding": "floor", "severity": 5}
SEVERITY = {Binding.FLOOR: 5, Binding.POSTURE: 3, Binding.EVIDENCE: 1}
QUESTIONS: Sequence[Mapping[str, Any]] = (
    {"key": "asked", "kind": "yes_no", "text": "Was the person asked?"},
    {"key": "taken", "kind": "number", "text": "How many percent are taken?"},
    {"key": "approved_by", "kind": "choice", "text": "Who approved it?", "choices": ["lead", "management"]},
)


@dataclass(frozen=True)
class Book:
    """A stored version: its id, and its rules' ids by key."""

    version_id: UUID
    rules: Mapping[str, UUID]


def add_book(
    cast: Cast,
    rules: Sequence[Mapping[str, Any]],
    *,
    variables: Sequence[Mapping[str, Any]] = (),
    is_published: bool = True,
    **version: Any,
) -> Book:
    """Return a version with these rules, added to the running transaction.

    A rule needs its expression only; it is a floor that always applies unless it says otherwise.
    """
    playbook = Playbook(id=new_id(), key=f"book_{new_id().hex}", name="Price renewal")
    session.add(playbook)
    session.flush()
    given = {"number": 1, "purpose": "Renew.", "questions": [dict(question) for question in QUESTIONS]} | version
    made = PlaybookVersion(id=new_id(), playbook_id=playbook.id, written_by_id=cast.greta.id, **given)
    session.add(made)
    session.flush()
    stored = {rule.key: rule.id for rule in (_rule(made.id, place, said) for place, said in enumerate(rules))}
    session.add_all(_variable(made.id, place, said) for place, said in enumerate(variables))
    session.flush()
    if is_published:
        made.state, made.effective_on, made.published_at = (
            "published",
            date(2026, 1, 1),
            datetime(2026, 1, 1, tzinfo=UTC),
        )
        session.flush()
    return Book(made.id, stored)


def _rule(version_id: UUID, place: int, said: Mapping[str, Any]) -> Rule:
    words: dict[str, Any] = {"key": f"rule_{place}", "title": f"Rule {place}.", "binding": "floor"} | dict(said)
    # Nothing as JSON is the word null; nothing as SQL is nothing.
    nodes = {name: words.get(name) if words.get(name) is not None else null() for name in ("condition", "expression")}
    rule = Rule(
        id=new_id(),
        playbook_version_id=version_id,
        place=place,
        **{"severity": SEVERITY[Binding(words["binding"])]} | words | nodes,
    )
    session.add(rule)
    return rule


def _variable(version_id: UUID, place: int, said: Mapping[str, Any]) -> Variable:
    words: dict[str, Any] = {"name": str(said["key"]).capitalize(), "kind": "number", "unit": ""} | dict(said)
    return Variable(playbook_version_id=version_id, place=place, **words)
