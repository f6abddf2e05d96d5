"""Whether two sets of versions of records may both be told of."""

import pytest

from negostrategy.kernel.disclosure import Crowd, set_of

# Records 0 to 9 of ten people; 10 to 13 are new versions of records 0 to 3, of the same people.
OWNERS = [*range(10), *range(4)]
CROWD = Crowd(OWNERS, {place: set_of([place % 10, place % 10 + 10], 14) for place in (0, 1, 2, 3, 10, 11, 12, 13)})


@pytest.mark.parametrize(
    ("one", "other", "are_apart"),
    [
        (range(10), range(10), True),
        (range(10), range(5), True),
        (range(10), range(6), False),
        # Four are there in a new version, and one is new: the number tells of the one.
        (range(9), [10, 11, 12, 13, 4, 5, 6, 7, 8, 9], False),
        # Four are there in a new version: what is summed up tells of the four.
        (range(10), [10, 11, 12, 13, 4, 5, 6, 7, 8, 9], False),
        # One is there in a new version, five are gone.
        (range(10), [10, 1, 2, 3, 4], True),
        # A record that only one has is one record, in whatever version.
        ([0, 4, 5, 6, 7, 8], [10, 11, 12, 13, 9], True),
        ([4, 5, 6, 7, 8], [4, 5, 6, 7, 8, 10, 11, 12, 13], False),
    ],
)
def test_two_sets_are_apart_by_nothing_or_by_a_group_of_records(
    one: list[int], other: list[int], are_apart: bool
) -> None:
    a, b = (set_of(list(places), len(OWNERS)) for places in (one, other))

    assert CROWD.are_apart(a, b) is are_apart
    assert CROWD.are_apart(b, a) is are_apart


def test_new_versions_of_five_people_are_apart() -> None:
    crowd = Crowd([*range(5), *range(5)], {place: set_of([place % 5, place % 5 + 5], 10) for place in range(10)})

    assert crowd.are_apart(set_of(range(5), 10), set_of(range(5, 10), 10))


def test_many_records_of_one_person_are_not_five_people() -> None:
    crowd = Crowd([0] * 8 + [1, 2, 3, 4])

    assert not crowd.are_apart(set_of(range(8), 12), 0)
    assert crowd.are_apart(set_of(range(12), 12), 0)
