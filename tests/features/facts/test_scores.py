"""What the view makes of terms: the vectors of the metric catalogue (M1, M2), and everything that may be missing."""

from decimal import Decimal
from typing import Any

import pytest

from negostrategy.facts.models import Facts
from tests.cast import Cast
from tests.features.facts.records import DAYS, PRICE, facts_of_record

LEVELS = [{"level": 0, "label": "None", "points": 0}, {"level": 1, "label": "Half", "points": 60}]
CHOICE = {"kind": "choice", "direction": "more", "levels": LEVELS, "target": 1, "walk_away": 0}


def term_of(facts: Facts, key: str = "term") -> dict[str, Any]:
    """Return what the facts say of one term."""
    said: dict[str, Any] = facts.terms[key]
    return said


@pytest.mark.parametrize(
    ("positions", "agreed", "score", "band"),
    [
        (PRICE, "88", "100", "target"),
        (PRICE, "90", "100", "target"),
        (PRICE, "93", "80", "within"),
        (PRICE, "96", "60", "within"),
        (PRICE, "98", "30", "ask"),
        (PRICE, "100", "0", "ask"),
        (PRICE, "101", "0", "stop"),
        (DAYS, "29", "0", "stop"),
        (DAYS, "30", "0", "ask"),
        (DAYS, "45", "60", "within"),
        (DAYS, "50", "73.333", "within"),
        (DAYS, "60", "100", "target"),
        (DAYS, "70", "100", "target"),
        (DAYS | {"acceptable": 30}, "30", "60", "within"),
        (DAYS | {"acceptable": 30}, "45", "80", "within"),
        (DAYS | {"acceptable": 60}, "59", "58", "ask"),
        (DAYS | {"acceptable": 60}, "60", "100", "target"),
    ],
)
def test_a_term_scores_as_the_catalogue_says(
    cast: Cast, positions: dict[str, Any], agreed: str, score: str, band: str
) -> None:
    facts = facts_of_record(cast, {"term": positions | {"agreed": agreed, "weight": 1}})

    assert (Decimal(str(term_of(facts)["score"])), term_of(facts)["band"]) == (Decimal(score), band)


@pytest.mark.parametrize(
    "positions",
    [
        PRICE,
        PRICE | {"direction": None, "agreed": 88},
        PRICE | {"walk_away": None, "agreed": 88},
        PRICE | {"target": 110, "agreed": 95},
        PRICE | {"acceptable": 80, "agreed": 95},
        PRICE | {"target": 100, "acceptable": 100, "agreed": 100},
        PRICE | {"acceptable": None, "agreed": 95},
        CHOICE | {"agreed": 2},
        CHOICE | {"agreed": -1},
        CHOICE | {"agreed": "0.5"},
        CHOICE | {"agreed": 10**14},
        CHOICE | {"agreed": 1, "levels": [{}, {"points": "many"}]},
    ],
    ids=[
        "nothing on the table",
        "no direction",
        "no walk-away",
        "target beyond walk-away",
        "acceptable beyond target",
        "target at walk-away",
        "no acceptable",
        "no such level",
        "a level below the first",
        "between two levels",
        "a place that is no integer",
        "a level without points",
    ],
)
def test_a_term_that_cannot_be_scored_is_not_scored(cast: Cast, positions: dict[str, Any]) -> None:
    facts = facts_of_record(cast, {"term": positions | {"weight": 1}})

    assert ("score" in term_of(facts), facts.deal_score) == (False, None)


def test_a_choice_scores_what_its_level_says(cast: Cast) -> None:
    facts = facts_of_record(cast, {"term": CHOICE | {"agreed": 1}})

    assert (term_of(facts)["score"], term_of(facts)["band"]) == (60, "target")


def test_beyond_a_walk_away_nothing_else_needs_to_be_known(cast: Cast) -> None:
    facts = facts_of_record(cast, {"term": PRICE | {"target": None, "acceptable": None, "agreed": 101}})

    assert (term_of(facts)["band"], facts.beyond_walk_away_count) == ("stop", 1)


def test_until_something_is_agreed_their_offer_counts(cast: Cast) -> None:
    facts = facts_of_record(cast, {"term": PRICE | {"theirs": 98}})

    assert (term_of(facts)["current"], term_of(facts)["score"], facts.agreed_term_count) == (98, 30, 0)


def deal(*weights_and_agreed: tuple[int, str | None]) -> dict[str, dict[str, Any]]:
    """Return terms that score their agreed number, with weights."""
    scale = {"direction": "more", "walk_away": 0, "acceptable": 60, "target": 100}
    return {
        f"term_{place}": scale | {"weight": weight, "agreed": agreed}
        for place, (weight, agreed) in enumerate(weights_and_agreed)
    }


def test_a_deal_scores_as_the_catalogue_says(cast: Cast) -> None:
    facts = facts_of_record(
        cast,
        {
            "price": PRICE | {"weight": 50, "agreed": 93},
            "days": DAYS | {"weight": 20, "agreed": 50},
            "warranty": DAYS | {"weight": 20, "agreed": 70},
            "notice": DAYS | {"weight": 10},
        },
    )

    assert (facts.deal_score, facts.score_coverage) == (Decimal("82.963"), Decimal("0.9"))


@pytest.mark.parametrize(
    ("terms", "score", "coverage"),
    [
        (deal((59, "80"), (41, None)), None, "0.59"),
        (deal((60, "80"), (40, None)), "80", "0.6"),
        (deal((0, "80")), None, None),
        ({}, None, None),
    ],
    ids=["too little is known", "just enough is known", "nothing carries weight", "no terms"],
)
def test_a_deal_is_scored_only_when_enough_is_known(
    cast: Cast, terms: dict[str, dict[str, Any]], score: str | None, coverage: str | None
) -> None:
    facts = facts_of_record(cast, terms)

    assert (facts.deal_score, facts.score_coverage) == tuple(Decimal(s) if s else None for s in (score, coverage))


def test_a_weight_without_a_direction_does_not_ask_to_be_known(cast: Cast) -> None:
    facts = facts_of_record(cast, deal((50, "80")) | {"give": {"weight": 50, "agreed": 1, "direction": None}})

    assert (facts.deal_score, facts.score_coverage) == (80, 1)
