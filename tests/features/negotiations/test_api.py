"""Negotiations as JSON."""

from collections.abc import Callable
from typing import Any

import pytest

from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from tests.cast import Cast, Person
from tests.clients import Program
from tests.features.compliance.books import add_book
from tests.features.negotiations.conftest import type_of_way

type_of_program = Callable[[Person], Program]
PRICE = {"name": "Price", "kind": "percent", "unit": "%", "direction": "less", "target": "-2", "walk_away": 4}


def test_a_record_is_made_judged_and_shown(cast: Cast, program: type_of_program) -> None:
    with transaction(cast.organization_id):
        add_book(cast, [{"key": "a", "expression": {"fact": "has_alternative", "is": "yes"}}], topics=["finance"])
    script = program(cast.noor)
    body = {
        "title": "Price renewal",
        "topic": "finance",
        "kind": "external",
        "counterpart": "Ferrano",
        "terms": [PRICE],
    }

    made = script.call("POST", "/negotiations", body)
    shown = script.call("GET", f"/negotiations/{made.json['id']}")

    assert made.status_code == 201
    assert made.json["findings"][0]["result"] == "broken"
    assert made.headers["ETag"] == shown.headers["ETag"]
    assert made.json["terms"][0] | {"target": "-2", "walk_away": "4", "key": "price"} == made.json["terms"][0]
    assert shown.json == made.json


def test_what_is_shown_can_be_sent_back(cast: Cast, program: type_of_program) -> None:
    script = program(cast.noor)
    hand_over = {"name": "Hand-over", "kind": "date", "agreed": "2026-12-04"}
    level = {"name": "Class", "kind": "choice", "levels": [{"label": "A"}, {"label": "B"}], "agreed": "B"}
    made = script.call("POST", "/negotiations", {"title": "Line 7", "terms": [PRICE, hand_over, level]})
    terms = [{name: value for name, value in term.items() if name != "band"} for term in made.json["terms"]]

    again = script.call("PATCH", f"/negotiations/{made.json['id']}", {"terms": terms}, If_Match=made.headers["ETag"])

    assert again.status_code == 200
    assert again.json["terms"] == made.json["terms"]
    assert again.json["revision"] == 1


def test_one_sentence_is_logged_once_per_key(cast: Cast, program: type_of_program) -> None:
    script = program(cast.noor)

    first, second = (
        script.call("POST", "/negotiations/quick", {"title": "45 days with Ferrano"}, Idempotency_Key="k") for _ in "ab"
    )

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json["id"] == second.json["id"]
    assert len(script.call("GET", "/negotiations").json["rows"]) == 1


def test_the_list_is_paged_by_a_sealed_cursor(cast: Cast, program: type_of_program, log: type_of_way) -> None:
    for number in range(5):
        log(f"Number {number}")
    script = program(cast.noor)

    first = script.call("GET", "/negotiations?limit=3").json
    second = script.call("GET", f"/negotiations?limit=3&cursor={first['next']}").json

    titles = [row["title"] for row in first["rows"] + second["rows"]]
    assert sorted(titles) == [f"Number {number}" for number in range(5)]


def test_a_change_names_the_version_it_has_seen(cast: Cast, program: type_of_program, log: type_of_way) -> None:
    negotiation_id, script = log(), program(cast.noor)

    answers = [
        script.call("PATCH", f"/negotiations/{negotiation_id}", {"note": "x"}, **headers).status_code
        for headers in ({}, {"If_Match": '"old"'}, {"If_Match": f'"{negotiation_id}.1"'})
    ]

    assert answers == [428, 412, 200]


def test_moves_outcome_answers_and_people_follow(cast: Cast, program: type_of_program) -> None:
    script = program(cast.noor)
    one = f"/negotiations/{script.call('POST', '/negotiations', {'title': 'Price', 'terms': [PRICE]}).json['id']}"

    moved = script.call("POST", f"{one}/moves", {"side": "theirs", "tag": "offer", "positions": {"price": 1.5}})
    ended = script.call("POST", f"{one}/outcome", {"outcome": "parked", "outcome_reason": "Their budget"})
    answered = script.call("POST", f"{one}/answers", {"question": "asked", "answer": True})
    felt = script.call("POST", f"{one}/pulses", {"side": "ours", "score": 5})
    named = script.call("POST", f"{one}/people", {"readers": [str(cast.greta.id)]})

    assert moved.json["terms"][0]["theirs"] == "1.5"
    assert ended.json["outcome"] == "parked"
    assert answered.json["answers"] == {"asked": True}
    assert felt.status_code == 200
    assert [one["name"] for one in named.json["people"]] == ["Greta Holm"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/title"),
        ({"title": ""}, "/title"),
        ({"title": "x" * 301}, "/title"),
        ({"title": "x", "held_on": "0000-01-01"}, "/held_on"),
        ({"title": "x", "held_on": "9999-12-31"}, "/held_on"),
        ({"title": "x", "value": "NaN"}, "/value"),
        ({"title": "x", "value": "1e999"}, "/value"),
        ({"title": "x", "value": [1]}, "/value"),
        ({"title": "x", "colour": "red"}, "/colour"),
        ({"title": "x", "power_balance": 3}, "/power_balance"),
        ({"title": "x", "currency": "Euros"}, "/currency"),
        ({"title": "x", "kind": "internal", "counterpart": "Nobody"}, "/counterpart"),
        ({"title": "x", "terms": [{"name": "A", "target": 5, "walk_away": 4, "direction": "less"}]}, "/terms/0/target"),
        ({"title": "x", "terms": [{"name": "A", "kind": "date", "agreed": "soon"}]}, "/terms/0/agreed"),
        ({"title": "x", "terms": [{"name": "A"}, {"name": "a"}]}, "/terms"),
        ({"title": "x", "outcome": "agreed", "held_on": "2026-11-20", "closed_on": "2026-11-01"}, "/closed_on"),
    ],
)
def test_bad_input_gets_a_pointer_and_a_sentence(
    cast: Cast, program: type_of_program, body: dict[str, Any], pointer: str
) -> None:
    answer = program(cast.noor).call("POST", "/negotiations", body)

    assert answer.status_code == 422
    assert pointer in [error["pointer"] for error in answer.json["errors"]]
    assert program(cast.noor).call("GET", "/negotiations").json["rows"] == []


@pytest.mark.parametrize("path", ["", "/terms", "/findings"])
def test_foreign_records_do_not_exist(
    cast: Cast, next_door: Cast, program: type_of_program, log: type_of_way, path: str
) -> None:
    address = f"/negotiations/{log()}{path}"

    statuses = [program(person).call("GET", address).status_code for person in (cast.otto, next_door.noor)]

    assert statuses == [404, 404]
    assert program(cast.noor).call("GET", f"/negotiations/{new_id()}{path}").status_code == 404


def test_somebody_from_next_door_cannot_be_named(
    cast: Cast, next_door: Cast, program: type_of_program, log: type_of_way
) -> None:
    answer = program(cast.noor).call("POST", f"/negotiations/{log()}/people", {"readers": [str(next_door.noor.id)]})

    assert answer.status_code == 422


def test_a_cursor_of_the_neighbour_is_refused(
    cast: Cast, next_door: Cast, program: type_of_program, log: type_of_way
) -> None:
    for _ in range(2):
        log()
    cursor = program(cast.noor).call("GET", "/negotiations?limit=1").json["next"]

    answer = program(next_door.noor).call("GET", f"/negotiations?limit=1&cursor={cursor}")

    assert answer.status_code == 400


def test_counterparts_are_made_and_listed(cast: Cast, program: type_of_program) -> None:
    script = program(cast.noor)

    made = script.call("POST", "/counterparts", {"name": "Bellmont Drives", "segment": "leverage"})

    assert made.status_code == 201
    assert [row["name"] for row in script.call("GET", "/counterparts").json["rows"]] == ["Bellmont Drives"]
    assert script.call("GET", f"/counterparts/{made.json['id']}").json["segment"] == "leverage"
