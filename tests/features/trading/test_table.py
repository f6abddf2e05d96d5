"""The value table: its totals, what is unknown, money apart from points, and two people at once."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from negostrategy.bargaining.interval import Interval
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.policy import NotYoursToChange
from negostrategy.trading.queries.table import Values, values_of
from negostrategy.trading.schemas import EntryDraft
from negostrategy.trading.service.valuing import TableChanged, add_line
from tests.cast import Cast
from tests.features.trading.conftest import FERRANO, entry

type_of_keep = Callable[..., int]
type_of_values = Callable[..., Values]


def exactly(figure: int) -> Interval:
    """Return a range of one figure."""
    return Interval(Decimal(figure), Decimal(figure))


def test_totals_follow_from_the_chosen_lines(keep: type_of_keep, values: type_of_values) -> None:
    keep(FERRANO)

    money = values().money

    assert money is not None
    assert (money.chosen.joint, money.chosen.ours, money.chosen.theirs) == (
        exactly(17000),
        exactly(4200),
        exactly(12800),
    )
    assert (money.capture.possible, money.capture.left) == (exactly(32000), exactly(15000))
    assert money.transfer == exactly(-4300)


def test_what_nobody_knows_is_a_question_and_no_zero(keep: type_of_keep, values: type_of_values) -> None:
    keep(FERRANO)

    found = values()

    assert found.questions == ("Ask them what “Reference visit for their customers” is worth to them.",)
    assert found.lines[-1].gain is None
    assert found.lines[-1].sureness == "unknown"


def test_what_they_told_counts_instead_of_the_guess(keep: type_of_keep, values: type_of_values) -> None:
    keep([replace(FERRANO[3], told=Decimal(9000), is_chosen=True), replace(FERRANO[4], told=Decimal(8000))])

    ours, theirs = values().lines

    assert (ours.gain, theirs.gain) == (exactly(3000), exactly(5000))
    assert ours.sureness == "confirmed"


def test_points_and_money_are_kept_apart_until_somebody_sets_a_price(
    keep: type_of_keep, values: type_of_values
) -> None:
    lines = [FERRANO[0], entry("Their name on our wall", "us", 5, 30, measure="points", is_chosen=True)]
    keep(lines)
    apart = values()
    again = [replace(draft, id=line.id) for draft, line in zip(lines, apart.lines, strict=True)]
    keep(again, 1, point_price=Decimal(100))

    together = values()

    assert apart.money is not None
    assert apart.points is not None
    assert together.money is not None
    assert (apart.money.chosen.joint, apart.points.chosen.joint) == (exactly(4000), exactly(25))
    assert (together.money.chosen.joint, together.points) == (exactly(6500), None)


def test_a_range_stays_a_range(keep: type_of_keep, values: type_of_values) -> None:
    keep([replace(FERRANO[0], worth_low=Decimal(5000), worth_high=Decimal(9000))])

    money = values().money

    assert money is not None
    assert money.chosen.joint == Interval(Decimal(1900), Decimal(5900))


def test_whoever_keeps_an_outdated_table_is_told(keep: type_of_keep) -> None:
    keep(FERRANO[:1])
    keep([], 1)

    with pytest.raises(TableChanged):
        keep(FERRANO[:2], 1)


def test_only_one_option_of_a_term_is_in_the_package(keep: type_of_keep) -> None:
    options = [replace(FERRANO[0], term_key="price"), replace(FERRANO[1], term_key="price")]

    with pytest.raises(BadInput) as refusal:
        keep(options)

    assert "/entries/0/term_key" in refusal.value.errors
    assert "/entries/1/is_chosen" in refusal.value.errors


def test_a_line_of_elsewhere_is_refused(keep: type_of_keep, cast: Cast) -> None:
    with pytest.raises(BadInput):
        keep([replace(FERRANO[0], id=cast.noor.id)])


def test_a_line_is_added_to_the_end(keep: type_of_keep, values: type_of_values, cast: Cast, record_id: UUID) -> None:
    keep(FERRANO[:1])

    with transaction(cast.organization_id):
        add_line(cast.noor.actor, record_id, EntryDraft("Advance payment", "us", source="Calculated."))

    assert [line.what for line in values().lines] == ["Pay in 45 days instead of 60", "Advance payment"]


def test_a_manager_reads_and_does_not_write(keep: type_of_keep, values: type_of_values, cast: Cast) -> None:
    keep(FERRANO)

    assert len(values(cast.ines).lines) == len(FERRANO)
    with pytest.raises(NotYoursToChange):
        keep([], 1, person=cast.ines)


def test_next_door_and_other_offices_see_nothing(cast: Cast, next_door: Cast, record_id: UUID) -> None:
    for company, person in ((cast, cast.otto), (next_door, next_door.noor)):
        with transaction(company.organization_id):
            assert values_of(person.actor, record_id, "EUR") is None
