"""The calculators: each answer, and the way shown to it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.bargaining.amounts import Amount
from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.payment import Advance, Instalments, PaymentDays, advance, instalments, payment_days
from negostrategy.bargaining.risk import Risk, Warranty, expected_loss, warranty
from negostrategy.bargaining.supply import (
    DeliveryTime,
    Lateness,
    Stock,
    average_stock,
    delivery_time,
    lateness,
    stock,
)
from tests.pure.bargaining.figures import CENT, shares, sums

ZERO = Decimal(0)
rates = st.decimals(0, Decimal("0.5"), places=4)


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT)


@pytest.mark.parametrize(("rate", "cost"), [("0.06", "5917.81"), ("0.14", "13808.22")])
def test_thirty_days_cost_what_the_catalogue_says(rate: str, cost: str) -> None:
    asked = PaymentDays(Decimal(1_200_000), Decimal(30), Decimal(rate))

    assert cents(payment_days(asked).amount) == Decimal(cost)


def test_thirty_days_are_worth_more_to_the_side_with_the_dearer_money() -> None:
    ours, theirs = (
        payment_days(PaymentDays(Decimal(1_200_000), Decimal(30), Decimal(rate))).amount for rate in ("0.06", "0.14")
    )

    assert cents(theirs - ours) == Decimal("7890.41")


def test_a_rate_with_a_misplaced_comma_is_refused() -> None:
    with pytest.raises(BargainingError, match=r"Write 6 % as 0\.06"):
        payment_days(PaymentDays(Decimal(100), Decimal(30), Decimal(600)))


def test_payment_days_show_their_way() -> None:
    found = payment_days(PaymentDays(Decimal(365), Decimal(10), Decimal("0.1")))

    assert found.formula == "spend × days ÷ 365 × rate"
    assert found.steps == (
        ("Spend a day", 1, "money"),
        ("Money tied up for 10 days", 10, "money"),
        ("Cost of that money in a year", 1, "money"),
    )


@given(sums, st.integers(0, 365), rates)
def test_payment_days_cost_in_proportion_to_the_spend(spend: Decimal, days: int, rate: Decimal) -> None:
    once = payment_days(PaymentDays(spend, Decimal(days), rate)).amount
    thrice = payment_days(PaymentDays(spend * 3, Decimal(days), rate)).amount

    assert abs(thrice - once * 3) <= Decimal("1e-11")


def test_an_answer_becomes_an_amount_of_a_value_table() -> None:
    found = payment_days(PaymentDays(Decimal(365), Decimal(10), Decimal("0.1")))

    assert found.in_currency("EUR") == Amount.of(1, "EUR")


def test_parts_add_up_to_the_total_to_the_cent() -> None:
    found = instalments(Instalments(Decimal(100), 3, ZERO, Decimal(30), ZERO))

    assert [step.amount for step in found.steps] == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]


def test_parts_paid_a_year_apart_are_worth_less_year_by_year() -> None:
    found = instalments(Instalments(Decimal(242), 2, Decimal(365), Decimal(365), Decimal("0.1")))

    assert [step.amount for step in found.steps] == [110, 100]


@given(sums, st.integers(1, 24))
def test_without_a_rate_parts_are_worth_their_total(total: Decimal, parts: int) -> None:
    assert instalments(Instalments(total, parts, ZERO, Decimal(30), ZERO)).amount == total


@given(sums, st.integers(1, 24))
def test_no_part_is_negative(total: Decimal, parts: int) -> None:
    found = instalments(Instalments(total, parts, ZERO, Decimal(30), ZERO))

    assert min(step.amount for step in found.steps) >= 0


@pytest.mark.parametrize("parts", [0, 601])
def test_a_sum_is_paid_in_a_sensible_number_of_parts(parts: int) -> None:
    with pytest.raises(BargainingError, match="1 to 600 parts"):
        instalments(Instalments(Decimal(100), parts, ZERO, ZERO, ZERO))


def test_an_advance_costs_interest_and_risk_less_the_reduction() -> None:
    found = advance(Advance(Decimal(36_500), Decimal(100), Decimal("0.05"), Decimal(600), Decimal("0.01")))

    assert [step.amount for step in found.steps] == [500, 365, -600]
    assert found.amount == 265


def test_a_good_reduction_makes_an_advance_a_gain() -> None:
    assert advance(Advance(Decimal(36_500), Decimal(100), Decimal("0.05"), Decimal(600))).amount == -100


def test_expected_loss_is_probability_times_impact() -> None:
    found = expected_loss(
        [Risk("Strike", Decimal("0.1"), Decimal(5_000)), Risk("Rework", Decimal("0.5"), Decimal(300))]
    )

    assert (found.amount, [step.words for step in found.steps]) == (650, ["Strike", "Rework"])


@given(st.lists(st.tuples(shares, sums), max_size=4))
def test_the_expected_loss_is_never_more_than_all_losses_together(drawn: list[tuple[Decimal, Decimal]]) -> None:
    found = expected_loss([Risk("It", probability, impact) for probability, impact in drawn])

    assert 0 <= found.amount <= sum(impact for _, impact in drawn)


def test_a_probability_above_one_is_refused() -> None:
    with pytest.raises(BargainingError, match="The probability of “Strike” must lie between 0 and 1"):
        expected_loss([Risk("Strike", Decimal(2), Decimal(1))])


def test_a_warranty_costs_the_failures_that_fall_into_it() -> None:
    found = warranty(Warranty(Decimal(200), Decimal(18), Decimal("0.02"), Decimal(450)))

    assert (found.amount, found.steps[0]) == (2_700, ("Failures expected", 6, "number"))


def test_sooner_delivery_is_worth_its_days_less_the_cost_of_being_faster() -> None:
    assert delivery_time(DeliveryTime(Decimal(5), Decimal(400), once=Decimal(700))).amount == 1_300


@pytest.mark.parametrize(("cap", "expected"), [(None, 900), (1_000, 1_200), (0, 1_500)])
def test_damages_for_lateness_stop_at_their_cap(cap: int | None, expected: int) -> None:
    limit = None if cap is None else Decimal(cap)

    found = lateness(Lateness(Decimal("0.3"), Decimal(10), Decimal(500), Decimal(200), limit))

    assert found.amount == expected


def test_stock_costs_its_worth_at_the_holding_rate() -> None:
    found = stock(Stock(Decimal(100), Decimal(73), Decimal("0.25"), days=Decimal(30)))

    assert found.amount == 150


def test_half_an_order_and_the_reserve_lie_on_the_shelf() -> None:
    assert average_stock(Decimal(75), Decimal(20)) == Decimal("57.5")


def test_a_negative_stock_is_refused() -> None:
    with pytest.raises(BargainingError, match="The units cannot be negative"):
        stock(Stock(Decimal(-1), Decimal(1), Decimal(1)))
