"""Stand-ins as JSON: named, listed for those they concern, ended."""

from collections.abc import Callable

import pytest

from tests.cast import Cast, Person
from tests.clients import Program

type_of_program = Callable[[Person], Program]
DAYS = {"from_on": "2099-01-01", "until_on": "2099-01-08"}


@pytest.fixture
def named(cast: Cast, program: type_of_program) -> str:
    """Return the id of a stand-in of Ines, named by her."""
    made = program(cast.ines).call("POST", "/stand-ins", DAYS | {"deputy_id": str(cast.otto.id)})
    assert made.status_code == 201
    identity: str = made.json["id"]
    return identity


def test_a_stand_in_is_listed_for_those_it_concerns(cast: Cast, program: type_of_program, named: str) -> None:
    lists = [program(person).call("GET", "/stand-ins").json["rows"] for person in (cast.ines, cast.greta, cast.noor)]

    assert [[row["id"] for row in rows] for rows in lists] == [[named], [named], []]


def test_who_is_back_ends_it(cast: Cast, program: type_of_program, named: str) -> None:
    ended = program(cast.ines).call("POST", f"/stand-ins/{named}/end")

    assert (ended.status_code, program(cast.ines).call("GET", "/stand-ins").json["rows"]) == (200, [])


@pytest.mark.parametrize("whose", ["noor", "adam"])
def test_others_do_not_end_it(cast: Cast, program: type_of_program, named: str, whose: str) -> None:
    answer = program(getattr(cast, whose)).call("POST", f"/stand-ins/{named}/end")

    assert answer.status_code == {"noor": 404, "adam": 403}[whose]


def test_nobody_names_one_for_others(cast: Cast, program: type_of_program) -> None:
    body = DAYS | {"deputy_id": str(cast.otto.id), "user_id": str(cast.ines.id)}

    answer = program(cast.noor).call("POST", "/stand-ins", body)

    assert (answer.status_code, answer.json["type"].rsplit("/")[-1]) == (403, "not_yours")
