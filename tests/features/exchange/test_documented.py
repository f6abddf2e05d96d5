"""What docs/import.md promises is what the import takes."""

import json
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from negostrategy.exchange.schemas import LineSchema, MoveSchema, TermSchema
from negostrategy.kernel import business
from tests.features.exchange.conftest import Gate

PAGE = (Path(__file__).parents[3] / "docs" / "import.md").read_text()
EXAMPLES = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]
MEMBERS = {
    "a negotiation": LineSchema(ZoneInfo("UTC")).fields,
    "a term": TermSchema().fields,
    "a move": MoveSchema().fields,
}
VOCABULARIES = (
    business.Channel,
    business.GameRules,
    business.Kind,
    business.MoveTag,
    business.Outcome,
    business.Privacy,
    business.PulseDomain,
    business.Segment,
    business.Side,
    business.Style,
    business.Topic,
    business.ValueKind,
)


def test_every_example_on_the_page_comes_in(gate: Gate) -> None:
    summary = gate.take(*EXAMPLES)

    assert (summary.added, gate.refusals) == (2, [])


@pytest.mark.parametrize("members", MEMBERS.values(), ids=MEMBERS.keys())
def test_every_member_stands_on_the_page(members: dict[str, object]) -> None:
    assert [name for name in members if f"`{name}`" not in PAGE] == []


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda vocabulary: str(vocabulary.__name__))
def test_every_word_of_a_vocabulary_stands_on_the_page(vocabulary: type[business.StrEnum]) -> None:
    assert [word for word in vocabulary if f"`{word}`" not in PAGE] == []
