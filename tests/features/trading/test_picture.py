"""The picture of a deal: its frontier, the package on the table, trades, and where the offers lie."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from negostrategy.bargaining.interval import Interval
from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.queries.record import record_of
from negostrategy.negotiations.schemas import MoveDraft, TermDraft
from negostrategy.negotiations.service import add_move, edit_negotiation
from negostrategy.trading.pages.plot import Plot, plot_of
from negostrategy.trading.queries.picture import Picture, picture_of
from negostrategy.trading.queries.table import Values
from tests.cast import Cast
from tests.features.trading.conftest import FERRANO, entry

type_of_keep = Callable[..., int]
type_of_values = Callable[..., Values]


def drawn(values: Values) -> Picture:
    """Return the picture of a table that has one."""
    picture = picture_of(values)
    assert picture is not None
    return picture


def test_every_known_line_doubles_the_packages(keep: type_of_keep, values: type_of_values) -> None:
    keep(FERRANO)

    picture = drawn(values())

    assert (picture.count, picture.on_table) == (32, (Decimal(4200), Decimal(12800)))
    assert picture.on_table not in [point for point, _words in picture.frontier]


def test_what_is_better_for_both_is_suggested_with_its_gains(keep: type_of_keep, values: type_of_values) -> None:
    keep(FERRANO)

    picture = drawn(values())

    best = picture.suggestions[0]
    assert (picture.better or 0) >= len(picture.suggestions) > 0
    assert best.ours >= 0
    assert best.theirs >= 0
    assert best.chance == "certain"
    assert "Two-year contract" in best.words


def test_a_table_full_of_lines_is_drawn_though_nobody_could_count_what_is_better(
    keep: type_of_keep, values: type_of_values
) -> None:
    full = [
        replace(FERRANO[n % 2], what=f"Change {n}", cost_low=Decimal(n * n + 7), cost_high=Decimal(n * n + 7))
        for n in range(40)
    ]
    keep([replace(line, is_chosen=False) for line in full])

    picture = drawn(values())

    assert (picture.count, picture.better) == (2**40, None)
    assert plot_of(picture) is not None


def test_what_only_moves_from_one_side_to_the_other_is_not_drawn_by_the_thousands(
    keep: type_of_keep, values: type_of_values
) -> None:
    amounts = [Decimal(2**n) for n in range(12)]
    zero_sum = {"is_chosen": False, "told": None, "told_on": None}
    keep(
        [
            replace(
                FERRANO[0], what=f"Shift {one}", cost_low=one, cost_high=one, worth_low=one, worth_high=one, **zero_sum
            )
            for one in amounts
        ]
    )

    assert picture_of(values()) is None


def test_options_of_one_term_exclude_each_other(
    cast: Cast, record_id: UUID, keep: type_of_keep, values: type_of_values
) -> None:
    _with_payment(cast, record_id)
    keep([replace(FERRANO[0], term_key="payment"), replace(FERRANO[1], term_key="payment", is_chosen=False)])

    assert drawn(values()).count == 3


def test_offers_lie_where_their_lines_lie(
    cast: Cast, record_id: UUID, keep: type_of_keep, values: type_of_values
) -> None:
    _with_payment(cast, record_id)
    keep([replace(FERRANO[0], term_key="payment", term_value="45"), FERRANO[1]])
    with transaction(cast.organization_id):
        add_move(cast.noor.actor, record_id, MoveDraft("theirs", "offer", {"payment": "45"}))

    stop = drawn(values()).path[0]

    assert (stop.side, stop.point) == ("theirs", (Decimal(-3100), Decimal(7100)))


def test_without_a_known_gain_there_is_no_picture(keep: type_of_keep, values: type_of_values) -> None:
    keep([FERRANO[-1]])

    assert picture_of(values()) is None


def test_points_have_a_picture_of_their_own(keep: type_of_keep, values: type_of_values) -> None:
    keep([entry("Their name on our wall", "us", 5, 30, measure="points")])

    assert drawn(values()).unit == "points"


@pytest.mark.parametrize("count", [1, 6])
def test_everything_lies_inside_the_drawing(keep: type_of_keep, values: type_of_values, count: int) -> None:
    keep(FERRANO[:count])

    plot = plot_of(picture_of(values()))

    assert plot is not None
    spots = [plot.zero, plot.on_table, *plot.dots, *(spot for spot, _words in (*plot.fair, *plot.frontier))]
    assert all(7 <= spot.x <= 95 and 5 <= spot.y <= 91 for spot in spots)


def test_an_offer_that_is_a_guess_lies_in_a_box_and_its_range_in_the_table(
    cast: Cast, record_id: UUID, keep: type_of_keep, values: type_of_values
) -> None:
    _with_payment(cast, record_id)
    guess = {"worth_low": Decimal(6000), "worth_high": Decimal(9000)}
    keep([replace(FERRANO[0], term_key="payment", term_value="45", **guess), FERRANO[1]])
    with transaction(cast.organization_id):
        add_move(cast.noor.actor, record_id, MoveDraft("theirs", "offer", {"payment": "45"}))

    plot = plotted(values())

    theirs = next(point for point in plot.points if point.mark == "theirs")
    assert (theirs.ours, theirs.theirs) == (Interval.exact(-3100), Interval(Decimal(6000), Decimal(9000)))
    box = next(box for box in plot.boxes if box.mark == "theirs")
    spot = plot.path["theirs"][0].spot
    assert box.y < spot.y < box.y + box.height


def test_fair_points_and_the_frontier_are_as_unsure_as_their_guesses(
    keep: type_of_keep, values: type_of_values
) -> None:
    keep([replace(FERRANO[0], worth_low=Decimal(6000), worth_high=Decimal(9000)), *FERRANO[1:5]])

    plot = plotted(values())

    unsure = {point.mark for point in plot.points if not point.theirs.is_exact}
    assert unsure == {"table", "fair", "frontier"}
    assert {box.mark for box in plot.boxes} == {"fair"}


def test_what_is_known_exactly_has_no_box(keep: type_of_keep, values: type_of_values) -> None:
    keep(FERRANO)

    plot = plotted(values())

    assert (plot.box, plot.boxes) == (None, [])


def plotted(values: Values) -> Plot:
    """Return the picture of a table with everything placed."""
    plot = plot_of(picture_of(values))
    assert plot is not None
    return plot


def _with_payment(cast: Cast, record_id: UUID) -> None:
    actor = cast.noor.actor
    with transaction(cast.organization_id):
        record = record_of(actor, record_id)
        assert record is not None
        terms = {"terms": [TermDraft("payment", "Payment", "finance", "days")]}
        edit_negotiation(actor, record_id, record.revision, terms, Here(clock.today(), "EUR"))
