"""The pages of one record: terms, moves, how it ended, answers, people; closed to who may not read or change it."""

from decimal import Decimal

import pytest

from negostrategy.kernel import clock
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.queries.record import record_of
from negostrategy.negotiations.schemas import TermDraft
from tests.cast import Cast
from tests.clients import type_of_browser
from tests.features.compliance.books import add_book
from tests.features.negotiations.conftest import type_of_way

PRICE = TermDraft(
    "price",
    "Price",
    kind="percent",
    unit="%",
    direction="less",
    target=Decimal(-2),
    acceptable=Decimal(1),
    walk_away=Decimal(4),
    weight=Decimal(30),
)
PATHS = ("", "/edit", "/terms", "/moves", "/outcome", "/people", "/before/1")


def test_terms_are_typed_in_their_own_words(cast: Cast, browser: type_of_browser, record: type_of_way) -> None:
    negotiation_id = record(terms=[PRICE])
    form = {
        "revision": "1",
        "terms-0-key": "price",
        "terms-0-target": "−2 %",
        "terms-0-acceptable": "1",
        "terms-0-walk_away": "4",
        "terms-0-agreed": "0,5",
        "terms-500-name": "Hand-over",
        "terms-500-what": "timetable:date",
        "terms-500-agreed": "4.12.2026",
    }

    answer = browser(cast.noor).post(f"/negotiations/{negotiation_id}/terms", form, follow_redirects=True)

    assert answer.status_code == 200
    assert "2026-12-04" in answer.text
    assert "Within" in answer.text


def test_a_walk_away_beyond_the_target_is_refused(cast: Cast, browser: type_of_browser, record: type_of_way) -> None:
    negotiation_id = record(terms=[PRICE])
    form = {"revision": "1", "terms-0-key": "price", "terms-0-target": "5", "terms-0-walk_away": "4"}

    answer = browser(cast.noor).post(f"/negotiations/{negotiation_id}/terms", form)

    assert answer.status_code == 422
    assert "walk-away lies at or beyond the target" in answer.text


def test_a_term_that_is_not_on_the_record_is_refused(cast: Cast, browser: type_of_browser, record: type_of_way) -> None:
    negotiation_id = record(terms=[PRICE])
    form = {"revision": "1", "terms-0-key": "weather", "terms-0-target": "5"}

    assert browser(cast.noor).post(f"/negotiations/{negotiation_id}/terms", form).status_code == 422


def test_a_move_is_added_and_drawn(cast: Cast, browser: type_of_browser, record: type_of_way) -> None:
    negotiation_id = record(terms=[PRICE])
    chrome = browser(cast.noor)

    chrome.post(f"/negotiations/{negotiation_id}/moves", {"side": "theirs", "tag": "offer", "position-price": "7.5"})
    answer = chrome.post(
        f"/negotiations/{negotiation_id}/moves",
        {"side": "ours", "tag": "concede", "position-price": "-2.5", "answers_place": "1"},
        follow_redirects=True,
    )

    assert "They offered Price 7.5\N{NO-BREAK SPACE}%" in answer.text
    assert "in return for move 1" in answer.text
    assert "Offers on Price" in answer.text


def test_closing_keeps_what_was_agreed(cast: Cast, browser: type_of_browser, record: type_of_way) -> None:
    negotiation_id = record(terms=[PRICE])
    form = {"outcome": "agreed", "outcome_reason": "Volume for price", "agreed-price": "1", "pulse": "6"}

    answer = browser(cast.noor).post(f"/negotiations/{negotiation_id}/outcome", form, follow_redirects=True)

    assert "Volume for price" in answer.text
    with transaction(cast.organization_id):
        found = record_of(cast.noor.actor, negotiation_id)
    assert found is not None
    assert (found.outcome, found.terms[0].agreed) == ("agreed", Decimal(1))


def test_a_question_is_answered_with_one_tap(cast: Cast, browser: type_of_browser, record: type_of_way) -> None:
    with transaction(cast.organization_id):
        add_book(cast, [], variables=[], topics=["staff"], privacy_default="open")
    negotiation_id = record(topic="staff", held_on=clock.today())
    chrome = browser(cast.noor)

    home = chrome.get("/").text
    chrome.post(f"/negotiations/{negotiation_id}/answers", {"question": "asked", "answer": "yes"})

    assert "Was the person asked?" in home
    with transaction(cast.organization_id):
        found = record_of(cast.noor.actor, negotiation_id)
    assert found is not None
    assert found.answers == {"asked": True}


def test_the_owner_names_a_reader(cast: Cast, browser: type_of_browser, record: type_of_way) -> None:
    negotiation_id = record()

    browser(cast.noor).post(f"/negotiations/{negotiation_id}/people", {"name": "Greta Holm", "part": "reader"})

    assert browser(cast.greta).get(f"/negotiations/{negotiation_id}").status_code == 200


def test_nobody_by_that_name_is_told(cast: Cast, browser: type_of_browser, record: type_of_way) -> None:
    negotiation_id = record()

    answer = browser(cast.noor).post(f"/negotiations/{negotiation_id}/people", {"name": "Zorro", "part": "reader"})

    assert answer.status_code == 422
    assert "Nobody here is called so" in answer.text


@pytest.mark.parametrize("path", PATHS)
def test_strangers_find_nothing(
    cast: Cast, next_door: Cast, browser: type_of_browser, record: type_of_way, path: str
) -> None:
    negotiation_id = record()
    address = f"/negotiations/{negotiation_id}{path}"

    found = [browser(person).get(address).status_code for person in (cast.otto, next_door.noor)]
    never = browser(cast.otto).get(f"/negotiations/{new_id()}{path}").status_code

    assert [*found, never] == [404, 404, 404]


@pytest.mark.parametrize("path", PATHS)
def test_the_administrator_is_kept_out(cast: Cast, browser: type_of_browser, record: type_of_way, path: str) -> None:
    assert browser(cast.adam).get(f"/negotiations/{record()}{path}").status_code == 403


@pytest.mark.parametrize("path", PATHS[1:6])
def test_a_manager_reads_but_does_not_change(
    cast: Cast, browser: type_of_browser, record: type_of_way, path: str
) -> None:
    assert browser(cast.ines).get(f"/negotiations/{record()}{path}").status_code == 403


def test_what_a_record_said_before_is_shown(cast: Cast, browser: type_of_browser, record: type_of_way) -> None:
    negotiation_id = record(note="They smiled.", terms=[PRICE])
    chrome = browser(cast.noor)
    chrome.post(f"/negotiations/{negotiation_id}/edit", {"title": "Other words", "kind": "external", "revision": "1"})

    answer = chrome.get(f"/negotiations/{negotiation_id}/before/1")

    assert answer.status_code == 200
    assert "Price round with Ferrano" in answer.text
