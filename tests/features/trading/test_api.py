"""Values, calculators and the analysis of domains as programs use them."""

import json
from collections.abc import Callable
from uuid import UUID

import pytest

from negostrategy.bargaining.analysis import Files, analyse
from tests.cast import Cast
from tests.clients import Program
from tests.pure.bargaining.genius import OURS, THEIRS, domain, profile

type_of_program = Callable[..., Program]
LINE = {"what": "Pay sooner", "giver": "us", "cost_low": "3100", "worth_high": "7100", "is_chosen": True}


def test_a_table_is_put_whole_and_answered_with_its_totals(
    cast: Cast, program: type_of_program, record_id: UUID
) -> None:
    noor, path = program(cast.noor), f"/negotiations/{record_id}/values"
    empty = noor.call("GET", path)

    kept = noor.call("PUT", path, {"entries": [LINE]}, If_Match=empty.headers["ETag"])
    late = noor.call("PUT", path, {"entries": []}, If_Match=empty.headers["ETag"])

    assert kept.json["money"]["joint"] == {"low": "4000.000000", "high": "4000.000000"}
    assert kept.json["entries"][0]["sureness"] == "guess"
    assert late.status_code == 412


def test_a_domain_is_analysed(cast: Cast, program: type_of_program) -> None:
    sent = {"domain": domain().decode(), "profile_a": profile(OURS).decode(), "profile_b": profile(THEIRS).decode()}

    answer = program(cast.noor).call("POST", "/bargaining/analysis", sent | {"disagreement": "zero"})

    assert answer.status_code == 200
    assert json.loads(answer.text) == analyse(Files(**sent), "raw", "zero")
    assert list(json.loads(answer.text)) == [
        *("issues", "packages", "normalise", "disagreement", "ideal", "frontier", "points")
    ]


def test_a_domain_in_another_encoding_arrives_as_text(cast: Cast, program: type_of_program) -> None:
    head = '<?xml version="1.0" encoding="ISO-8859-1"?>'
    files = [head + file.decode().replace("Price", "Grün") for file in (domain(), profile(OURS), profile(THEIRS))]
    sent = dict(zip(("domain", "profile_a", "profile_b"), files, strict=True))

    assert program(cast.noor).call("POST", "/bargaining/analysis", sent).json["packages"] == 27


@pytest.mark.parametrize(
    "change",
    [
        {"domain": "<a"},
        {"domain": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'},
        {"normalise": "loud"},
        {"profile_b": "<utility_space type='nonlinear'/>"},
        {"more": "x"},
    ],
)
def test_what_cannot_be_analysed_is_refused(cast: Cast, program: type_of_program, change: dict[str, str]) -> None:
    sent = {"domain": domain().decode(), "profile_a": profile(OURS).decode(), "profile_b": profile(THEIRS).decode()}

    answer = program(cast.noor).call("POST", "/bargaining/analysis", sent | change)

    assert answer.status_code == 422


def test_a_calculator_is_worked_out(cast: Cast, program: type_of_program) -> None:
    inputs = {"spend": "1200000", "days": "30", "rate": "6"}

    answer = program(cast.noor).call("POST", "/calculators/payment-days", {"inputs": inputs})
    wrong = program(cast.noor).call(
        "POST", "/calculators/payment-days", {"inputs": inputs | {"days": "-1", "more": "1"}}
    )

    assert answer.json["amount"].startswith("5917.808219")
    assert wrong.status_code == 422


def test_a_table_of_elsewhere_is_not_there(next_door: Cast, program: type_of_program, record_id: UUID) -> None:
    assert program(next_door.noor).call("GET", f"/negotiations/{record_id}/values").status_code == 404
