"""Findings as people and pages see them."""

from typing import Any
from uuid import UUID

import pytest

from negostrategy.compliance.queries.findings import findings_of
from negostrategy.facts.service import refresh
from negostrategy.kernel.transaction import transaction
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


pytestmark = pytest.mark.usefixtures("judging_at_once")


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
