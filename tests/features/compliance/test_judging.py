"""Judging: every record has exactly the findings of the rules it is pinned to."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from negostrategy.compliance.engine.shelf import ready_rulebook
from negostrategy.compliance.engine.statements import take_findings_away, values_for
from negostrategy.compliance.models import Finding
from negostrategy.compliance.service.judging import judge
from negostrategy.facts.models import Facts
from negostrategy.facts.service import refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.events import wire
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Negotiation
from tests.cast import Cast
from tests.database import Urls
from tests.features.compliance.books import Book, add_book
from tests.features.facts.locks import without_the_first_lock
from tests.features.facts.records import PRICE, add_record

IS_CLOSED = {"fact": "is_closed", "is": "yes"}
IS_INTERNAL = {"fact": "kind", "is": "equals", "value": "internal"}
IS_EXTERNAL = {"fact": "kind", "is": "equals", "value": "external"}
IS_WORTHY = {"fact": "value", "is": "at_least", "value": 100}
PRICE_HOLDS = {"variable": "price", "of": "agreed", "is": "no_worse_than", "than": "walk_away"}


pytestmark = pytest.mark.usefixtures("judging_at_once")


def results_of(negotiation_id: UUID, book: Book) -> dict[str, str]:
    """Return what each rule of a book says of a negotiation; a rule without a finding is absent."""
    keys = {rule_id: key for key, rule_id in book.rules.items()}
    rows = session.execute(select(Finding.rule_id, Finding.result).where(Finding.negotiation_id == negotiation_id))
    return {keys.get(rule_id, "other"): result for rule_id, result in rows}


@pytest.mark.parametrize(
    ("condition", "expression", "result"),
    [
        (None, IS_INTERNAL, "kept"),
        (None, IS_EXTERNAL, "broken"),
        (None, IS_WORTHY, "unknown"),
        (IS_EXTERNAL, IS_INTERNAL, "not_applicable"),
        (IS_EXTERNAL, IS_WORTHY, "not_applicable"),
        (IS_WORTHY, IS_INTERNAL, "unknown"),
        (IS_INTERNAL, IS_INTERNAL, "kept"),
        (IS_INTERNAL, IS_EXTERNAL, "broken"),
        (IS_INTERNAL, IS_WORTHY, "unknown"),
        (None, {"fact": "no_such_fact", "is": "yes"}, "unknown"),
    ],
)
def test_a_rule_says_one_of_four_things(cast: Cast, condition: Any, expression: Any, result: str) -> None:
    with transaction(cast.organization_id):
        book = add_book(cast, [{"key": "rule", "condition": condition, "expression": expression}])
        negotiation_id = add_record(cast.noor, playbook_version_id=book.version_id)
        refresh([negotiation_id], is_new=True)

        assert results_of(negotiation_id, book) == {"rule": result}


def test_our_own_history_is_not_judged(cast: Cast) -> None:
    history = {"key": "history", "binding": "evidence"}
    with transaction(cast.organization_id):
        book = add_book(cast, [{"key": "rule", "expression": IS_INTERNAL}, history])
        negotiation_id = add_record(cast.noor, playbook_version_id=book.version_id)
        refresh([negotiation_id], is_new=True)

        assert results_of(negotiation_id, book) == {"rule": "kept"}


def test_a_change_is_judged_again(cast: Cast) -> None:
    with transaction(cast.organization_id):
        book = add_book(cast, [{"key": "rule", "expression": IS_WORTHY}])
        negotiation_id = add_record(cast.noor, playbook_version_id=book.version_id)
        refresh([negotiation_id], is_new=True)
        session.get_one(Negotiation, (cast.organization_id, negotiation_id)).value = 120
        session.flush()
        refresh([negotiation_id])

        assert results_of(negotiation_id, book) == {"rule": "kept"}


def test_a_finding_that_says_the_same_keeps_its_hour(cast: Cast) -> None:
    with transaction(cast.organization_id):
        book = add_book(cast, [{"expression": IS_WORTHY}])
        negotiation_id = add_record(cast.noor, playbook_version_id=book.version_id)
        refresh([negotiation_id], is_new=True)
        before = session.execute(select(Finding.id, Finding.judged_at)).one()
        refresh([negotiation_id])

        assert session.execute(select(Finding.id, Finding.judged_at)).one() == before


@pytest.mark.parametrize("pinned_anew", [True, False], ids=["to another version", "to none"])
def test_a_record_pinned_anew_loses_the_findings_of_before(cast: Cast, pinned_anew: bool) -> None:
    with transaction(cast.organization_id):
        spring = add_book(cast, [{"key": "spring", "expression": IS_INTERNAL}])
        summer = add_book(cast, [{"key": "summer", "expression": IS_INTERNAL}])
        negotiation_id = add_record(cast.noor, playbook_version_id=spring.version_id)
        refresh([negotiation_id], is_new=True)
        pinned_to = summer.version_id if pinned_anew else None
        session.get_one(Negotiation, (cast.organization_id, negotiation_id)).playbook_version_id = pinned_to
        session.flush()
        refresh([negotiation_id])

        assert results_of(negotiation_id, summer) == ({"summer": "kept"} if pinned_anew else {})


def test_many_records_of_several_versions_are_judged_together(cast: Cast) -> None:
    with transaction(cast.organization_id):
        books = [add_book(cast, [{"key": "rule", "expression": node}]) for node in (IS_INTERNAL, IS_EXTERNAL)]
        ids = [add_record(cast.noor, playbook_version_id=book.version_id) for book in books for _ in range(3)]
        refresh(ids, is_new=True)

        assert [results_of(ids[place], books[place // 3])["rule"] for place in range(6)] == ["kept"] * 3 + [
            "broken"
        ] * 3


def test_records_can_be_judged_by_their_ids_alone(cast: Cast) -> None:
    wire({})
    with transaction(cast.organization_id):
        book = add_book(cast, [{"key": "rule", "expression": IS_INTERNAL}])
        judged, other = (add_record(cast.noor, playbook_version_id=book.version_id) for _ in range(2))
        refresh([judged, other], is_new=True)
        judge([judged])

        assert (results_of(judged, book), results_of(other, book)) == ({"rule": "kept"}, {})


def test_evidence_holds_what_the_rule_looked_at(cast: Cast) -> None:
    condition = {"any": [IS_CLOSED, {"answer": "asked", "is": "yes"}]}
    with transaction(cast.organization_id):
        book = add_book(cast, [{"condition": condition, "expression": {"all": [PRICE_HOLDS, IS_WORTHY]}}])
        negotiation_id = add_record(
            cast.noor, {"price": PRICE | {"agreed": 101}}, answers={"asked": True}, playbook_version_id=book.version_id
        )
        refresh([negotiation_id], is_new=True)
        evidence = session.scalars(select(Finding.evidence)).one()

    assert evidence == {
        "facts": {"is_closed": False, "value": None},
        "variables": {"price": {"agreed": 101, "walk_away": 100}},
        "answers": {"asked": True},
        "condition": [False, True],
        "expression": [False, None],
    }


def test_the_largest_rule_can_be_judged(cast: Cast) -> None:
    # Forty questions on each side, each about a variable of its own: more pairs than one SQL function call takes.
    def forty(name: str) -> dict[str, Any]:
        return {"any": [{"variable": f"{name}_{i}", "of": "agreed", "is": "at_least", "value": i} for i in range(39)]}

    with transaction(cast.organization_id):
        rules = [{"condition": {"not": forty("a")}, "expression": forty("b")} for _ in range(25)]
        book = add_book(cast, rules)
        negotiation_id = add_record(cast.noor, playbook_version_id=book.version_id)
        refresh([negotiation_id], is_new=True)

        assert set(results_of(negotiation_id, book).values()) == {"unknown"}


def test_findings_stay_in_their_company(cast: Cast, next_door: Cast) -> None:
    with transaction(next_door.organization_id):
        theirs = add_book(next_door, [{"key": "rule", "expression": IS_INTERNAL}])
        negotiation_id = add_record(next_door.noor, playbook_version_id=theirs.version_id)
        refresh([negotiation_id], is_new=True)
    with transaction(cast.organization_id):
        judge([negotiation_id])
        found_here = session.scalars(select(Finding.id)).all()

    assert found_here == []


@pytest.mark.parametrize("statement", ["write", "take_away"])
def test_the_second_lock_holds_without_the_first(cast: Cast, next_door: Cast, urls: Urls, statement: str) -> None:
    with transaction(next_door.organization_id):
        theirs = add_book(next_door, [{"key": "rule", "expression": IS_INTERNAL}])
        negotiation_id = add_record(next_door.noor, playbook_version_id=theirs.version_id, value=1)
        refresh([negotiation_id], is_new=True)
        session.execute(update(Facts).values(kind="external"))
        ready = ready_rulebook(theirs.version_id)
        assert ready is not None
    statements: dict[str, Any] = {
        "write": ready.write,
        "take_away": take_findings_away(),
    }

    with without_the_first_lock(urls) as open_to_all:
        connection = open_to_all.execution_options(preserve_rowcount=True)
        touched = []
        for company in (cast, next_door):
            values = values_for(company.organization_id, theirs.version_id, [negotiation_id])
            answer = connection.execute(statements[statement], values)
            touched.append(sum(answer.one()) if answer.returns_rows else answer.rowcount)

    assert touched == [0, 1]
