"""Rules as rows of a form, and back."""

from typing import Any

import pytest

from negostrategy.kernel.faults import BadInput
from negostrategy.strategy import starters
from negostrategy.strategy.language.builder import DATA, NodeForm, Part, form_of, node_of
from negostrategy.strategy.language.measures import Measure

NODES = [
    (f"{book.key}.{rule.key}.{name}", getattr(rule, name))
    for book in starters.playbooks()
    for rule in book.rules
    for name in ("condition", "expression")
    if getattr(rule, name) is not None
]
MEASURES = {
    one.key: Measure(one.name, one.kind, one.unit, tuple(level.label for level in one.levels), one.direction)
    for book in starters.playbooks()
    for one in book.variables
}
WORSE = {"not": {"variable": "price", "of": "current", "is": "no_worse_than", "than": "walk_away"}}


@pytest.mark.parametrize("node", [node for _name, node in NODES], ids=[name for name, _node in NODES])
def test_a_rule_of_a_starter_comes_back_as_it_went_in(node: dict[str, Any]) -> None:
    keys = {question.key for book in starters.playbooks() for question in book.questions if question.kind == "choice"}

    assert node_of(form_of(node, MEASURES), "/expression", keys, MEASURES) == node


def test_worse_than_a_position_is_one_row() -> None:
    form = form_of(WORSE)

    assert form.parts == (Part("variable:price:current", "worse_than", "walk-away"),)
    assert node_of(form, "/condition") == WORSE


def test_seven_parts_are_seven_rows() -> None:
    node = {"all": [{"fact": "value", "is": "at_least", "value": number} for number in range(7)]}

    assert len(form_of(node).parts) == 7
    assert node_of(form_of(node), "/condition") == node


def test_a_choice_that_looks_like_a_number_stays_a_word() -> None:
    form = NodeForm(parts=(Part("answer:percent", "one_of", "30, 60"),))

    assert node_of(form, "/expression", {"percent"}) == {"answer": "percent", "is": "one_of", "value": ["30", "60"]}


def test_choices_with_commas_are_shown_as_data() -> None:
    assert form_of({"answer": "who", "is": "one_of", "value": ["legal, then sales"]}).join == DATA


@pytest.mark.parametrize("typed", ["NaN", "1e999", "Infinity", "1e16"])
def test_a_number_that_cannot_be_stored_stays_what_was_typed(typed: str) -> None:
    node = node_of(NodeForm(parts=(Part("fact:value", "at_least", typed),)), "/expression")

    assert node == {"fact": "value", "is": "at_least", "value": typed}


@pytest.mark.parametrize("data", ['{"fact": ', "[1]", '"word"', "[" * 100_000, '{"a": NaN}', '{"a": 1, "a": 2}'])
def test_data_that_is_no_object_is_refused(data: str) -> None:
    with pytest.raises(BadInput):
        node_of(NodeForm(join=DATA, data=data), "/expression")
