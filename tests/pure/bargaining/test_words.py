"""Figures as people write them."""

from decimal import Decimal

import pytest

from negostrategy.bargaining.interval import Interval
from negostrategy.bargaining.words import shown


@pytest.mark.parametrize(
    ("figure", "words"),
    [("1200.50", "1,200.5"), ("-3", "−3"), ("1E+6", "1,000,000"), ("0.000", "0"), ("0.0600", "0.06")],
)
def test_a_figure_is_written_plainly(figure: str, words: str) -> None:
    assert shown(Decimal(figure)) == words


def test_a_range_is_written_from_end_to_end() -> None:
    assert shown(Interval(Decimal(-3), Decimal("4.50"))) == "−3 to 4.5"


def test_a_range_of_one_figure_is_that_figure() -> None:
    assert shown(Interval.exact(7)) == "7"
