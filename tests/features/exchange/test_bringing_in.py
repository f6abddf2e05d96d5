"""What a line says is what the record then says."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from negostrategy.audit.models import AuditEntry
from negostrategy.compliance.models import Finding
from negostrategy.facts.models import Facts
from negostrategy.facts.queries import differences
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Counterpart, Move, Negotiation, Pulse, Term
from tests.cast import Cast
from tests.features.compliance.books import add_book
from tests.features.exchange.conftest import Gate
from tests.features.exchange.samples import by_key, counted, renewal, short

PARTS = ("negotiations", "terms", "moves", "pulses", "negotiation_people", "counterparts", "facts")
LIMIT = {"expression": {"fact": "value", "is": "at_most", "value": 100_000}}


def test_a_whole_negotiation_comes_in_with_every_part(cast: Cast, gate: Gate) -> None:
    gate.take(renewal(people=[{"email": cast.nils.email}]))

    with transaction(cast.organization_id):
        assert counted(*PARTS) == dict(zip(PARTS, (1, 4, 3, 1, 1, 1, 1), strict=True))


def test_a_record_says_what_its_line_said(cast: Cast, gate: Gate) -> None:
    gate.take(renewal())

    with transaction(cast.organization_id):
        found = session.scalars(select(Negotiation)).one()
    assert (found.title, found.held_on, found.value, found.outcome, found.closed_on, found.answers) == (
        "Renewed the bearings for a year",
        date(2026, 5, 12),
        Decimal("120000.50"),
        "agreed",
        date(2026, 5, 14),
        {"asked": True, "taken": 12.5},
    )


def test_a_line_without_an_owner_belongs_to_whoever_imports(cast: Cast, gate: Gate) -> None:
    gate.take(short("a"), by=cast.otto)

    with transaction(cast.organization_id):
        found = session.scalars(select(Negotiation)).one()
    assert (found.owner_id, found.team_id) == (cast.otto.id, cast.design_id)


def test_a_line_may_name_its_owner_and_team_in_any_capitals(cast: Cast, gate: Gate) -> None:
    gate.take(short("a", owner=cast.otto.email.upper(), team="SOURCING"))

    with transaction(cast.organization_id):
        found = session.scalars(select(Negotiation)).one()
    assert (found.owner_id, found.team_id) == (cast.otto.id, cast.sourcing_id)


@pytest.mark.parametrize(
    ("key", "agreed"),
    [
        ("price", 98),
        ("delivery", date(2026, 7, 1).toordinal()),
        ("warranty", 1),
        ("penalty", 1),
    ],
)
def test_every_position_becomes_a_place_on_the_number_line(cast: Cast, gate: Gate, key: str, agreed: int) -> None:
    gate.take(renewal())

    with transaction(cast.organization_id):
        assert session.scalar(select(Term.agreed).where(Term.key == key)) == agreed


def test_positions_of_moves_are_numbers_too(cast: Cast, gate: Gate) -> None:
    gate.take(renewal())

    with transaction(cast.organization_id):
        positions = session.scalar(select(Move.positions).where(Move.place == 2))
    assert positions == {"price": 98, "delivery": date(2026, 7, 1).toordinal()}


def test_a_move_that_gives_something_back_points_at_what_it_answers(cast: Cast, gate: Gate) -> None:
    gate.take(renewal())

    with transaction(cast.organization_id):
        first = session.scalar(select(Move.id).where(Move.place == 1))
        assert session.scalar(select(Move.answers_move_id).where(Move.place == 2)) == first


def test_a_pulse_keeps_its_decimal(cast: Cast, gate: Gate) -> None:
    gate.take(renewal(pulses=[{"side": "theirs", "domain": "self", "score": 4.5}]))

    with transaction(cast.organization_id):
        assert session.scalars(select(Pulse.score)).one() == Decimal("4.5")


def test_a_counterpart_in_other_capitals_is_the_same_one(cast: Cast, gate: Gate) -> None:
    gate.take(renewal(), renewal(key="b", counterpart={"name": "OSTRAVA bearings"}))

    with transaction(cast.organization_id):
        assert session.scalars(select(Counterpart.name)).all() == ["Ostrava Bearings"]


def test_a_line_without_a_segment_takes_the_counterparts(cast: Cast, gate: Gate) -> None:
    gate.take(renewal())

    gate.take(renewal(key="b", counterpart={"name": "Ostrava Bearings"}))

    with transaction(cast.organization_id):
        assert set(session.scalars(select(Negotiation.segment))) == {"leverage"}


def test_the_other_side_of_an_internal_one_is_a_team(cast: Cast, gate: Gate) -> None:
    gate.take(short("a", kind="internal", counterpart={"name": "design office"}))

    with transaction(cast.organization_id):
        assert session.scalars(select(Negotiation.counterpart_team_id)).one() == cast.design_id


def test_what_is_agreed_about_staff_is_need_to_know_unless_the_line_says_otherwise(cast: Cast, gate: Gate) -> None:
    gate.take(short("a", topic="staff"), short("b", topic="staff", privacy="open"), short("c"))

    with transaction(cast.organization_id):
        assert by_key(Negotiation.privacy) == {"a": "need_to_know", "b": "open", "c": "open"}


def test_the_stored_facts_are_what_the_view_says(cast: Cast, gate: Gate) -> None:
    gate.take(renewal(), short("a"), short("b", kind="internal", topic="staff"))

    with transaction(cast.organization_id):
        assert differences() == []


def test_each_line_is_pinned_to_what_was_in_force_on_its_day(cast: Cast, gate: Gate) -> None:
    with transaction(cast.organization_id):
        book = add_book(cast, [LIMIT])

    gate.take(renewal(), renewal(key="before", held_on="2025-12-31", alternative=None, outcome=None, moves=None))

    with transaction(cast.organization_id):
        assert by_key(Negotiation.playbook_version_id) == {"renewal-7": book.version_id, "before": None}


def test_a_playbook_published_between_two_imports_is_heeded(cast: Cast, gate: Gate) -> None:
    gate.take(short("a"))
    with transaction(cast.organization_id):
        book = add_book(cast, [LIMIT])

    gate.take(short("b"))

    with transaction(cast.organization_id):
        assert by_key(Negotiation.playbook_version_id) == {"a": None, "b": book.version_id}


def test_every_rule_is_judged_when_the_import_ends(cast: Cast, gate: Gate) -> None:
    with transaction(cast.organization_id):
        add_book(cast, [LIMIT])

    gate.take(renewal(), renewal(key="small", value=900), short("unknown"))

    with transaction(cast.organization_id):
        assert by_key(Finding.result, Finding.negotiation_id) == {
            "renewal-7": "broken",
            "small": "kept",
            "unknown": "unknown",
        }


def test_a_batch_leaves_one_entry_with_its_counts(cast: Cast, gate: Gate) -> None:
    gate.take(short("a"), short("b"))

    gate.take(short("b"), short("c"))

    with transaction(cast.organization_id):
        entries: list[dict[str, Any]] = list(session.scalars(select(AuditEntry.details).order_by(AuditEntry.id)))
    assert entries == [{"added": 2, "known": 0}, {"added": 1, "known": 1}]


def test_the_agreed_value_reaches_the_facts(cast: Cast, gate: Gate) -> None:
    terms = [{"key": "food", "agreed": 2, "quantity": 3, "our_value": 5, "their_value": 4}]
    gate.take(renewal(terms=terms, moves=None))

    with transaction(cast.organization_id):
        found = session.execute(select(Facts.own_points, Facts.their_points)).one()
    assert tuple(found) == (10, 4)
