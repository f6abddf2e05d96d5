"""How one side moved, and whether it was answered."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.bargaining.amounts import POINTS, Amount
from negostrategy.bargaining.concessions import Line, concessions
from negostrategy.bargaining.faults import BargainingError, MixedUnits, NotANumber
from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.reciprocity import Give, reciprocity
from tests.pure.bargaining.figures import numbers

SELLER = Line("more", walk_away=Decimal(100), target=Decimal(116))
OFFERS = [Decimal(offer) for offer in (120, 112, 108, 106)]


def test_the_steps_of_the_catalogue_shrink() -> None:
    found = concessions(SELLER, OFFERS)

    assert found is not None
    assert (found.steps, found.decreasing_share) == ((8, 4, 2), 1)


def test_steps_are_shares_of_the_way_between_target_and_walk_away() -> None:
    found = concessions(SELLER, OFFERS)

    assert found is not None
    assert found.normalised == (Decimal("0.5"), Decimal("0.25"), Decimal("0.125"))


def test_what_was_conceded_is_a_share_of_the_way_from_the_opening() -> None:
    found = concessions(SELLER, OFFERS)

    assert found is not None
    assert found.total_share == Decimal("0.7")


def test_an_opening_position_of_its_own_replaces_the_first_offer() -> None:
    found = concessions(Line("more", Decimal(100), Decimal(116), opening=Decimal(128)), OFFERS)

    assert found is not None
    assert found.total_share == Decimal("0.5")


def test_a_buyer_who_raises_concedes() -> None:
    found = concessions(Line("less"), [Decimal(80), Decimal(85), Decimal(83)])

    assert found is not None
    assert (found.steps, found.normalised, found.total_share) == ((5, -2), None, None)


@pytest.mark.parametrize("offers", [[], [Decimal(120)]])
def test_one_offer_is_no_concession(offers: list[Decimal]) -> None:
    assert concessions(SELLER, offers) is None


def test_two_offers_are_no_pattern() -> None:
    found = concessions(SELLER, OFFERS[:2])

    assert found is not None
    assert (found.steps, found.decreasing_share) == ((8,), None)


def test_a_target_at_the_walk_away_has_no_shares() -> None:
    found = concessions(Line("more", Decimal(100), Decimal(100)), OFFERS)

    assert found is not None
    assert found.normalised is None


def test_a_line_without_a_better_way_is_refused() -> None:
    with pytest.raises(BargainingError, match="more or less is better"):
        Line("sideways")  # type: ignore[arg-type] # the point of the test


def test_a_binary_fraction_is_no_offer() -> None:
    with pytest.raises(NotANumber, match="An offer is a binary fraction"):
        concessions(SELLER, [Decimal(1), 0.5])  # type: ignore[list-item] # the point of the test


@given(st.lists(numbers, min_size=2, max_size=6))
def test_the_steps_add_up_to_the_way_from_first_to_last(offers: list[Decimal]) -> None:
    found = concessions(Line("more"), offers)

    assert found is not None
    assert sum(found.steps) == offers[0] - offers[-1]


@given(st.lists(numbers, min_size=2, max_size=6))
def test_the_other_side_of_the_line_concedes_the_opposite(offers: list[Decimal]) -> None:
    more, less = concessions(Line("more"), offers), concessions(Line("less"), offers)

    assert more is not None
    assert less is not None
    assert more.steps == tuple(-step for step in less.steps)


def eur(low: int, high: int | None = None) -> Amount:
    return Amount(Interval(Decimal(low), Decimal(low if high is None else high)), "EUR")


def test_what_came_back_is_held_against_what_was_given() -> None:
    found = reciprocity([eur(6_000)], [Give(eur(3_000), is_answered=True), Give(eur(1_000), is_answered=False)])

    assert (found.ratio, found.free_share) == (Interval.exact(Decimal("1.5")), Decimal("0.5"))


def test_guessed_values_make_the_ratio_a_range() -> None:
    found = reciprocity([eur(1_000, 3_000)], [Give(eur(1_000, 2_000), is_answered=True)])

    assert found.ratio == Interval(Decimal("0.5"), Decimal(3))


def test_who_gives_nothing_cannot_be_answered() -> None:
    found = reciprocity([eur(5)], [])

    assert (found.ratio, found.free_share) == (None, None)


def test_gifts_are_counted_even_when_their_cost_is_not_known() -> None:
    found = reciprocity([eur(5)], [Give(None, is_answered=False)])

    assert (found.ratio, found.free_share, found.unknown) == (None, 1, 1)


def test_gives_that_may_have_cost_nothing_have_no_ratio() -> None:
    assert reciprocity([eur(5)], [Give(eur(0, 10), is_answered=True)]).ratio is None


def test_points_are_not_held_against_money() -> None:
    with pytest.raises(MixedUnits):
        reciprocity([Amount.of(5, POINTS)], [Give(eur(5), is_answered=True)])
