"""Dialogues in the shape of the CaSiNo corpus, six invented ones, become lines and then records."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from examples.casino.convert import UnlikeTheCorpus, line_of
from negostrategy.facts.models import Facts
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Move, Negotiation, Pulse
from tests.cast import Cast
from tests.features.exchange.conftest import Gate
from tests.features.exchange.samples import by_key

CAMPS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("six_camps.json").read_text())
DEALS = {
    str(camp["dialogue_id"]): camp["participant_info"]
    for camp in CAMPS
    if camp["chat_logs"][-1]["text"] == "Accept-Deal"
}
ANNOTATED = ("demographics", "personality", "value2reason", "invented", "unclassified", "lovely", "dog", "cook")


def points_of(agent: str) -> dict[str, int]:
    """Return the points that the file records for one agent, by dialogue."""
    return {key: people[agent]["outcomes"]["points_scored"] for key, people in DEALS.items()}


@pytest.fixture
def camps(cast: Cast, gate: Gate) -> Cast:
    """Return the company after all six came in."""
    gate.take(*(line_of(camp) for camp in CAMPS))
    return cast


def test_every_dialogue_comes_in(gate: Gate) -> None:
    summary = gate.take(*(line_of(camp) for camp in CAMPS))

    assert (summary.added, gate.refusals) == (6, [])


def test_our_points_are_those_that_were_recorded(camps: Cast) -> None:
    with transaction(camps.organization_id):
        found = {key: points for key, points in by_key(Facts.own_points, Facts.id).items() if points is not None}

    assert found == points_of("mturk_agent_1")


def test_the_other_sides_points_are_those_that_were_recorded(camps: Cast) -> None:
    with transaction(camps.organization_id):
        found = {key: points for key, points in by_key(Facts.their_points, Facts.id).items() if points is not None}

    assert found == points_of("mturk_agent_2")


def test_a_deal_is_scored_between_walking_away_and_everything(camps: Cast) -> None:
    with transaction(camps.organization_id):
        scores = by_key(Facts.deal_score, Facts.id)

    assert {key: score and round(float(score), 1) for key, score in scores.items()} == {
        "1": 60.0,
        "2": 60.0,
        "3": 60.0,
        "4": None,
        "5": None,
        "6": 100.0,
    }


def test_who_walks_away_has_no_deal_and_five_points(camps: Cast) -> None:
    with transaction(camps.organization_id):
        rows = session.execute(
            select(Negotiation.source_key, Negotiation.outcome_reason, Negotiation.alternative_value)
            .where(Negotiation.outcome == "no_deal")
            .order_by(Negotiation.source_key)
        )
        assert [tuple(row) for row in rows] == [
            ("4", "They walked away; each side had five points", 5),
            ("5", "We walked away; each side had five points", 5),
        ]


def test_every_deal_that_was_sent_is_a_move_seen_from_our_side(camps: Cast) -> None:
    with transaction(camps.organization_id):
        moves = session.execute(
            select(Move.side, Move.tag, Move.positions)
            .join(Negotiation, Negotiation.id == Move.negotiation_id)
            .where(Negotiation.source_key == "3")
            .order_by(Move.place)
        )
        assert [tuple(row) for row in moves] == [
            ("ours", "offer", {"food": 3, "water": 3, "firewood": 3}),
            ("theirs", "reject", {}),
            ("theirs", "offer", {"food": 0, "water": 3, "firewood": 0}),
            ("ours", "reject", {}),
            ("ours", "offer", {"food": 2, "water": 0, "firewood": 2}),
            ("theirs", "accept", {}),
        ]


def test_satisfaction_and_liking_are_the_pulse_of_each_side(camps: Cast) -> None:
    with transaction(camps.organization_id):
        pulses = session.execute(
            select(Pulse.side, Pulse.domain, Pulse.score)
            .join(Negotiation, Negotiation.id == Pulse.negotiation_id)
            .where(Negotiation.source_key == "3")
            .order_by(Pulse.side, Pulse.domain)
        )
        assert [(side, domain, float(score)) for side, domain, score in pulses] == [
            ("ours", "relation", 2.5),
            ("ours", "result", 2.5),
            ("theirs", "relation", 7),
            ("theirs", "result", 5.5),
        ]


@pytest.mark.parametrize("word", ANNOTATED)
def test_what_people_said_of_themselves_stays_behind(word: str) -> None:
    said = json.dumps([line_of(camp) for camp in CAMPS])

    assert word not in said


def test_the_dialogues_go_round_among_the_owners(cast: Cast, gate: Gate) -> None:
    gate.take(*(line_of(camp, [cast.noor.email, cast.nils.email]) for camp in CAMPS))

    with transaction(cast.organization_id):
        owners = by_key(Negotiation.owner_id)
    assert [owners[key] == cast.nils.id for key in sorted(owners)] == [True, False, True, False, True, False]


def test_a_deal_that_does_not_divide_everything_is_no_corpus() -> None:
    camp = json.loads(json.dumps(CAMPS[0]))
    camp["chat_logs"][2]["task_data"]["issue2youget"]["Food"] = "2"

    with pytest.raises(UnlikeTheCorpus, match="does not divide"):
        line_of(camp)


def test_a_dialogue_without_an_end_is_no_corpus() -> None:
    with pytest.raises(UnlikeTheCorpus, match="has no end"):
        line_of(CAMPS[0] | {"chat_logs": CAMPS[0]["chat_logs"][:-1]})
