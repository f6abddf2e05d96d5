"""Pages about negotiations: what is shown, what is refused, and that nothing typed is lost."""

from datetime import date
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


def test_the_list_shows_only_what_one_may_read(cast: Cast, browser: type_of_browser, log: type_of_way) -> None:
    log("Mine and open")
    log("Mine and private", topic="staff")

    seen = {who: browser(getattr(cast, who)).get("/negotiations").text for who in ("noor", "ines", "otto")}

    assert ["Mine and private" in seen[who] for who in seen] == [True, False, False]
    assert ["Mine and open" in seen[who] for who in seen] == [True, True, False]


def test_filters_stand_in_the_address(cast: Cast, browser: type_of_browser, log: type_of_way) -> None:
    log("Crane slot", topic="timetable")
    log("Price", topic="finance")

    answer = browser(cast.noor).get("/negotiations?topic=timetable")

    assert "Crane slot" in answer.text
    assert "Remove filter Topic Timetable" in answer.text
    assert ">Price<" not in answer.text


def test_words_are_found(cast: Cast, browser: type_of_browser, log: type_of_way) -> None:
    log("Guard interlock to version 3.2")
    log("Freight index")

    answer = browser(cast.noor).get("/negotiations?words=interlock")

    assert "Guard interlock" in answer.text
    assert "Freight index" not in answer.text


@pytest.mark.parametrize("words", ["inter", "GUARD inter", '"guard interlock"', "interlock -freight", "3.2"])
def test_the_beginning_of_a_word_is_enough(cast: Cast, browser: type_of_browser, log: type_of_way, words: str) -> None:
    log("Guard interlock to version 3.2")
    log("Freight index")

    answer = browser(cast.noor).get("/negotiations", query_string={"words": words})

    assert "Guard interlock" in answer.text
    assert "Freight index" not in answer.text


@pytest.mark.parametrize("words", ["':*", "a & | !", "\\", "((", "%", "'; DROP TABLE negotiations; --", "&!<->"])
def test_strange_words_find_nothing_and_break_nothing(
    cast: Cast, browser: type_of_browser, log: type_of_way, words: str
) -> None:
    log("Freight index")

    answer = browser(cast.noor).get("/negotiations", query_string={"words": words})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "query", ["kind=sideways", "held_from=0000-01-01", "owner=x", "value_from=1e999", "value_to=1e99999999"]
)
def test_an_unreadable_filter_is_told(cast: Cast, browser: type_of_browser, query: str) -> None:
    answer = browser(cast.noor).get(f"/negotiations?{query}")

    assert answer.status_code == 422


def test_pages_go_forth_and_back(cast: Cast, browser: type_of_browser, log: type_of_way) -> None:
    for number in range(53):
        log(f"Number {number:02}", held_on=date(2026, 1, 1 + number % 28))
    chrome = browser(cast.noor)

    first = chrome.get("/negotiations").text
    following = chrome.get(
        first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].split(cast.slug)[1].replace("&amp;", "&")
    ).text

    assert first.count('scope="row"') == 50
    assert following.count('scope="row"') == 3
    assert 'rel="prev"' in following


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


PATHS = ("", "/edit", "/terms", "/moves", "/outcome", "/people", "/before/1")


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


def test_counterparts_are_kept(cast: Cast, browser: type_of_browser) -> None:
    chrome = browser(cast.noor)
    made = chrome.post("/counterparts", {"name": "Bellmont Drives", "segment": "leverage"}, follow_redirects=True)
    twice = chrome.post("/counterparts", {"name": "bellmont drives"})

    assert "Leverage" in made.text
    assert twice.status_code == 422
    assert "Bellmont Drives" in chrome.get("/counterparts?words=bell").text
