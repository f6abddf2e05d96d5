"""How far an objective has been reached."""

from decimal import Decimal

import pytest

from negostrategy.bargaining.attainment import attainment


@pytest.mark.parametrize(
    ("actual", "ratio", "shown"),
    [(14, "0.5", "0.5"), (8, "0", "0"), (20, "1", "1"), (32, "2", "1.5"), (-16, "-2", "-1")],
)
def test_the_way_from_baseline_to_target_is_the_measure(actual: int, ratio: str, shown: str) -> None:
    found = attainment(Decimal(8), Decimal(20), Decimal(actual))

    assert found is not None
    assert (found.ratio, found.shown) == (Decimal(ratio), Decimal(shown))


def test_an_objective_that_wants_less_is_reached_downwards() -> None:
    found = attainment(Decimal(40), Decimal(20), Decimal(25))

    assert found is not None
    assert found.ratio == Decimal("0.75")


def test_a_target_at_the_baseline_cannot_be_reached() -> None:
    assert attainment(Decimal(8), Decimal(8), Decimal(9)) is None


def test_without_an_actual_there_is_nothing_to_say() -> None:
    assert attainment(Decimal(8), Decimal(20), None) is None
