"""The starter content is complete, consistent and speaks the rule language."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest

from negostrategy.kernel.business import Binding, Direction, Segment, Topic
from negostrategy.strategy import starters
from negostrategy.strategy.starters.fields import StarterIsWrong
from negostrategy.strategy.starters.reading import playbook_from
from negostrategy.strategy.starters.shapes import StarterPlaybook, StarterRule, StarterVariable
from tests.pure.rule_contract import OPERATORS, TYPE_OF_ATTRIBUTE, TYPE_OF_FACT, complaints, depth, every_node

DOCUMENT = Path(__file__).parents[2] / "docs" / "rules.md"
METRIC_ID = re.compile(r"\bM\d{1,2}[ab]?\b")
TRADE_NAMES = re.compile(r"negoeconomics|smartnership|tru.tcurrency", re.IGNORECASE)
# Floors, postures and evidence of each playbook, as the handbook lists them.
RULE_COUNTS = {
    "timetable_change": (3, 2, 1),
    "specification_change": (2, 2, 1),
    "staff_allocation": (3, 2, 0),
    "budget": (2, 2, 1),
    "supplier_price_renewal": (3, 5, 1),
    "key_customer_renewal": (3, 4, 1),
    "saas_purchase": (3, 3, 1),
    "partnership": (3, 4, 1),
}

each_playbook = pytest.mark.parametrize("playbook", starters.playbooks(), ids=lambda playbook: playbook.key)
SMALL = """
key: small
name: Small
purpose: To try.
kind: internal
topics: []
segments: []
privacy_default: open
after: Nothing.
variables:
  - {{key: shift, name: "Shift", kind: days, unit: "days", direction: {direction}, giver: us,
     target: {target}, acceptable: {acceptable}, walk_away: {walk_away}, weight: 100, note: "", to_confirm: true}}
"""


@each_playbook
def test_the_weights_of_a_playbook_sum_to_a_hundred(playbook: StarterPlaybook) -> None:
    assert sum(variable.weight for variable in playbook.variables) == 100


@each_playbook
def test_a_playbook_has_the_rules_of_the_handbook(playbook: StarterPlaybook) -> None:
    bindings = [rule.binding for rule in playbook.rules]

    assert tuple(bindings.count(binding) for binding in Binding) == RULE_COUNTS[playbook.key]


@each_playbook
def test_every_rule_speaks_the_language_and_refers_to_what_exists(playbook: StarterPlaybook) -> None:
    found = [
        f"{rule.key}: {complaint}"
        for rule in playbook.rules
        for node in (rule.condition, rule.expression)
        if node is not None
        for complaint in complaints(node, playbook)
    ]

    assert found == []


@each_playbook
def test_rules_stay_small_enough_to_be_judged(playbook: StarterPlaybook) -> None:
    nodes = [node for rule in playbook.rules for node in (rule.condition, rule.expression) if node is not None]

    assert all(depth(node) <= 6 and len(list(every_node(node))) <= 40 for node in nodes)


@each_playbook
def test_every_question_is_asked_for_a_rule(playbook: StarterPlaybook) -> None:
    used = {
        part["answer"]
        for rule in playbook.rules
        for node in (rule.condition, rule.expression)
        if node is not None
        for part in every_node(node)
        if "answer" in part
    }

    assert {question.key for question in playbook.questions} == used


@each_playbook
def test_keys_are_unique_within_a_playbook(playbook: StarterPlaybook) -> None:
    lists = (playbook.variables, playbook.questions, playbook.rules)

    assert all(len({part.key for part in parts}) == len(parts) for parts in lists)


@each_playbook
def test_every_rule_title_is_one_sentence_of_the_business(playbook: StarterPlaybook) -> None:
    titles = [rule.title for rule in playbook.rules]

    assert all(_is_one_sentence(title) and title.startswith("We ") for title in titles)


@each_playbook
def test_every_rule_says_in_one_sentence_what_to_do_next(playbook: StarterPlaybook) -> None:
    assert all(_is_one_sentence(rule.guidance) for rule in playbook.rules)


@each_playbook
def test_every_figure_is_marked_as_one_to_confirm(playbook: StarterPlaybook) -> None:
    assert all(variable.to_confirm for variable in playbook.variables)


@each_playbook
def test_the_points_of_a_choice_follow_its_positions(playbook: StarterPlaybook) -> None:
    choices = [each for each in playbook.variables if each.levels and each.target is not None]

    assert all(_points_follow_positions(variable) for variable in choices)


@each_playbook
def test_a_mere_give_has_no_weight(playbook: StarterPlaybook) -> None:
    gives = [variable for variable in playbook.variables if variable.direction is None]

    assert all(variable.weight == 0 and variable.giver == "us" for variable in gives)


def test_no_negotiation_falls_under_two_starters() -> None:
    pairs = combinations(starters.playbooks(), 2)

    assert [(one.key, other.key) for one, other in pairs if _scopes_meet(one, other)] == []


def test_texts_name_neither_metric_ids_nor_trade_names() -> None:
    said = [text for text in _every_text() if METRIC_ID.search(text) or TRADE_NAMES.search(text)]

    assert said == []


def test_the_strategy_has_fifteen_parts_with_a_usable_first_text() -> None:
    lengths = [len(section.body.split()) for section in starters.strategy().sections]

    assert [60 <= length <= 160 for length in lengths] == [True] * 15


def test_the_strategy_has_twelve_objectives_that_can_be_reached() -> None:
    objectives = starters.strategy().objectives

    assert [each.target != each.baseline for each in objectives] == [True] * 12


def test_the_library_offers_each_variable_once() -> None:
    keys = [variable.key for group in starters.variable_library() for variable in group.variables]

    assert len(keys) == len(set(keys))


def test_an_unknown_starter_is_refused() -> None:
    with pytest.raises(starters.NoSuchStarter):
        starters.playbook("coffee_break")


@pytest.mark.parametrize(
    ("direction", "target", "acceptable", "walk_away"),
    [("less", 20, 10, 5), ("more", 20, 25, 5), ("less", 5, 5, 5), ("null", 5, 10, 20)],
    ids=["wrong way round", "acceptable beyond target", "nothing between", "no direction"],
)
def test_crossed_positions_are_refused(direction: str, target: int, acceptable: int, walk_away: int) -> None:
    text = SMALL.format(direction=direction, target=target, acceptable=acceptable, walk_away=walk_away)

    with pytest.raises(StarterIsWrong):
        playbook_from(text)


def test_a_field_that_nobody_knows_is_refused() -> None:
    text = SMALL.format(direction="less", target=5, acceptable=10, walk_away=20) + "colour: blue\n"

    with pytest.raises(StarterIsWrong, match="colour"):
        playbook_from(text)


def test_the_page_about_rules_explains_every_word_of_the_language() -> None:
    words = {*TYPE_OF_FACT, *TYPE_OF_ATTRIBUTE, *set().union(*OPERATORS.values()), "no_worse_than"}

    explained = set(re.findall(r"`(\w+)`", DOCUMENT.read_text(encoding="utf-8")))

    assert words - explained == set()


def _is_one_sentence(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][^.!?]*\.", text))


def _points_follow_positions(variable: StarterVariable) -> bool:
    points = [level.points for level in variable.levels]
    climbing = points if variable.direction is Direction.MORE else points[::-1]
    at_target, at_acceptable = points[_place(variable.target)], points[_place(variable.acceptable)]
    return climbing == sorted(climbing) and at_target == 100 and at_acceptable >= 60


def _place(position: Decimal | None) -> int:
    return 0 if position is None else int(position)


def _scopes_meet(one: StarterPlaybook, other: StarterPlaybook) -> bool:
    topics = set(one.topics or Topic) & set(other.topics or Topic)
    segments = set(one.segments or Segment) & set(other.segments or Segment)
    return bool(one.kind is other.kind and topics and segments)


def _every_text() -> Iterator[str]:
    for playbook in starters.playbooks():
        yield from (playbook.name, playbook.purpose, playbook.after)
        yield from (text for variable in playbook.variables for text in (variable.name, variable.note))
        yield from (question.text for question in playbook.questions)
        yield from (text for rule in playbook.rules for text in _texts_of_rule(rule))
    for section in starters.strategy().sections:
        yield from (section.title, section.prompt, section.body)
    for objective in starters.strategy().objectives:
        yield from (objective.title, objective.metric, objective.note)


def _texts_of_rule(rule: StarterRule) -> tuple[str, str]:
    return rule.title, rule.guidance
