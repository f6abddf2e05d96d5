"""Names beside the points of a deal picture: readable however close the points lie."""

from itertools import combinations

import pytest

from negostrategy.trading.pages.labels import DRAWINGS, Name, apart, overlap

WORDS = ("on the table", "Nash and Kalai–Smorodinsky", "their opening", "our opening")


@pytest.mark.parametrize("drawing", DRAWINGS)
@pytest.mark.parametrize("place", [(50, 50), (8, 6), (94, 6), (8, 90), (94, 90), (41, 40)])
def test_names_of_one_place_do_not_cover_each_other(place: tuple[int, int], drawing: tuple[int, int]) -> None:
    names = [Name(*place, words, "t1") for words in WORDS]

    areas = [label.area(drawing) for label in apart(names, [place])]

    assert [overlap(one, other) for one, other in combinations(areas, 2)] == [0] * 6
    assert all(left >= 0 and right <= drawing[0] for left, _top, right, _bottom in areas)


def test_a_name_with_room_stays_beside_its_point() -> None:
    (label,) = apart([Name(50, 50, "Nash", "t3")], [(50, 50)])

    assert (label.dx, label.dy, label.anchor) == (-12, -10, "end")


def test_a_name_leaves_the_mark_of_another_point_free() -> None:
    (label,) = apart([Name(50, 50, "Nash", "t3")], [(50, 50), (45, 48)])

    assert label.anchor == "start" or label.dy > 0
