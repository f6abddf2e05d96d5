"""Pages for logging and recording: the first page, one sentence, the full form, counterparts; nothing typed is lost."""

import pytest

from negostrategy.kernel.transaction import transaction
from tests.cast import Cast
from tests.clients import type_of_browser
from tests.features.compliance.books import add_book
from tests.features.negotiations.conftest import type_of_way


def test_one_sentence_logs_and_shows_what_the_rules_say(cast: Cast, browser: type_of_browser) -> None:
    with transaction(cast.organization_id):
        rule = {"key": "a", "title": "We know our alternative", "expression": {"fact": "has_alternative", "is": "yes"}}
        add_book(cast, [rule], topics=["finance"])

    answer = browser(cast.noor).post("/log", {"title": "Price 45 days with Ferrano"}, follow_redirects=True)

    assert answer.status_code == 200
    assert "Price 45 days with Ferrano" in answer.text
    assert "We know our alternative" in answer.text
    assert "Broken" in answer.text


def test_an_empty_line_is_refused_with_a_sentence(cast: Cast, browser: type_of_browser) -> None:
    answer = browser(cast.noor).post("/log", {"title": " ", "counterpart": "Ferrano"})

    assert answer.status_code == 422
    assert "Write one sentence about what happened." in answer.text
    assert "Ferrano" in answer.text


@pytest.mark.parametrize("who", ["noor", "ines", "greta", "adam"])
def test_everybody_has_a_first_page(cast: Cast, browser: type_of_browser, who: str) -> None:
    answer = browser(getattr(cast, who)).get("/")

    assert answer.status_code == 200


def test_a_full_record_is_made_from_the_form(cast: Cast, browser: type_of_browser) -> None:
    form = {
        "title": "Price renewal 2027",
        "kind": "external",
        "counterpart": "Ferrano Castings",
        "topic": "finance",
        "held_on": "2026-11-20",
        "value": "1,240,000",
        "style_planned": "cooperative",
        "power_balance": "-1",
        "alternative": "Second foundry",
        "note": "",
    }

    answer = browser(cast.noor).post("/negotiations/new", form, follow_redirects=True)

    assert answer.status_code == 200
    assert "Ferrano Castings" in answer.text
    assert "1,240,000" in answer.text
    assert "Second foundry" in answer.text


def test_a_refused_form_keeps_what_was_typed(cast: Cast, browser: type_of_browser) -> None:
    form = {"title": "Price renewal", "kind": "external", "value": "lots", "note": "They smiled."}

    answer = browser(cast.noor).post("/negotiations/new", form)

    assert answer.status_code == 422
    assert "They smiled." in answer.text
    assert "Type a number" in answer.text


def test_the_second_of_two_editors_sees_both_versions(
    cast: Cast, browser: type_of_browser, record: type_of_way
) -> None:
    negotiation_id = record(note="old")
    chrome = browser(cast.noor)
    form = {"title": "Price round with Ferrano", "kind": "external", "revision": "1"}
    chrome.post(f"/negotiations/{negotiation_id}/edit", form | {"note": "saved first"})

    answer = chrome.post(f"/negotiations/{negotiation_id}/edit", form | {"note": "typed second"})

    assert answer.status_code == 412
    assert "saved first" in answer.text
    assert "typed second" in answer.text
    assert 'name="revision" value="2"' in answer.text


def test_counterparts_are_kept(cast: Cast, browser: type_of_browser) -> None:
    chrome = browser(cast.noor)
    made = chrome.post("/counterparts", {"name": "Bellmont Drives", "segment": "leverage"}, follow_redirects=True)
    twice = chrome.post("/counterparts", {"name": "bellmont drives"})

    assert "Leverage" in made.text
    assert twice.status_code == 422
    assert "Bellmont Drives" in chrome.get("/counterparts?words=bell").text
