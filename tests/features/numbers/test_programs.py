"""Programs send canonical decimals in every field; anything else is told with its pointer and an example."""

from typing import Any

import pytest

from tests.cast import Cast
from tests.features.numbers.conftest import errors_of

RECORD = {"title": "x", "kind": "internal"}
OTHERWISE = ["1,234.56", "2,5", "1 500", "1e3", "+3", "\u22123", " 3", "1_000", "١٢", "NaN", "Infinity", ".5", "1."]


@pytest.mark.parametrize("value", OTHERWISE)
def test_a_value_that_is_not_canonical_is_refused(cast: Cast, program: Any, value: str) -> None:
    answer = program(cast.noor).call("POST", "/negotiations", RECORD | {"value": value})

    assert answer.status_code == 422
    assert "1234.56" in errors_of(answer)["/value"]


@pytest.mark.parametrize(
    ("value", "kept"), [("1234.56", "1234.56"), ("-3", "-3"), ("0.05", "0.05"), (2.5, "2.5"), (1500, "1500")]
)
def test_a_canonical_value_is_kept(cast: Cast, program: Any, value: Any, kept: str) -> None:
    answer = program(cast.noor).call("POST", "/negotiations", RECORD | {"value": value})

    assert (answer.status_code, answer.json["value"]) == (201, kept)


def test_the_format_of_its_person_changes_nothing_for_a_program(cast: Cast, writing: Any, program: Any) -> None:
    writing("comma")

    answer = program(cast.noor).call("POST", "/negotiations", RECORD | {"value": "1.500"})

    assert float(answer.json["value"]) == 1.5


@pytest.mark.parametrize("name", ["target", "theirs", "weight", "quantity", "our_value", "reference_amount"])
@pytest.mark.parametrize("said", ["2,5", "1 500", "1e3", "45 days"])
def test_no_figure_of_a_term_is_read_generously(cast: Cast, program: Any, name: str, said: str) -> None:
    term = {"name": "Price", "kind": "money", name: said}

    answer = program(cast.noor).call("POST", "/negotiations", RECORD | {"terms": [term]})

    assert (answer.status_code, list(errors_of(answer))) == (422, [f"/terms/0/{name}"])


@pytest.mark.parametrize("said", ["2 weeks", "1,5", "30 days"])
def test_days_are_sent_as_a_number(cast: Cast, program: Any, said: str) -> None:
    term = {"name": "Payment", "kind": "days", "target": said}

    answer = program(cast.noor).call("POST", "/negotiations", RECORD | {"terms": [term]})

    assert answer.status_code == 422


def test_a_bound_of_the_list_is_canonical(cast: Cast, program: Any) -> None:
    answer = program(cast.noor).call("GET", "/negotiations?value_from=0,9")

    assert (answer.status_code, list(errors_of(answer))) == (422, ["/value_from"])


def test_a_position_that_was_shown_can_be_sent_back(cast: Cast, program: Any, writing: Any) -> None:
    writing("comma")
    noor = program(cast.noor)
    term = {"name": "Price", "kind": "money", "target": "1.234"}
    made = noor.call("POST", "/negotiations", RECORD | {"terms": [term]}).json

    assert made["terms"][0]["target"] == "1.234"
