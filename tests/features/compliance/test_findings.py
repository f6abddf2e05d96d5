"""Findings as people and pages see them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from negostrategy.compliance.models import Finding
from negostrategy.compliance.queries.findings import (
    FindingFilter,
    ResultCounts,
    findings_of,
    negotiations_with,
    results_for,
)
from negostrategy.compliance.reactions import judge_what_changed
from negostrategy.facts.events import FactsRefreshed
from negostrategy.facts.service import refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.events import wire
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.rulebook import Rulebook, RuleLine, rulebook_of
from negostrategy.wiring import REACTIONS
from tests.cast import Cast
from tests.features.compliance.books import Book, add_book
from tests.features.facts.records import add_record

KEPT = {"fact": "kind", "is": "equals", "value": "internal"}
BROKEN = {"fact": "term_count", "is": "at_least", "value": 6}
UNKNOWN = {"fact": "value", "is": "at_least", "value": 100}
RULES = [
    {"key": "elsewhere", "condition": {"not": KEPT}, "expression": KEPT},
    {"key": "kept", "expression": KEPT},
    {"key": "advice", "binding": "posture", "expression": BROKEN},
    {"key": "unknown", "expression": UNKNOWN},
    {"key": "floor", "expression": BROKEN, "title": "We table six terms.", "guidance": "Add terms."},
    {"key": "history", "binding": "evidence"},
]


@pytest.fixture(autouse=True)
def judging_at_once() -> Iterator[None]:
    """Wire what is tested: refreshed facts are judged."""
    wire({FactsRefreshed: [judge_what_changed]})
    yield
    wire(REACTIONS)


def add_judged(cast: Cast, book: Book, **columns: Any) -> UUID:
    """Return the id of a new record of Noor's that is judged by a book."""
    negotiation_id = add_record(cast.noor, playbook_version_id=book.version_id, **columns)
    refresh([negotiation_id], is_new=True)
    return negotiation_id


def test_broken_floors_come_first(cast: Cast) -> None:
    with transaction(cast.organization_id):
        book = add_book(cast, RULES)
        findings = findings_of(add_judged(cast, book))
        keys = {rule_id: key for key, rule_id in book.rules.items()}

    assert [keys[finding.rule_id] for finding in findings] == ["floor", "advice", "unknown", "kept", "elsewhere"]


def test_a_finding_says_what_why_and_what_to_do(cast: Cast) -> None:
    with transaction(cast.organization_id):
        first = findings_of(add_judged(cast, add_book(cast, RULES)))[0]

    assert (first.rule_title, first.evidence, first.guidance, first.playbook_name, first.version_number) == (
        "We table six terms.",
        "No terms were on the table; at least six are asked for.",
        "Add terms.",
        "Price renewal",
        1,
    )


@pytest.mark.parametrize("is_pinned", [True, False])
def test_a_record_without_findings_has_an_empty_list(cast: Cast, is_pinned: bool) -> None:
    with transaction(cast.organization_id):
        book = add_book(cast, [])
        negotiation_id = add_record(cast.noor, playbook_version_id=book.version_id if is_pinned else None)
        refresh([negotiation_id], is_new=True)

        assert findings_of(negotiation_id) == []


def test_next_door_has_no_findings_to_show(cast: Cast, next_door: Cast) -> None:
    with transaction(next_door.organization_id):
        negotiation_id = add_judged(next_door, add_book(next_door, RULES))
        findings_of(negotiation_id)
    with transaction(cast.organization_id):
        found = findings_of(negotiation_id)

    assert found == []


@pytest.mark.parametrize(
    ("wanted", "counted"),
    [
        (FindingFilter(), 2),
        (FindingFilter(result="broken"), 1),
        (FindingFilter(result="broken", binding="floor"), 1),
        (FindingFilter(result="broken", binding="posture"), 0),
        (FindingFilter(result="kept", severity=3), 1),
        (FindingFilter(result="unknown"), 0),
        (FindingFilter(playbook_version_id=new_id()), 0),
        (FindingFilter(rule_id=new_id()), 0),
    ],
)
def test_the_records_behind_a_figure_can_be_found(cast: Cast, wanted: FindingFilter, counted: int) -> None:
    with transaction(cast.organization_id):
        add_judged(cast, add_book(cast, [{"expression": BROKEN}, {"expression": KEPT}]))
        add_judged(cast, add_book(cast, [{"binding": "posture", "expression": KEPT}]))

        assert len(session.scalars(negotiations_with(wanted)).all()) == counted


def test_the_records_behind_one_rule_can_be_found(cast: Cast) -> None:
    with transaction(cast.organization_id):
        book, other = add_book(cast, RULES), add_book(cast, RULES)
        negotiation_id = add_judged(cast, book)
        add_judged(cast, other)
        found = session.scalars(negotiations_with(FindingFilter(rule_id=book.rules["floor"], result="broken"))).all()

    assert found == [negotiation_id]


def test_a_draft_that_is_not_stored_can_be_tried(cast: Cast) -> None:
    rule = RuleLine(new_id(), 0, "Rule.", "floor", 5, None, None, UNKNOWN)
    draft = Rulebook(new_id(), is_published=False, rules=(rule,), variables={}, questions={})
    with transaction(cast.organization_id):
        refresh([add_record(cast.noor, value=value) for value in (99, 100, 101, None)], is_new=True)

        assert results_for(draft) == {rule.id: ResultCounts(kept=2, broken=1, unknown=1, not_applicable=0)}


def test_a_draft_can_be_tried_on_some_records(cast: Cast) -> None:
    rule = RuleLine(new_id(), 0, "Rule.", "floor", 5, None, None, UNKNOWN)
    draft = Rulebook(new_id(), is_published=False, rules=(rule,), variables={}, questions={})
    with transaction(cast.organization_id):
        ids = [add_record(cast.noor, value=value) for value in (99, 100, 101)]
        refresh(ids, is_new=True)

        assert results_for(draft, ids[:1]) == {rule.id: ResultCounts(kept=0, broken=1, unknown=0, not_applicable=0)}


def test_trying_says_what_judging_writes(cast: Cast) -> None:
    with transaction(cast.organization_id):
        book = add_book(cast, RULES)
        for _ in range(3):
            add_judged(cast, book)
        stored = rulebook_of(book.version_id)
        assert stored is not None
        tried = results_for(stored)
        written = session.execute(select(Finding.rule_id, Finding.result)).all()

    assert tried == {
        rule_id: ResultCounts(
            *(written.count((rule_id, result)) for result in ("kept", "broken", "unknown", "not_applicable"))
        )
        for rule_id in {rule_id for rule_id, _ in written}
    }


def test_trying_a_draft_without_rules_says_nothing(cast: Cast) -> None:
    with transaction(cast.organization_id):
        assert results_for(Rulebook(new_id(), is_published=False, rules=(), variables={}, questions={})) == {}
