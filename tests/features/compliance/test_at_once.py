"""A record is judged in the transaction that changes it, for few statements, whatever is stored already."""

from sqlalchemy import select, text

from negostrategy.compliance.engine.shelf import ready_rulebook
from negostrategy.compliance.engine.statements import values_for
from negostrategy.compliance.models import Finding
from negostrategy.compliance.queries.findings import findings_of
from negostrategy.facts.queries import differences
from negostrategy.kernel.db import session
from negostrategy.kernel.events import announce
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.events import NegotiationChanged
from negostrategy.negotiations.models import Negotiation
from negostrategy.strategy.models import PlaybookVersion
from tests.cast import Cast
from tests.features.compliance.books import Book, add_book
from tests.features.facts.records import PRICE, add_record

RULES = [{"key": "six", "expression": {"fact": "term_count", "is": "at_least", "value": 6}}]


def book_in_use(cast: Cast) -> Book:
    """Return a version by which a record was judged before, so that its rulebook is at hand."""
    with transaction(cast.organization_id):
        book = add_book(cast, RULES)
        announce(NegotiationChanged(add_record(cast.noor, playbook_version_id=book.version_id), is_new=True))
    return book


def test_a_new_record_is_judged_at_once(cast: Cast) -> None:
    book = book_in_use(cast)
    with transaction(cast.organization_id):
        negotiation_id = add_record(cast.noor, {"price": PRICE}, playbook_version_id=book.version_id)
        announce(NegotiationChanged(negotiation_id, is_new=True))

    with transaction(cast.organization_id):
        assert [finding.result for finding in findings_of(negotiation_id)] == ["broken"]


def test_facts_equal_their_definition_after_a_day_of_changes(cast: Cast) -> None:
    book = book_in_use(cast)
    with transaction(cast.organization_id):
        ids = [add_record(cast.noor, {"price": PRICE | {"agreed": 90 + i}}, value=i) for i in range(4)]
        for negotiation_id in ids:
            announce(NegotiationChanged(negotiation_id, is_new=True))
    with transaction(cast.organization_id):
        record = session.get_one(Negotiation, (cast.organization_id, ids[1]))
        record.playbook_version_id, record.answers = book.version_id, {"asked": "perhaps"}
        session.flush()
        announce(NegotiationChanged(ids[1], is_new=False))

    with transaction(cast.organization_id):
        assert differences() == []


def test_a_new_record_costs_two_statements(cast: Cast, statements: list[str]) -> None:
    book = book_in_use(cast)
    with transaction(cast.organization_id):
        negotiation_id = add_record(cast.noor, playbook_version_id=book.version_id)
        statements.clear()
        announce(NegotiationChanged(negotiation_id, is_new=True))
        counted = len(statements)

    assert counted == 2


def test_a_changed_record_waits_for_others_and_has_its_sealed_limits_watched(cast: Cast, statements: list[str]) -> None:
    book = book_in_use(cast)
    with transaction(cast.organization_id):
        negotiation_id = add_record(cast.noor, playbook_version_id=book.version_id)
        announce(NegotiationChanged(negotiation_id, is_new=True))
        statements.clear()
        announce(NegotiationChanged(negotiation_id, is_new=False))
        counted = len(statements)

    # One waits, two find whether the record has a version and the version sealed limits.
    assert counted == 5


def test_a_new_record_without_a_playbook_costs_one_statement(cast: Cast, statements: list[str]) -> None:
    with transaction(cast.organization_id):
        negotiation_id = add_record(cast.noor)
        statements.clear()
        announce(NegotiationChanged(negotiation_id, is_new=True))
        counted = len(statements)

    assert counted == 1


def test_judging_one_record_reads_no_table_from_end_to_end(cast: Cast) -> None:
    book = book_in_use(cast)
    with transaction(cast.organization_id):
        finding = session.scalars(select(Finding)).one()
        ready = ready_rulebook(book.version_id)
        assert ready is not None
        # Few rows make reading them all the cheapest way; forbidden, it is taken only where no index would do.
        session.execute(text("SET LOCAL enable_seqscan = off"))
        connection = session.connection()
        compiled = ready.write.compile(connection)
        values = values_for(cast.organization_id, book.version_id, [finding.negotiation_id])
        plan = connection.exec_driver_sql(f"EXPLAIN {compiled}", compiled.construct_params(values)).scalars().all()

    assert [line for line in plan if "Seq Scan" in line] == []


def test_a_draft_that_changes_is_read_again(cast: Cast) -> None:
    with transaction(cast.organization_id):
        book = add_book(cast, [], is_published=False)
        before = ready_rulebook(book.version_id)
        session.get_one(PlaybookVersion, (cast.organization_id, book.version_id)).questions = [
            {"key": "asked", "kind": "yes_no", "text": "Asked?"}
        ]
        session.flush()
        after = ready_rulebook(book.version_id)

    assert [len(ready.book.questions) for ready in (before, after) if ready] == [3, 1]


def test_a_rulebook_on_the_shelf_is_not_handed_next_door(cast: Cast, next_door: Cast) -> None:
    book = book_in_use(cast)

    with transaction(next_door.organization_id):
        assert ready_rulebook(book.version_id) is None
