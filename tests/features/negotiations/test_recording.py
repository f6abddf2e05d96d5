"""Logging from one sentence, and recording in full."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from negostrategy.compliance.queries.findings import findings_of
from negostrategy.facts.queries import differences
from negostrategy.kernel.faults import BadInput, IdTaken
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.queries.record import record_of
from negostrategy.negotiations.queries.shapes import Record
from negostrategy.negotiations.schemas import TermDraft
from tests.cast import Cast, Person
from tests.features.compliance.books import add_book
from tests.features.negotiations.conftest import type_of_way


def read(cast: Cast, negotiation_id: UUID, person: Person | None = None) -> Record:
    with transaction(cast.organization_id):
        found = record_of((person or cast.noor).actor, negotiation_id)
    assert found is not None
    return found


def test_one_sentence_is_enough(cast: Cast, log: type_of_way) -> None:
    record = read(cast, log("They want the cranes a week later"))

    assert (record.title, record.kind, record.held_on, record.outcome, record.privacy) == (
        "They want the cranes a week later",
        "internal",
        date(2026, 11, 23),
        "open",
        "open",
    )


def test_the_words_of_the_sentence_fill_the_record(cast: Cast, log: type_of_way) -> None:
    log("First talk", counterpart="Ferrano Castings")

    record = read(cast, log("Ferrano Castings: price 120k -> 108k € on the phone yesterday, with @nils"))

    assert (record.other_side, record.kind, record.channel, record.topic, record.value, record.held_on) == (
        "Ferrano Castings",
        "external",
        "phone",
        "finance",
        Decimal(108000),
        date(2026, 11, 22),
    )
    assert [one.name for one in record.people] == ["Nils Berg"]


def test_a_team_of_ours_makes_it_internal(cast: Cast, log: type_of_way) -> None:
    record = read(cast, log("Design office gives us the drawing earlier"))

    assert (record.kind, record.other_side, record.counterpart_team_id) == ("internal", "Design office", cast.design_id)


def test_talk_about_staff_is_not_for_everybody(cast: Cast, log: type_of_way) -> None:
    record = read(cast, log("Two fitters until 18 December", topic="staff"))

    assert record.privacy == "need_to_know"


def test_sent_twice_it_is_logged_once(cast: Cast, log: type_of_way) -> None:
    wanted = new_id()

    first, second = log("Payment in 45 days", id=wanted), log("Payment in 45 days", id=wanted)

    assert first == second == wanted


def test_the_id_of_somebody_elses_record_is_refused(cast: Cast, log: type_of_way) -> None:
    taken = log("Payment in 45 days")

    with pytest.raises(IdTaken):
        log("Mine now", person=cast.otto, id=taken)


def test_an_internal_record_needs_a_team_of_ours(cast: Cast, log: type_of_way) -> None:
    with pytest.raises(BadInput, match="cannot be used"):
        log("Crane slot", kind="internal", counterpart="Nobody knows")


def test_a_full_record_takes_its_terms_from_the_playbook(cast: Cast, record: type_of_way) -> None:
    with transaction(cast.organization_id):
        variable = {"key": "price", "name": "Price", "kind": "percent", "unit": "%", "direction": "less"}
        positions = {"target": Decimal(-2), "acceptable": Decimal(1), "walk_away": Decimal(4), "weight": Decimal(30)}
        rule = {"key": "alternative", "expression": {"fact": "has_alternative", "is": "yes"}}
        add_book(cast, [rule], variables=[variable | positions], topics=["finance"], kind="external")

    negotiation_id = record(topic="finance", kind="external", counterpart="Ferrano Castings")

    (term,) = read(cast, negotiation_id).terms
    assert (term.key, term.target, term.walk_away, term.topic) == ("price", Decimal(-2), Decimal(4), "finance")


def test_a_record_is_judged_at_once(cast: Cast, record: type_of_way) -> None:
    with transaction(cast.organization_id):
        rule = {"key": "alternative", "expression": {"fact": "has_alternative", "is": "yes"}}
        add_book(cast, [rule], topics=["finance"])

    negotiation_id = record(topic="finance")

    with transaction(cast.organization_id):
        (finding,) = findings_of(negotiation_id)
    assert finding.result == "broken"


def test_the_facts_follow_the_record(cast: Cast, record: type_of_way) -> None:
    record(
        terms=[TermDraft("price", "Price", direction="less", target=Decimal(1), agreed=Decimal(2))],
        outcome="agreed",
        value=Decimal(1000),
    )

    with transaction(cast.organization_id):
        assert differences() == []


def test_a_record_is_not_closed_before_it_was_held(cast: Cast, record: type_of_way) -> None:
    with pytest.raises(BadInput) as refusal:
        record(outcome="agreed", held_on=date(2026, 11, 20), closed_on=date(2026, 11, 1))

    assert "/closed_on" in refusal.value.errors
