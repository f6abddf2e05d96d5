"""Every fact that a rule may name is explained."""

import pytest

from negostrategy.strategy.language.catalogue import ATTRIBUTES, FACTS
from negostrategy.strategy.language.explanations import FACTS_EXPLAINED, GROUPS, POSITIONS_EXPLAINED


def test_every_fact_and_position_has_a_sentence_and_an_example() -> None:
    assert FACTS_EXPLAINED.keys() == FACTS.keys()
    assert POSITIONS_EXPLAINED.keys() == ATTRIBUTES.keys()
    assert all(one.says.endswith(".") and one.example for one in (FACTS_EXPLAINED | POSITIONS_EXPLAINED).values())
    assert {one.group for one in FACTS_EXPLAINED.values()} == set(GROUPS)


@pytest.mark.parametrize("name", [name for name, fact in FACTS.items() if fact.words])
def test_the_example_of_a_word_is_one_of_its_words(name: str) -> None:
    assert FACTS_EXPLAINED[name].example in FACTS[name].words
