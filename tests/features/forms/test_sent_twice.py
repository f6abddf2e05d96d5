"""What is sent twice is done once, and an id that comes again with other words throws nothing away."""

import re
from typing import Any

import pytest

from negostrategy.kernel.ids import new_id
from tests.cast import Cast


def id_in(page: str) -> str:
    """Return the id that the first form which makes something carries."""
    found = re.search(r'name="id" value="([0-9a-f-]{36})"', page)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("path", ["/negotiations/quick", "/negotiations"])
def test_a_program_that_sends_other_words_under_the_same_id_is_told(cast: Cast, program: Any, path: str) -> None:
    noor, sent = program(cast.noor), str(new_id())
    noor.call("POST", path, {"id": sent, "title": "a"})

    answer = noor.call("POST", path, {"id": sent, "title": "b"})

    assert (answer.status_code, answer.json["code" if "code" in answer.json else "type"]) == (
        409,
        "about:negostrategy/id_taken",
    )


@pytest.mark.parametrize("path", ["/negotiations/quick", "/negotiations"])
def test_a_program_that_sends_the_same_words_again_has_the_first_answer(cast: Cast, program: Any, path: str) -> None:
    noor, sent = program(cast.noor), str(new_id())
    answers = [noor.call("POST", path, {"id": sent, "title": "a"}) for _ in range(2)]

    assert [(one.status_code, one.json["id"]) for one in answers] == [(201, sent)] * 2


@pytest.mark.parametrize(("page", "path"), [("/", "/log"), ("/negotiations/new", "/negotiations/new")])
def test_other_words_under_the_same_id_stand_in_the_field_with_a_new_one(
    cast: Cast, browser: Any, page: str, path: str
) -> None:
    noor = browser(cast.noor)
    sent = id_in(noor.get(page).text)
    facts = (
        {"id": sent, "kind": "external", "topic": "other", "held_on": "2026-11-20"} if path != "/log" else {"id": sent}
    )
    noor.post(path, facts | {"title": "The first words"})

    answer = noor.post(path, facts | {"title": "The other words"})

    assert answer.status_code == 409
    assert "The other words" in answer.text
    assert "This id is taken by other words" in answer.text
    assert id_in(answer.text) != sent


def test_the_full_form_sent_twice_makes_one_record(cast: Cast, browser: Any) -> None:
    noor = browser(cast.noor)
    facts = {"id": id_in(noor.get("/negotiations/new").text), "title": "Cranes", "kind": "external", "topic": "other"}

    first, second = (noor.post("/negotiations/new", facts) for _ in range(2))

    assert first.status_code == 303
    assert first.location == second.location


def made(noor: Any) -> str:
    return str(noor.post("/log", {"id": str(new_id()), "title": "Castings"}).location.rsplit("/", 1)[1])


MAKING = {
    "/counterparts": {"name": "Ferrano Castings"},
    "/negotiations/RECORD/moves": {"side": "theirs", "tag": "offer", "note": "They start high"},
}


@pytest.mark.parametrize("path", list(MAKING))
def test_a_form_that_makes_something_makes_it_once(cast: Cast, browser: Any, path: str) -> None:
    noor = browser(cast.noor)
    here = path.replace("RECORD", made(noor))
    typed = MAKING[path] | {"id": id_in(noor.get(here).text)}

    first, second = (noor.post(here, typed) for _ in range(2))

    assert (first.status_code, second.status_code, second.location) == (303, 303, first.location)
    assert "taken" not in noor.get(here).text


def test_a_move_sent_twice_stands_once(cast: Cast, browser: Any) -> None:
    noor = browser(cast.noor)
    record = made(noor)
    typed = {"side": "theirs", "tag": "offer", "note": "They start at forty", "id": str(new_id())}
    for _ in range(2):
        noor.post(f"/negotiations/{record}/moves", typed)

    assert noor.get(f"/negotiations/{record}").text.count("They start at forty") == 1


def test_a_move_with_other_words_under_the_same_id_is_refused_with_its_words(cast: Cast, browser: Any) -> None:
    noor = browser(cast.noor)
    here = f"/negotiations/{made(noor)}/moves"
    typed = {"side": "theirs", "tag": "offer", "note": "They start at forty", "id": str(new_id())}
    noor.post(here, typed)

    answer = noor.post(here, typed | {"note": "They go down to thirty"})

    assert (answer.status_code, "They go down to thirty" in answer.text) == (409, True)
    assert id_in(answer.text) != typed["id"]


def test_a_counterpart_proposed_again_leads_to_the_first(cast: Cast, browser: Any) -> None:
    noor = browser(cast.noor)
    typed = {"name": "Ferrano", "id": id_in(noor.get("/counterparts").text)}
    noor.post("/counterparts", typed)

    answer = noor.post("/counterparts", typed, follow_redirects=True)

    assert "Added." in answer.text


def test_a_repeated_answer_is_the_first_answer(cast: Cast, program: Any) -> None:
    noor = program(cast.noor)
    answers = [noor.call("POST", "/negotiations", {"title": "a"}, Idempotency_Key="k1") for _ in range(2)]

    shown = [
        (one.status_code, one.get_data(), one.headers.get("Location"), one.headers.get("ETag"), one.content_type)
        for one in answers
    ]
    assert shown[0] == shown[1]
    assert None not in shown[0]


def test_the_rare_part_of_the_full_form_is_closed_until_it_says_something(cast: Cast, browser: Any) -> None:
    noor = browser(cast.noor)

    empty = noor.get("/negotiations/new").text
    filled = noor.get("/negotiations/new?alternative=Buy+it+elsewhere").text
    refused = noor.post("/negotiations/new", {"title": "a", "alternative_value": "many"}).text

    part = re.compile(r'<details class="more"( open)?><summary class="more__open">Style, power')
    assert [found[1] for found in map(part.search, (empty, filled, refused)) if found] == [None, " open", " open"]
