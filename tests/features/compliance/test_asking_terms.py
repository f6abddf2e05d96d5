"""May I agree to this? What kinds of terms make of an answer, and how long an answer of others usually takes."""

from datetime import timedelta
from typing import Any

import pytest

from negostrategy.compliance.models import ApprovalRequest
from negostrategy.facts.service import refresh
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.transaction import transaction
from tests.cast import Cast
from tests.features.compliance.books import FLOOR, add_book
from tests.features.compliance.test_asking import asked, record_with
from tests.features.facts.records import PRICE, add_record
from tests.features.facts.test_bands import COLOUR


def test_money_of_another_currency_is_not_taken_for_ours(cast: Cast) -> None:
    with transaction(cast.organization_id):
        made = add_record(cast.noor, {"price": PRICE | {"currency": "EUR"}}, topic="finance")
        refresh([made], is_new=True)

    with pytest.raises(BadInput) as refusal:
        asked(cast, made, price="95 USD")

    assert refusal.value.errors == {
        "/offer/price": ["Price: this is counted in EUR, and no rate is kept here. Type EUR."]
    }


@pytest.mark.parametrize(
    ("colour", "light"), [("green", "green"), ("white", "green"), ("red", "amber"), ("blue", "red")]
)
def test_levels_without_an_order_are_judged_by_their_points(cast: Cast, colour: str, light: str) -> None:
    with transaction(cast.organization_id):
        book = add_book(cast, (), variables=[{"key": "colour", **COLOUR}])
        made = add_record(cast.noor, {"colour": COLOUR}, playbook_version_id=book.version_id, topic="finance")
        refresh([made], is_new=True)

    assert asked(cast, made, colour=colour).light == light


@pytest.mark.parametrize(("colour", "light"), [("white", "green"), ("red", "red")])
def test_a_floor_compares_levels_without_an_order_by_points(cast: Cast, colour: str, light: str) -> None:
    floor = {"variable": "colour", "of": "agreed", "is": "no_worse_than", "than": "acceptable"}
    with transaction(cast.organization_id):
        rules = ({**FLOOR, "key": "hue", "title": "The colour is good.", "expression": floor},)
        book = add_book(cast, rules, variables=[{"key": "colour", **COLOUR}])
        made = add_record(cast.noor, {"colour": COLOUR}, playbook_version_id=book.version_id, topic="finance")
        refresh([made], is_new=True)

    assert asked(cast, made, colour=colour).light == light


def test_the_usual_time_of_an_answer_is_told(cast: Cast, browser: Any) -> None:
    record = record_with(cast)
    answered = {
        "asked_by_id": cast.noor.id,
        "why": "x",
        "snapshot": {"terms": []},
        "crossings": [],
        "due_at": clock.now(),
    }
    with transaction(cast.organization_id):
        for hours in (2, 3, 4):
            asked_at = clock.now() - timedelta(days=1)
            times = {"asked_at": asked_at, "decided_at": asked_at + timedelta(hours=hours)}
            session.add(
                ApprovalRequest(
                    negotiation_id=record, state="approved", decided_by_id=cast.ines.id, **answered, **times
                )
            )

    text = browser(cast.noor).post(f"/negotiations/{record}/ask", {"offer-price": "98"}).text

    assert "usually answers within 3\N{NO-BREAK SPACE}hours" in text
