"""Points for an issue and for a deal, against the metric catalogue's vectors."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.bargaining.faults import BargainingError, NotANumber, OutOfOrder
from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.scores import (
    Positions,
    deal_score,
    issue_score,
    issue_score_range,
    level_score,
)
from negostrategy.negotiations.bands import place_of, zone_of
from tests.pure.bargaining.figures import inside, intervals, numbers, sums

PRICE = Positions("less", walk_away=Decimal(100), acceptable=Decimal(96), target=Decimal(90))
DAYS = Positions("more", walk_away=Decimal(30), acceptable=Decimal(45), target=Decimal(60))

positions = st.tuples(numbers, sums, sums).map(
    lambda w: Positions("more", w[0], w[0] + w[1], w[0] + w[1] + w[2] + Decimal("0.01"))
)


@pytest.mark.parametrize(
    ("value", "points", "band"),
    [(88, 100, "target"), (93, 80, "within"), (96, 60, "within"), (98, 30, "ask"), (100, 0, "ask"), (101, 0, "stop")],
)
def test_a_price_scores_as_in_the_catalogue(value: int, points: int, band: str) -> None:
    found = issue_score(PRICE, Decimal(value))

    assert (found.points, found.band, found.is_breach) == (points, band, value > 100)


@pytest.mark.parametrize(("value", "points"), [(30, "0"), (45, "60"), (50, "73.33"), (60, "100"), (70, "100")])
def test_days_score_as_in_the_catalogue(value: int, points: str) -> None:
    assert round(issue_score(DAYS, Decimal(value)).points, 2) == Decimal(points)


def test_a_deal_scores_as_in_the_catalogue() -> None:
    found = deal_score(
        [
            (Decimal(50), Decimal(80)),
            (Decimal(20), Decimal("73.333")),
            (Decimal(20), Decimal(100)),
            (Decimal(10), None),
        ]
    )

    assert (round(found.points or 0, 3), found.coverage) == (Decimal("82.963"), Decimal("0.9"))


def test_a_deal_of_which_too_little_is_known_is_not_scored() -> None:
    found = deal_score([(Decimal(59), Decimal(80)), (Decimal(41), None)])

    assert (found.points, found.coverage) == (None, Decimal("0.59"))


def test_six_tenths_of_the_weight_are_enough() -> None:
    assert deal_score([(Decimal(6), Decimal(80)), (Decimal(4), None)]).points == 80


@pytest.mark.parametrize("weighted", [[], [(Decimal(1), None)], [(Decimal(0), Decimal(50))]])
def test_nothing_known_is_no_score(weighted: list[tuple[Decimal, Decimal | None]]) -> None:
    assert deal_score(weighted).points is None


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(BargainingError, match="negative"):
        deal_score([(Decimal(-1), Decimal(50))])


@given(positions, numbers, numbers)
def test_a_better_value_never_scores_less(on: Positions, one: Decimal, other: Decimal) -> None:
    worse, better = sorted((one, other))

    assert issue_score(on, worse).points <= issue_score(on, better).points


@given(positions, numbers)
def test_the_picture_of_a_position_shows_the_same_band(on: Positions, value: Decimal) -> None:
    drawn = zone_of(place_of(value, on.direction, on.walk_away, on.acceptable, on.target))

    assert issue_score(on, value).band == drawn


@given(positions, numbers)
def test_points_lie_between_nought_and_a_hundred(on: Positions, value: Decimal) -> None:
    assert 0 <= issue_score(on, value).points <= 100


@given(positions, numbers)
def test_mirroring_an_issue_mirrors_nothing_of_its_score(on: Positions, value: Decimal) -> None:
    mirrored = Positions("less", -on.walk_away, -on.acceptable, -on.target)

    assert issue_score(mirrored, -value) == issue_score(on, value)


@given(positions, intervals.flatmap(lambda found: st.tuples(st.just(found), inside(found))))
def test_the_range_of_a_score_holds_every_score(on: Positions, drawn: tuple[Interval, Decimal]) -> None:
    between, value = drawn

    assert issue_score_range(on, between).contains(issue_score(on, value).points)


@given(st.lists(st.tuples(sums, st.decimals(0, 100, places=1)), min_size=1, max_size=6))
def test_a_deal_lies_between_its_worst_and_its_best_issue(weighted: list[tuple[Decimal, Decimal]]) -> None:
    found = deal_score(weighted)

    if found.points is not None:
        scores = [points for _, points in weighted]
        assert min(scores) <= found.points <= max(scores)


def test_an_acceptable_position_at_the_walk_away_scores_sixty() -> None:
    found = issue_score(Positions("more", Decimal(10), Decimal(10), Decimal(20)), Decimal(10))

    assert (found.points, found.band) == (60, "within")


def test_levels_score_what_the_table_says() -> None:
    assert level_score({"basic": Decimal(40), "full": Decimal(100)}, "basic") == 40


def test_a_level_that_nobody_named_is_refused() -> None:
    with pytest.raises(BargainingError, match="“gold” is not a level"):
        level_score({"basic": Decimal(40)}, "gold")


def test_points_beyond_a_hundred_are_refused() -> None:
    with pytest.raises(BargainingError, match="from 0 to 100"):
        level_score({"basic": Decimal(140)}, "basic")


@pytest.mark.parametrize(
    ("direction", "walk_away", "acceptable", "target"),
    [("more", 10, 5, 20), ("more", 10, 25, 20), ("more", 10, 10, 10), ("less", 10, 15, 20)],
)
def test_positions_that_contradict_each_other_are_refused(
    direction: str, walk_away: int, acceptable: int, target: int
) -> None:
    with pytest.raises(OutOfOrder):
        Positions(direction, Decimal(walk_away), Decimal(acceptable), Decimal(target))  # type: ignore[arg-type] # a plain word


def test_a_binary_fraction_is_no_position() -> None:
    with pytest.raises(NotANumber, match="walk-away position is a binary fraction"):
        Positions("more", 0.1, Decimal(1), Decimal(2))  # type: ignore[arg-type] # the point of the test
