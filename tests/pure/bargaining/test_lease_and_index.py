"""To lease or to buy, and prices that follow an index."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.bargaining.faults import BargainingError, OutOfOrder
from negostrategy.bargaining.index_clause import IndexClause, IndexedPart, indexed_price, price_path
from negostrategy.bargaining.lease import Lease, Purchase, lease_against_buy
from tests.pure.bargaining.figures import sums

ZERO = Decimal(0)


def test_without_a_rate_both_ways_cost_what_is_paid() -> None:
    found = lease_against_buy(
        Lease(Decimal(100), fee_at_end=Decimal(50)),
        Purchase(Decimal(2_000), Decimal(10), Decimal(400)),
        12,
        ZERO,
    )

    costs = {step.words: step.amount for step in found.steps}
    assert (costs["Cost of buying today"], costs["Cost of leasing today"], found.amount) == (1_720, 1_250, 470)


def test_resale_in_a_year_is_worth_less_by_the_rate() -> None:
    found = lease_against_buy(Lease(ZERO), Purchase(Decimal(200), resale=Decimal(110)), 12, Decimal("0.1"))

    assert found.amount == 100


def test_rent_at_the_end_of_the_month_is_an_annuity() -> None:
    found = lease_against_buy(
        Lease(Decimal(100), is_paid_in_advance=False), Purchase(ZERO), 24, Decimal("1.01") ** 12 - 1
    )

    assert round(found.steps[3].amount, 4) == Decimal("2124.3387")


def test_rent_in_advance_costs_one_month_of_growth_more() -> None:
    later, sooner = (
        lease_against_buy(Lease(Decimal(100), is_paid_in_advance=early), Purchase(ZERO), 12, Decimal("1.01") ** 12 - 1)
        for early in (False, True)
    )

    assert round(sooner.amount / later.amount, 9) == Decimal("1.01")


@given(sums, sums, st.integers(1, 60), st.decimals(0, Decimal("0.3"), places=3))
def test_a_dearer_price_speaks_for_leasing_by_just_as_much(
    price: Decimal, more: Decimal, months: int, rate: Decimal
) -> None:
    cheap, dear = (
        lease_against_buy(Lease(Decimal(100)), Purchase(paid), months, rate).amount for paid in (price, price + more)
    )

    assert dear - cheap == more


@pytest.mark.parametrize("months", [0, 601])
def test_a_comparison_needs_a_sensible_time(months: int) -> None:
    with pytest.raises(BargainingError, match="1 to 600 whole months"):
        lease_against_buy(Lease(ZERO), Purchase(ZERO), months, ZERO)


def clause(floor: str | None = None, cap: str | None = None, least_change: str = "0") -> IndexClause:
    parts = (
        IndexedPart("Steel", Decimal("0.5"), Decimal(200)),
        IndexedPart("Wages", Decimal("0.3"), Decimal(100)),
    )
    limits = [None if limit is None else Decimal(limit) for limit in (floor, cap)]
    return IndexClause(Decimal(1_000), Decimal("0.2"), parts, *limits, Decimal(least_change))


DEARER = {"Steel": Decimal(240), "Wages": Decimal(105)}
CHEAPER = {"Steel": Decimal(160), "Wages": Decimal(100)}


def test_each_part_of_the_price_follows_its_index() -> None:
    found = indexed_price(clause(), DEARER)

    assert [step.amount for step in found.steps] == [200, 600, 315, 1_115, 1_115]
    assert found.steps[1].words == "Steel: 0.5 × 240 ÷ 200"


def test_the_price_stops_at_its_cap() -> None:
    found = indexed_price(clause(cap="0.08"), DEARER)

    assert (found.amount, found.steps[-1].words) == (1_080, "Price at the cap")


def test_the_price_stops_at_its_floor() -> None:
    assert indexed_price(clause(floor="-0.05"), CHEAPER).amount == 950


def test_a_change_too_small_leaves_the_price_alone() -> None:
    assert indexed_price(clause(least_change="0.12"), DEARER).amount == 1_000


def test_a_path_starts_from_the_base_price_every_time() -> None:
    assert [row.amount for row in price_path(clause(), [DEARER, CHEAPER])] == [1_115, 900]


def test_indices_that_stand_still_leave_the_price_alone() -> None:
    assert indexed_price(clause(), {"Steel": Decimal(200), "Wages": Decimal(100)}).amount == 1_000


def test_a_missing_reading_is_a_question() -> None:
    with pytest.raises(BargainingError, match="What does “Wages” stand at"):
        indexed_price(clause(), {"Steel": Decimal(200)})


def test_weights_that_do_not_cover_the_price_are_refused() -> None:
    with pytest.raises(BargainingError, match=r"add up to 0\.7, not to 1"):
        IndexClause(Decimal(1), Decimal("0.2"), (IndexedPart("Steel", Decimal("0.5"), Decimal(1)),))


def test_a_floor_above_the_cap_is_refused() -> None:
    with pytest.raises(OutOfOrder):
        clause(floor="0.1", cap="0.05")


def test_an_index_without_a_base_is_refused() -> None:
    with pytest.raises(BargainingError, match="must be above 0"):
        IndexedPart("Steel", Decimal("0.5"), ZERO)


@given(st.lists(st.tuples(sums, sums), min_size=2, max_size=2))
def test_a_capped_price_lies_between_floor_and_cap(drawn: list[tuple[Decimal, Decimal]]) -> None:
    found = indexed_price(clause(floor="-0.1", cap="0.1"), {"Steel": drawn[0][0], "Wages": drawn[1][0]})

    assert 900 <= found.amount <= 1_100
