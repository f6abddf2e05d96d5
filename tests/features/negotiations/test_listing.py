"""The list of negotiations: what one may read, filters in the address, words that are found, pages forth and back."""

from datetime import date

import pytest

from tests.cast import Cast
from tests.clients import type_of_browser
from tests.features.negotiations.conftest import type_of_way


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
