"""Changing records: history is kept, and nobody overwrites what they have not seen."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.policy import NotYoursToChange, OwnerDecides
from negostrategy.negotiations.queries.record import record_of, revisions_of, said_before
from negostrategy.negotiations.queries.shapes import Record
from negostrategy.negotiations.schemas import MoveDraft, TermDraft
from negostrategy.negotiations.schemas.table import AnswerDraft, OutcomeDraft, PersonDraft, PulseDraft
from negostrategy.negotiations.service import (
    NotAsSeen,
    add_move,
    answer_question,
    close_negotiation,
    edit_negotiation,
    feel,
    name_person,
    remove_person,
)
from tests.cast import Cast, Person
from tests.features.negotiations.conftest import HERE, type_of_way

PRICE = TermDraft("price", "Price", kind="percent", direction="less", target=Decimal(-2), walk_away=Decimal(4))


def act(cast: Cast, what: Callable[..., Any], negotiation_id: UUID, *more: Any, person: Person | None = None) -> Any:
    with transaction(cast.organization_id):
        return what((person or cast.noor).actor, negotiation_id, *more)


def read(cast: Cast, negotiation_id: UUID) -> Record:
    with transaction(cast.organization_id):
        found = record_of(cast.noor.actor, negotiation_id)
    assert found is not None
    return found


def test_an_edit_keeps_what_was_said_before(cast: Cast, record: type_of_way) -> None:
    negotiation_id = record(value=Decimal(1000), terms=[PRICE])

    act(cast, edit_negotiation, negotiation_id, 1, {"value": Decimal(900), "terms": []}, HERE)

    with transaction(cast.organization_id):
        (revision,) = revisions_of(negotiation_id)
        before = said_before(negotiation_id, 1)
    assert (revision.changed, revision.changed_by) == (["value", "terms/price"], "Noor Haddad")
    assert before is not None
    assert (before["value"], before["terms"][0]["target"]) == ("1000", "-2")


def test_who_saves_an_old_version_is_told(cast: Cast, record: type_of_way) -> None:
    negotiation_id = record()
    act(cast, edit_negotiation, negotiation_id, 1, {"note": "first"}, HERE)

    with pytest.raises(NotAsSeen):
        act(cast, edit_negotiation, negotiation_id, 1, {"note": "second"}, HERE)

    assert read(cast, negotiation_id).note == "first"


def test_an_edit_that_changes_nothing_leaves_no_trace(cast: Cast, record: type_of_way) -> None:
    negotiation_id = record(value=Decimal(1000))

    act(cast, edit_negotiation, negotiation_id, 1, {"value": Decimal("1000.00")}, HERE)

    assert read(cast, negotiation_id).revision == 1


def test_a_term_keeps_its_identity_through_an_edit(cast: Cast, record: type_of_way) -> None:
    negotiation_id = record(terms=[PRICE])
    before = read(cast, negotiation_id).terms[0].id

    changed = TermDraft("price", "Price", kind="percent", direction="less", agreed=Decimal(1))
    added = TermDraft("days", "Payment", kind="days")
    act(cast, edit_negotiation, negotiation_id, 1, {"terms": [added, changed]}, HERE)

    assert [(term.key, term.id == before) for term in read(cast, negotiation_id).terms] == [
        ("days", False),
        ("price", True),
    ]


def test_closing_says_how_and_when(cast: Cast, log: type_of_way) -> None:
    negotiation_id = log("Ferrano renewal", held_on=date(2026, 11, 20))

    act(cast, close_negotiation, negotiation_id, OutcomeDraft("agreed", "45 days for volume"), HERE)

    record = read(cast, negotiation_id)
    assert (record.outcome, record.outcome_reason, record.closed_on) == ("agreed", "45 days for volume", HERE.today)


def test_what_they_offer_is_where_they_stand(cast: Cast, record: type_of_way) -> None:
    negotiation_id = record(terms=[PRICE])

    act(cast, add_move, negotiation_id, MoveDraft("theirs", "offer", {"price": "+1.5 %"}))

    record_now = read(cast, negotiation_id)
    assert (record_now.terms[0].theirs, record_now.moves[0].positions) == (Decimal("1.5"), {"price": 1.5})


def test_a_move_on_an_unknown_variable_is_refused(cast: Cast, record: type_of_way) -> None:
    negotiation_id = record(terms=[PRICE])

    with pytest.raises(BadInput):
        act(cast, add_move, negotiation_id, MoveDraft("theirs", "offer", {"colour": "red"}))


def test_a_concession_may_answer_a_move(cast: Cast, record: type_of_way) -> None:
    negotiation_id = record(terms=[PRICE])
    act(cast, add_move, negotiation_id, MoveDraft("theirs", "concede", {"price": 3}))

    act(cast, add_move, negotiation_id, MoveDraft("ours", "concede", {"price": 2}, answers_place=1))

    moves = read(cast, negotiation_id).moves
    assert moves[1].answers_move_id == moves[0].id


def test_answers_and_feelings_are_kept(cast: Cast, log: type_of_way) -> None:
    negotiation_id = log()

    act(cast, answer_question, negotiation_id, AnswerDraft("asked", True))  # the answer itself
    act(cast, feel, negotiation_id, PulseDraft("ours", "result", 4))
    act(cast, feel, negotiation_id, PulseDraft("ours", "result", 6))

    record = read(cast, negotiation_id)
    assert (record.answers, record.pulses) == ({"asked": True}, {("ours", "result"): Decimal("6.0")})


@pytest.mark.parametrize(
    ("privacy", "reader", "sees"),
    [
        ("open", "noor", True),
        ("open", "ines", True),
        ("open", "nils", False),
        ("open", "greta", False),
        ("open", "adam", False),
        ("need_to_know", "ines", False),
        ("private", "ines", False),
    ],
)
def test_who_sees_a_record(cast: Cast, record: type_of_way, privacy: str, reader: str, sees: bool) -> None:
    negotiation_id = record(privacy=privacy)

    with transaction(cast.organization_id):
        found = record_of(getattr(cast, reader).actor, negotiation_id)

    assert (found is not None) is sees


@pytest.mark.parametrize(
    ("privacy", "part", "sees"),
    [("need_to_know", "party", True), ("private", "party", False), ("private", "reader", True)],
)
def test_named_people_see_what_their_part_allows(
    cast: Cast, record: type_of_way, privacy: str, part: str, sees: bool
) -> None:
    negotiation_id = record(privacy=privacy)
    act(cast, name_person, negotiation_id, PersonDraft("Greta Holm", part))

    with transaction(cast.organization_id):
        found = record_of(cast.greta.actor, negotiation_id)

    assert (found is not None) is sees


def test_a_reader_may_not_change(cast: Cast, record: type_of_way) -> None:
    negotiation_id = record()

    with pytest.raises(NotYoursToChange):
        act(cast, edit_negotiation, negotiation_id, 1, {"note": "x"}, HERE, person=cast.ines)


def test_a_party_may_change_but_not_narrow(cast: Cast, record: type_of_way) -> None:
    negotiation_id = record()
    act(cast, name_person, negotiation_id, PersonDraft("nils"))
    revision = read(cast, negotiation_id).revision

    with pytest.raises(OwnerDecides):
        act(cast, edit_negotiation, negotiation_id, revision, {"privacy": "private"}, HERE, person=cast.nils)


def test_who_is_taken_off_sees_nothing_any_more(cast: Cast, record: type_of_way) -> None:
    negotiation_id = record()
    act(cast, name_person, negotiation_id, PersonDraft("otto"))

    act(cast, remove_person, negotiation_id, cast.otto.id)

    with transaction(cast.organization_id):
        assert record_of(cast.otto.actor, negotiation_id) is None


def test_the_neighbour_finds_nothing(cast: Cast, next_door: Cast, record: type_of_way) -> None:
    negotiation_id = record()

    with pytest.raises(NotFound), transaction(next_door.organization_id):
        edit_negotiation(next_door.noor.actor, negotiation_id, 1, {"note": "x"}, HERE)
