"""Rules, scopes and positions as people read and type them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from negostrategy.strategy.language.measures import Measure
from negostrategy.strategy.language.sentences import scope_words, sentence
from negostrategy.strategy.positions import NoPosition, read_position, said_position, typed_position

MEASURES = {
    "price": Measure("Price change", "percent", "%", direction="less"),
    "class": Measure("Class of the change", "choice", labels=("Cosmetic", "Interface")),
    "gate": Measure("Quality gate kept", "yes_no"),
    "delivery": Measure("Delivery", "date"),
    "days": Measure("Payment days", "days", "days"),
}
QUESTIONS = {"asked": "Did we ask?"}
LEVELS = ("None", "Some", "All")


@pytest.mark.parametrize(
    ("node", "said"),
    [
        (
            {"not": {"variable": "price", "of": "current", "is": "no_worse_than", "than": "walk_away"}},
            "Price change (current) is worse than the walk-away",
        ),
        (
            {"variable": "price", "of": "agreed", "is": "no_worse_than", "than": "target"},
            "Price change (agreed) is no worse than the target",
        ),
        (
            {"fact": "outcome", "is": "none_of", "value": ["no_deal", "broken_off"]},
            "the outcome is neither no deal nor broken off",
        ),
        ({"fact": "outcome", "is": "none_of", "value": ["agreed"]}, "the outcome is not agreed"),
        ({"fact": "channel", "is": "one_of", "value": ["meeting", "video"]}, "the channel is meeting or video"),
        (
            {"fact": "alternative_age_days", "is": "less_than", "value": 90},
            "the age of our alternative is less than 90 days",
        ),
        ({"fact": "value", "is": "at_least", "value": 500000}, "the value is at least 500,000"),
        ({"fact": "power_balance", "is": "at_most", "value": -1}, "the power balance is at most \N{MINUS SIGN}1"),
        ({"fact": "is_closed", "is": "no"}, "it is not so that the negotiation is closed"),
        ({"answer": "asked", "is": "yes"}, "“Did we ask?” is answered yes"),
        (
            {"variable": "class", "of": "current", "is": "at_least", "value": 1},
            "Class of the change (current) is at least “Interface”",
        ),
        ({"variable": "gate", "of": "agreed", "is": "equals", "value": 0}, "Quality gate kept (agreed) is no"),
        (
            {"variable": "delivery", "of": "theirs", "is": "at_most", "value": date(2027, 3, 1).toordinal()},
            "Delivery (theirs) is at most 1 March 2027",
        ),
        (
            {"variable": "days", "of": "agreed", "is": "at_least", "value": 45},
            "Payment days (agreed) is at least 45 days",
        ),
        (
            {"fact": "open_term_count", "is": "at_least", "value": 6},
            "the number of variables with a position is at least 6",
        ),
        (
            {
                "any": [
                    {"answer": "asked", "is": "yes"},
                    {"all": [{"fact": "value", "is": "known"}, {"fact": "has_reason", "is": "yes"}]},
                ]
            },
            "“Did we ask?” is answered yes or (the value is known and the reason of the outcome is written)",
        ),
    ],
)
def test_a_rule_is_said_as_people_would_say_it(node: dict[str, Any], said: str) -> None:
    assert sentence(node, MEASURES, QUESTIONS) == said


@pytest.mark.parametrize("operator", ["sometimes", "yes"])
def test_a_rule_nobody_can_judge_yet_is_said_all_the_same(operator: str) -> None:
    assert "mood" in sentence({"fact": "mood", "is": operator}, {}, {})


@pytest.mark.parametrize(
    ("kind", "topics", "said"),
    [
        (None, [], "internal and external negotiations"),
        ("external", ["timetable", "finance"], "external negotiations about timetable and finance"),
        (
            "external",
            ["timetable", "specification", "staff", "finance", "responsibilities", "rights", "other"],
            "external negotiations",
        ),
    ],
)
def test_a_scope_is_one_phrase(kind: str | None, topics: list[str], said: str) -> None:
    assert scope_words(kind, topics) == said


@pytest.mark.parametrize(
    ("kind", "typed", "digits"),
    [
        ("date", "2027-03-01", str(date(2027, 3, 1).toordinal())),
        ("yes_no", "Yes", "1"),
        ("yes_no", "no", "0"),
        ("choice", "some", "1"),
        ("number", "1,240,000", "1,240,000"),
        ("date", "  ", ""),
    ],
)
def test_a_position_is_read_as_it_is_typed(kind: str, typed: str, digits: str) -> None:
    assert read_position(kind, typed, LEVELS) == digits


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("date", "soon"), ("date", "0001-01-01"), ("date", "9999-12-31"), ("yes_no", "maybe"), ("choice", "Most")],
)
def test_what_is_no_position_is_refused(kind: str, typed: str) -> None:
    with pytest.raises(NoPosition):
        read_position(kind, typed, LEVELS)


@pytest.mark.parametrize(
    ("kind", "value"),
    [("date", Decimal(740000)), ("yes_no", Decimal(1)), ("choice", Decimal(2)), ("days", Decimal("738000"))],
)
def test_what_stands_in_a_field_reads_back_as_the_same_number(kind: str, value: Decimal) -> None:
    assert Decimal(read_position(kind, typed_position(kind, value, LEVELS), LEVELS)) == value


def test_a_number_off_the_line_is_shown_as_it_is() -> None:
    assert said_position("choice", Decimal(7), LEVELS) == 7
    assert said_position("date", Decimal(-3)) == -3
    assert said_position("yes_no", Decimal("0.5")) == Decimal("0.5")
