"""The deal against what happens without it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.surplus import (
    Alternative,
    MoneyTerm,
    surplus_over_alternative,
    value_of_alternative,
    value_of_deal,
)
from tests.pure.bargaining.figures import inside, intervals

HALF = Decimal("0.5")


def known(amount: int) -> Interval:
    return Interval.exact(amount)


def test_alternatives_count_as_much_as_they_are_likely_and_changing_over_costs() -> None:
    found = value_of_alternative(
        [
            Alternative("Other supplier", Decimal("0.7"), known(1000)),
            Alternative("Make it", Decimal("0.3"), known(500)),
        ],
        Decimal(150),
    )

    assert found == known(700)


def test_a_deal_is_worth_its_terms_today() -> None:
    terms = [MoneyTerm("Price", known(-1000)), MoneyTerm("Rebate", known(110), Decimal(365))]

    assert value_of_deal(terms, Decimal("0.1")) == known(-900)


def test_the_surplus_is_the_deal_above_its_alternative() -> None:
    found = surplus_over_alternative(
        [MoneyTerm("Price", known(900))], Decimal(0), [Alternative("None", Decimal(1), known(650))], Decimal(50)
    )

    assert (found.surplus, found.questions) == (known(300), ())


def test_a_guessed_alternative_makes_the_surplus_a_range() -> None:
    guess = Alternative("Wait", Decimal(1), Interval(Decimal(100), Decimal(300)))

    found = surplus_over_alternative([MoneyTerm("Price", known(200))], Decimal(0), [guess], Decimal(0))

    assert found.surplus == Interval(Decimal(-100), Decimal(100))


def test_without_an_alternative_there_is_a_question_instead_of_a_nought() -> None:
    found = surplus_over_alternative([MoneyTerm("Price", known(200))], Decimal(0), [], Decimal(0))

    assert (found.surplus, found.questions) == (None, ("What do we do without this deal, and what is that worth?",))


def test_what_nobody_knows_is_asked_by_name() -> None:
    found = surplus_over_alternative(
        [MoneyTerm("Training", None)], Decimal(0), [Alternative("Tender", Decimal(1), None)], Decimal(0)
    )

    assert found.surplus is None
    assert found.questions == (
        "What is “Training” worth to us?",
        "What is “Tender” worth to us, if it comes to that?",
    )


def test_what_cannot_happen_need_not_be_known() -> None:
    found = value_of_alternative(
        [Alternative("Sure", Decimal(1), known(5)), Alternative("Never", Decimal(0), None)], Decimal(0)
    )

    assert found == known(5)


def test_probabilities_that_leave_something_open_are_refused() -> None:
    with pytest.raises(BargainingError, match=r"add up to 0\.5, not to 1"):
        value_of_alternative([Alternative("Tender", HALF, known(5))], Decimal(0))


def test_a_probability_above_one_is_refused() -> None:
    with pytest.raises(BargainingError, match="between 0 and 1"):
        Alternative("Tender", Decimal(2), known(5))


points = intervals.flatmap(lambda x: st.tuples(st.just(x), inside(x)))


@given(points, points, points)
def test_the_range_of_the_surplus_holds_every_case(
    deal: tuple[Interval, Decimal], one: tuple[Interval, Decimal], other: tuple[Interval, Decimal]
) -> None:
    def surplus(pick: int) -> Interval | None:
        figures = [Interval.exact(got[1]) if pick else got[0] for got in (deal, one, other)]
        both = [Alternative("One", HALF, figures[1]), Alternative("Other", HALF, figures[2])]
        return surplus_over_alternative([MoneyTerm("Price", figures[0])], Decimal(0), both, Decimal(7)).surplus

    guessed, case = surplus(0), surplus(1)

    assert guessed is not None
    assert case is not None
    assert guessed.contains(case)
