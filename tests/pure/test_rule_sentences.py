"""Why a rule came out as it did, in one sentence."""

from typing import Any
from uuid import UUID

import pytest

from negostrategy.compliance.evidence import sentence_of
from negostrategy.strategy.rulebook import Rulebook, RuleLine, VariableLine

NOBODY = UUID(int=0)
LEVELS = ({"level": 0, "label": "Open end", "points": 0}, {"level": 1, "label": "Fixed date", "points": 60})
BOOK = Rulebook(
    version_id=NOBODY,
    is_published=True,
    rules=(),
    variables={
        "price": VariableLine("price", "Price change", "percent", "%", ()),
        "end": VariableLine("end", "End date", "choice", "", LEVELS),
        "start": VariableLine("start", "Start", "date", "", ()),
        "sla": VariableLine("sla", "SLA", "yes_no", "", ()),
    },
    questions={
        "asked": {"key": "asked", "kind": "yes_no", "text": "Was the person asked?"},
        "taken": {"key": "taken", "kind": "number", "text": "How many percent are taken?"},
        "by": {"key": "by", "kind": "choice", "text": "Who approved it?"},
    },
)
TERMS = {"fact": "term_count", "is": "at_least", "value": 6}
FREE = {"fact": "free_concession_count", "is": "equals", "value": 0}
ASKED = {"answer": "asked", "is": "yes"}
WORTHY = {"fact": "value", "is": "more_than", "value": 1000}
PRICE = {"variable": "price", "of": "agreed", "is": "no_worse_than", "than": "walk_away"}


def said(expression: Any, result: str, evidence: Any, condition: Any = None) -> str:
    """Return the sentence for a rule."""
    rule = RuleLine(NOBODY, 0, "Rule.", "floor", 5, None, condition, expression)
    return sentence_of(rule, result, evidence, BOOK)


def fact(name: str, value: Any, truth: bool | None) -> dict[str, Any]:
    """Return the evidence of an expression that looked at one fact."""
    return {"facts": {name: value}, "expression": [truth]}


@pytest.mark.parametrize(
    ("expression", "evidence", "sentence"),
    [
        (TERMS, fact("term_count", 5, False), "Five terms were on the table; at least six are asked for."),
        (TERMS, fact("term_count", 0, False), "No terms were on the table; at least six are asked for."),
        (TERMS, fact("term_count", 1, False), "One term was on the table; at least six are asked for."),
        (FREE, fact("free_concession_count", 2, False), "Two concessions got nothing in return; there should be none."),
        (WORTHY, fact("value", 1000, False), "The value is 1,000; more than 1,000 is asked for."),
        (
            {"not": WORTHY},
            fact("value", 1240000.5, True),
            "The value is 1,240,000.5; at most 1,000 is asked for.",
        ),
        (
            {"fact": "power_balance", "is": "at_least", "value": 0},
            fact("power_balance", -2, False),
            "The balance of power is −2; at least 0 is asked for.",
        ),
        (
            {"fact": "has_alternative", "is": "yes"},
            fact("has_alternative", False, False),
            "No alternative is written down.",
        ),
        (
            {"fact": "outcome", "is": "none_of", "value": ["no_deal", "broken_off"]},
            fact("outcome", "no_deal", False),
            "The outcome is no deal; anything but no deal or broken off is asked for.",
        ),
        (
            {"fact": "rules_of_game", "is": "known"},
            fact("rules_of_game", None, False),
            "The agreement on how to negotiate is not known.",
        ),
        (
            ASKED,
            {"answers": {"asked": False}, "expression": [False]},
            "“Was the person asked?” was answered no; yes is asked for.",
        ),
        (
            {"answer": "taken", "is": "at_most", "value": 100},
            {"answers": {"taken": 120}, "expression": [False]},
            "“How many percent are taken?” was answered 120; at most 100 is asked for.",
        ),
        (
            {"answer": "by", "is": "equals", "value": "management"},
            {"answers": {"by": "sales lead"}, "expression": [False]},
            "“Who approved it?” was answered “sales lead”; “management” is asked for.",
        ),
        (
            PRICE,
            {"variables": {"price": {"agreed": 4.5, "walk_away": 4}}, "expression": [False]},
            "What was agreed on price change is 4.5 %; no worse than our walk-away of 4 % is asked for.",
        ),
        (
            {"variable": "end", "of": "current", "is": "at_least", "value": 1},
            {"variables": {"end": {"current": 0}}, "expression": [False]},
            "The latest on end date is “Open end”; at least “Fixed date” is asked for.",
        ),
        (
            {"variable": "start", "of": "theirs", "is": "at_most", "value": 739000},
            {"variables": {"start": {"theirs": 739001}}, "expression": [False]},
            "Their offer for start is 25 April 2024; at most 24 April 2024 is asked for.",
        ),
        (
            {"variable": "sla", "of": "agreed", "is": "equals", "value": 1},
            {"variables": {"sla": {"agreed": 0}}, "expression": [False]},
            "What was agreed on SLA is no; exactly yes is asked for.",
        ),
        (
            {"variable": "price", "of": "band", "is": "one_of", "value": ["within", "target"]},
            {"variables": {"price": {"band": "stop"}}, "expression": [False]},
            "The range of price change is beyond our walk-away; within our range or at our target is asked for.",
        ),
    ],
)
def test_a_broken_rule_says_what_was_and_what_is_asked_for(expression: Any, evidence: Any, sentence: str) -> None:
    assert said(expression, "broken", evidence).replace("\N{NO-BREAK SPACE}", " ") == sentence


def test_a_kept_rule_says_what_was() -> None:
    assert said(TERMS, "kept", fact("term_count", 7, True)) == "Seven terms were on the table."


@pytest.mark.parametrize(
    ("truths", "sentence"),
    [
        ([True, False, None], "No alternative is written down."),
        ([False, False, None], "Five terms were on the table; at least six are asked for."),
    ],
)
def test_what_decided_is_named_first(truths: list[bool | None], sentence: str) -> None:
    expression = {"all": [TERMS, {"fact": "has_alternative", "is": "yes"}, WORTHY]}
    evidence = {"facts": {"term_count": 5, "has_alternative": False, "value": None}, "expression": truths}

    assert said(expression, "broken", evidence) == sentence


def test_what_is_missing_is_listed_once_and_not_endlessly() -> None:
    missing = ["value", "deal_score", "currency", "channel", "value", "segment"]
    expression = {"all": [{"fact": name, "is": "known"} for name in missing]}
    evidence = {"facts": dict.fromkeys(missing), "expression": [None] * 6}

    sentence = said(expression, "unknown", evidence)

    assert sentence == "Not known yet: the value, the deal score, the currency and two more."


def test_of_two_numbers_the_missing_one_is_named() -> None:
    evidence = {"variables": {"price": {"agreed": 3, "walk_away": None}}, "expression": [None]}

    assert said(PRICE, "unknown", evidence) == "Not known yet: our walk-away for price change."


def test_an_unknown_condition_is_what_is_missing() -> None:
    evidence = {"facts": {"value": None, "term_count": 7}, "condition": [None], "expression": [True]}

    assert said(TERMS, "unknown", evidence, condition=WORTHY) == "Not known yet: the value."


def test_a_rule_that_does_not_apply_says_why() -> None:
    evidence = {"facts": {"is_closed": False, "term_count": 7}, "condition": [False], "expression": [True]}

    sentence = said(TERMS, "not_applicable", evidence, condition={"fact": "is_closed", "is": "yes"})

    assert sentence == "This does not apply here: the negotiation is still open."


@pytest.mark.parametrize(
    ("expression", "evidence", "sentence"),
    [
        ({"fact": "value"}, {}, "This rule cannot be read, so nothing can be said about it."),
        ("soon", {"expression": []}, "This rule cannot be read, so nothing can be said about it."),
        ({"all": []}, {"expression": []}, "There was nothing to look at."),
    ],
)
def test_even_a_senseless_rule_has_a_sentence(expression: Any, evidence: Any, sentence: str) -> None:
    assert said(expression, "unknown", evidence) == sentence
