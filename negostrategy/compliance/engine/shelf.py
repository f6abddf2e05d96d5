"""Rulebooks made ready to judge, kept for the next record: a published version never changes."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from sqlalchemy import Delete
from sqlalchemy.dialects.postgresql import Insert

from negostrategy.compliance.engine.nodes import Catalogue
from negostrategy.compliance.engine.results import Verdict, verdict_of
from negostrategy.compliance.engine.statements import write_findings
from negostrategy.kernel.business import Binding
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.strategy.rulebook import Rulebook, RuleLine, rulebook_of

LARGEST_SHELF = 256


@dataclass(frozen=True)
class ReadyRulebook:
    """A rulebook with the statement that writes its findings."""

    book: Rulebook
    rules: Mapping[UUID, RuleLine]
    write: Insert | Delete


_shelf: OrderedDict[tuple[UUID, UUID], ReadyRulebook] = OrderedDict()
_lock = Lock()


def ready_rulebook(version_id: UUID) -> ReadyRulebook | None:
    """Return a version's rulebook, ready to judge; None when the organization in force has no such version."""
    # The organization is part of the key: an id alone must never open what row security would keep shut.
    key = (organization_in_force(), version_id)
    with _lock:
        if key in _shelf:
            _shelf.move_to_end(key)
            return _shelf[key]
    book = rulebook_of(version_id)
    if book is None:
        return None
    ready = _made_ready(book)
    if book.is_published:
        _keep(key, ready)
    return ready


def verdicts_of(book: Rulebook) -> dict[UUID, Verdict]:
    """Return the verdict of each rule that judges; evidence is our own history, shown and never judged."""
    catalogue = Catalogue(answers={key: question["kind"] for key, question in book.questions.items()})
    return {
        rule.id: verdict_of(rule.condition, rule.expression, catalogue)
        for rule in book.rules
        if rule.expression is not None and rule.binding != Binding.EVIDENCE
    }


def _made_ready(book: Rulebook) -> ReadyRulebook:
    verdicts = verdicts_of(book)
    return ReadyRulebook(
        book=book,
        rules={rule.id: rule for rule in book.rules},
        write=write_findings(verdicts),
    )


def _keep(key: tuple[UUID, UUID], ready: ReadyRulebook) -> None:
    with _lock:
        _shelf[key] = ready
        while len(_shelf) > LARGEST_SHELF:
            _shelf.popitem(last=False)
