"""The range of a calculator's answer when some of its figures are guesses."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.guessed import worked_range
from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.payment import Instalments, PaymentDays, instalments, payment_days
from negostrategy.bargaining.supply import Lateness, lateness
from tests.pure.bargaining.figures import CENT, inside, ranges_of_sums

ASKED = PaymentDays(Decimal(1_200_000), Decimal(30), Decimal("0.06"))


def test_a_guessed_rate_makes_the_cost_of_days_a_range() -> None:
    found = worked_range(payment_days, ASKED, {"rate": Interval(Decimal("0.06"), Decimal("0.14"))})

    assert (found.low.quantize(CENT), found.high.quantize(CENT)) == (Decimal("5917.81"), Decimal("13808.22"))


def test_nothing_guessed_is_a_known_answer() -> None:
    assert worked_range(payment_days, ASKED, {}) == Interval.exact(payment_days(ASKED).amount)


def test_a_figure_that_is_not_asked_for_is_refused() -> None:
    with pytest.raises(BargainingError, match="does not ask for weather"):
        worked_range(payment_days, ASKED, {"weather": Interval.exact(1)})


def test_a_calculation_that_bends_is_refused() -> None:
    asked = Instalments(Decimal(100), 3, Decimal(0), Decimal(30), Decimal("0.1"))

    with pytest.raises(BargainingError, match="Work out cases"):
        worked_range(instalments, asked, {"total": Interval(Decimal(1), Decimal(2))})


points = ranges_of_sums.flatmap(lambda x: st.tuples(st.just(x), inside(x)))


@given(points, points, points, st.decimals(0, 50_000, places=2))
def test_the_range_holds_every_case(
    days: tuple[Interval, Decimal], cost: tuple[Interval, Decimal], damages: tuple[Interval, Decimal], cap: Decimal
) -> None:
    guesses = {"days_late": days[0], "cost_a_day": cost[0], "damages_a_day": damages[0]}
    case = Lateness(Decimal("0.3"), days[1], cost[1], damages[1], cap)

    assert worked_range(lateness, case, guesses).contains(lateness(case).amount)
