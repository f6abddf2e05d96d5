"""What the arithmetic of packages says of dialogues in the shape of the CaSiNo corpus."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from examples.casino.value import Found, found_in, told

CAMPS = json.loads(Path(__file__).with_name("six_camps.json").read_text())


@pytest.fixture
def found() -> list[Found]:
    """Return what the arithmetic finds in the six dialogues."""
    return [found_in(camp) for camp in CAMPS]


def test_computed_points_are_those_recorded(found: list[Found]) -> None:
    assert [one.is_as_recorded for one in found] == [True] * len(CAMPS)


def test_an_efficient_deal_has_nothing_better_and_any_other_has(found: list[Found]) -> None:
    for one in found:
        if one.agreed:
            assert one.is_efficient == (one.better == 0)


def test_the_share_is_whole_where_nothing_was_left(found: list[Found]) -> None:
    known = [one for one in found if one.share is not None]

    assert [one.share == 1 for one in known] == [one.left == 0 for one in known]
    assert all(one.share is None or one.share <= Decimal(1) for one in found)


def test_without_a_deal_nothing_is_said_of_it(found: list[Found]) -> None:
    walked = [one for one in found if not one.agreed]

    assert [(one.left, one.better, one.share) for one in walked] == [(None, None, None)] * len(walked)


def test_the_aggregates_are_told_with_their_base(found: list[Found]) -> None:
    assert told(found).startswith(f"{len(CAMPS)} dialogues")
