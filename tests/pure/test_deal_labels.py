"""Names beside the points of a deal picture: readable however close the points lie."""

from itertools import combinations

import pytest

from negostrategy.negotiations.labels import Name, apart, overlap
from negostrategy.trading.pages.plot import BOTTOM, LEFT, ROOM

WORDS = ("on the table", "Kalai–Smorodinsky", "their opening", "our opening")


@pytest.mark.parametrize("size", ROOM.sizes)
@pytest.mark.parametrize("place", [(50, 50), (12, 6), (94, 6), (12, 90), (94, 90), (41, 40), (56, 40)])
def test_names_of_one_place_do_not_cover_each_other(place: tuple[int, int], size: tuple[int, int]) -> None:
    names = [Name(*place, words, "t1") for words in WORDS]

    areas = [label.area(size) for label in apart(names, [place], ROOM)]

    assert [overlap(one, other) for one, other in combinations(areas, 2)] == [0] * 6
    assert all(
        left >= LEFT / 100 * size[0] and right <= size[0] and bottom <= BOTTOM / 100 * size[1]
        for left, _top, right, bottom in areas
    )


def test_a_name_with_room_stays_beside_its_point() -> None:
    (label,) = apart([Name(50, 50, "Nash", "t3")], [(50, 50)], ROOM)

    assert (label.dx, label.dy, label.anchor) == (-12, -10, "end")


def test_a_name_leaves_the_mark_of_another_point_free() -> None:
    (label,) = apart([Name(50, 50, "Nash", "t3")], [(50, 50), (45, 48)], ROOM)

    assert label.anchor == "start" or label.dy > 0
