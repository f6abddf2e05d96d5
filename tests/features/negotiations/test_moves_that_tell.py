"""A move tells something: what was offered, what it was otherwise, or a note."""

from typing import Any

import pytest

from tests.cast import Cast
from tests.clients import type_of_browser
from tests.features.negotiations.conftest import type_of_way

SENTENCE = "Say what was offered, or write a note."


@pytest.mark.parametrize(
    "more", [{}, {"tag": "offer"}, {"note": ""}, {"positions": {}}, {"positions": {"price": None}, "note": "  "}]
)
def test_a_program_that_sends_an_empty_move_is_told(
    cast: Cast, program: Any, log: type_of_way, more: dict[str, Any]
) -> None:
    answer = program(cast.noor).call("POST", f"/negotiations/{log()}/moves", {"side": "theirs"} | more)

    assert answer.status_code == 422
    assert answer.json["errors"] == [{"detail": SENTENCE, "pointer": "/positions"}]


def test_an_empty_form_is_told_and_adds_nothing(cast: Cast, browser: type_of_browser, log: type_of_way) -> None:
    record_id, noor = log(), browser(cast.noor)

    answer = noor.post(f"/negotiations/{record_id}/moves", {"side": "theirs", "tag": "offer", "note": ""})

    assert (answer.status_code, SENTENCE in answer.text) == (422, True)
    assert "They offered" not in noor.get(f"/negotiations/{record_id}").text


@pytest.mark.parametrize("more", [{"note": "They thought aloud."}, {"tag": "reject"}])
def test_a_note_or_another_kind_of_move_tells_enough(
    cast: Cast, program: Any, log: type_of_way, more: dict[str, str]
) -> None:
    answer = program(cast.noor).call("POST", f"/negotiations/{log()}/moves", {"side": "theirs"} | more)

    assert answer.status_code in (200, 201)
