"""The main button says what the answer says: beyond a floor it asks for approval, and offering asks once more."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from negostrategy.facts.service import refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Move
from negostrategy.trading.queries.table import Values
from tests.cast import Cast
from tests.clients import Browser
from tests.features.compliance.books import add_book
from tests.features.facts.records import DAYS, PRICE, add_record
from tests.features.trading.conftest import FERRANO

BEYOND = replace(FERRANO[0], term_key="price", term_value="120")
WITHIN = replace(FERRANO[0], term_key="price", term_value="95")
STEPS = [{"value": "95", "note": "for volume"}, {"value": "98", "note": "for two years"}]
type_of_browser = Callable[..., Browser]


@pytest.fixture
def record_id(cast: Cast) -> UUID:
    """Return the id of a record of Noor's under a playbook that walks away beyond a price of 100."""
    with transaction(cast.organization_id):
        book = add_book(cast, (), variables=[{"key": "price", **PRICE, "ladder": STEPS}])
        terms = {"price": PRICE, "days": DAYS}
        made = add_record(cast.noor, terms, playbook_version_id=book.version_id, topic="finance")
        refresh([made], is_new=True)
        return made


def moves(cast: Cast) -> int:
    """Return how many moves there are."""
    with transaction(cast.organization_id):
        return session.scalar(select(func.count(Move.id))) or 0


def main_buttons(page: str) -> list[str]:
    """Return what the primary buttons of a page say."""
    found = re.findall(r'class="button button--primary[^>]*>(.*?)</(?:a|button)>', page, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", one).strip() for one in found]


def board(cast: Cast, browser: type_of_browser, record_id: UUID, values: Callable[..., Values]) -> str:
    """Return the package on the board's page, with every line taken."""
    taken = "".join(f"&take={line.id}" for line in values().lines)
    page = browser(cast.noor).get(f"/negotiations/{record_id}/board?composed=yes{taken}").text
    return page.split('id="package"')[1].split("</section>")[0]


def test_beyond_the_walk_away_the_main_button_asks_for_approval(
    cast: Cast, browser: type_of_browser, record_id: UUID, keep: Any, values: Any
) -> None:
    keep([BEYOND])

    package = board(cast, browser, record_id, values)

    assert main_buttons(package) == ["Ask for approval"]


def test_within_it_the_main_button_offers(
    cast: Cast, browser: type_of_browser, record_id: UUID, keep: Any, values: Any
) -> None:
    keep([WITHIN])

    package = board(cast, browser, record_id, values)

    assert "button--primary" in package.split("Offer it: a move of ours")[0].rsplit("<button", 1)[1]


def test_offering_beyond_it_names_the_floor_and_adds_nothing(
    cast: Cast, browser: type_of_browser, record_id: UUID, keep: Any, values: Any
) -> None:
    keep([BEYOND])
    chosen = {"entry_ids": [str(line.id) for line in values().lines], "act": "offer"}

    page = browser(cast.noor).post(f"/negotiations/{record_id}/values/package", data=chosen)

    named = "Price lies beyond our walk-away." in page.text
    assert (page.status_code, named, "Ask for approval" in page.text, moves(cast)) == (409, True, True, 0)


def test_who_offers_it_all_the_same_is_believed(
    cast: Cast, browser: type_of_browser, record_id: UUID, keep: Any, values: Any
) -> None:
    keep([BEYOND])
    chosen = {"entry_ids": [str(line.id) for line in values().lines], "act": "offer", "anyway": "yes"}

    browser(cast.noor).post(f"/negotiations/{record_id}/values/package", data=chosen)

    assert moves(cast) == 1


def test_what_they_offered_is_written_down_without_a_question(
    cast: Cast, browser: type_of_browser, record_id: UUID, keep: Any, values: Any
) -> None:
    keep([BEYOND])
    chosen = {"entry_ids": [str(line.id) for line in values().lines], "act": "theirs"}

    browser(cast.noor).post(f"/negotiations/{record_id}/values/package", data=chosen)

    assert moves(cast) == 1


@pytest.mark.parametrize("tag", ["offer", "concede", "accept"])
def test_a_move_of_ours_beyond_a_floor_is_asked_about_first(
    cast: Cast, browser: type_of_browser, record_id: UUID, tag: str
) -> None:
    form = {"side": "ours", "tag": tag, "position-price": "120", "note": "They insist.", "act": "add"}

    page = browser(cast.noor).post(f"/negotiations/{record_id}/moves", form)

    kept = "They insist." in page.text and "Price lies beyond our walk-away." in page.text
    assert (page.status_code, kept, moves(cast)) == (409, True, 0)


@pytest.mark.parametrize(("side", "act"), [("ours", "anyway"), ("theirs", "add")])
def test_a_move_that_happened_is_written_down(
    cast: Cast, browser: type_of_browser, record_id: UUID, side: str, act: str
) -> None:
    form = {"side": side, "tag": "offer", "position-price": "120", "act": act}

    assert browser(cast.noor).post(f"/negotiations/{record_id}/moves", form).status_code == 303
    assert moves(cast) == 1


def test_the_move_form_answers_without_adding_anything(cast: Cast, browser: type_of_browser, record_id: UUID) -> None:
    form = {"side": "ours", "tag": "offer", "position-price": "98", "act": "ask"}

    page = browser(cast.noor).post(f"/negotiations/{record_id}/moves", form)

    assert (page.status_code, "Price is short of what is acceptable." in page.text, moves(cast)) == (200, True, 0)


@pytest.mark.parametrize("address", ["/negotiations/{}", "/negotiations/{}/ask"])
def test_the_fallbacks_are_shown_where_they_are_needed(
    cast: Cast, browser: type_of_browser, record_id: UUID, address: str
) -> None:
    page = browser(cast.noor).get(address.format(record_id)).text

    assert ("Fallbacks of Price" in page, "for two years" in page) == (True, True)


def test_the_page_that_asks_has_one_main_button(cast: Cast, browser: type_of_browser, record_id: UUID) -> None:
    page = browser(cast.noor).post(f"/negotiations/{record_id}/ask", {"offer-price": "120"}).text

    assert main_buttons(page) == ["Ask for approval"]


def test_each_missing_piece_has_a_sentence_of_its_own(cast: Cast, browser: type_of_browser) -> None:
    both = {
        "all": [
            {"fact": "segment", "is": "known"},
            {"answer": "asked", "is": "yes"},
            {"answer": "taken", "is": "at_most", "value": 3},
        ]
    }
    with transaction(cast.organization_id):
        book = add_book(
            cast, ({"key": "both", "title": "Both.", "expression": both, "binding": "floor", "severity": 5},)
        )
        made = add_record(
            cast.noor, {"days": DAYS}, playbook_version_id=book.version_id, topic="finance", segment="standard"
        )
        refresh([made], is_new=True)

    page = browser(cast.noor).post(f"/negotiations/{made}/ask", {"offer-days": "60"}).text

    said = ["Not known yet: “Was the person asked?”.", "Not known yet: “How many percent are taken?”."]
    assert [one in page for one in said] == [True, True]
