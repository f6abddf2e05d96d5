"""One line, and what it tells."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.negotiations.capture import recognise

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "Acme renewal 120k -> 108k call today #supply @jane conceded payment 60d",
            {"channel": "phone", "value": 108000},
        ),
        ("Acme renewal 120k -> 108k call today @jane", {"held_on": TODAY, "people": ("jane",), "topic": "finance"}),
        ("Two fitters until 18 December, corridor", {"channel": "hallway", "topic": "staff", "held_on": None}),
        ("Line 7 hand-over by Friday", {"held_on": None}),
        ("met Bellmont on Friday about the price", {"held_on": date(2026, 11, 20), "channel": "meeting"}),
        ("Guard interlock 2026-11-20 #spec", {"held_on": date(2026, 11, 20), "topic": "specification"}),
        ("price and deadline together", {"topic": None}),
        ("phone, then mail", {"channel": None}),
        ("offer 1.2m € for the press", {"value": 1200000, "currency": "EUR"}),
        ("between 30k and 40k", {"value": None}),
        ('he said "call me at 120k"', {"channel": None, "value": None}),
        ("60 days payment", {"value": None}),
        ("", {"names": (), "value": None}),
    ],
)
def test_a_line_tells_what_stands_there(line: str, said: dict[str, object]) -> None:
    found = recognise(line, TODAY)

    assert {name: getattr(found, name) for name in said} == {
        name: Decimal(value) if name == "value" and value is not None else value for name, value in said.items()
    }


def test_every_run_of_words_may_be_a_name() -> None:
    assert "ferrano castings" in recognise("Price with Ferrano Castings, phone", TODAY).names


@given(st.text(max_size=300))
def test_no_line_is_too_strange(line: str) -> None:
    assert len(recognise(line, TODAY).names) <= 240
