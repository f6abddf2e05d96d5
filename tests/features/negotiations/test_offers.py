"""The offers of both sides as people read them: on the timeline, and as a picture whose figures never touch."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any
from uuid import UUID

import pytest

from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.labels import overlap
from negostrategy.negotiations.offers import ROOM, OfferChart, chart_of
from negostrategy.negotiations.queries.record import record_of
from negostrategy.negotiations.queries.timeline import timeline_of
from negostrategy.negotiations.schemas import MoveDraft, TermDraft
from negostrategy.negotiations.service import add_move, edit_negotiation
from tests.cast import Cast
from tests.features.negotiations.conftest import HERE

VOLUME: dict[str, Any] = {"name": "Volume", "unit": "units"}
EFFORT: dict[str, Any] = {"name": "Extra people-days", "unit": "people-days"}
DELAY: dict[str, Any] = {"name": "Delay", "kind": "days", "unit": "days"}
MILESTONE: dict[str, Any] = {"name": "Milestone", "kind": "yes_no"}
type_of_moves = Sequence[tuple[str, str]]
type_of_offering = Callable[..., tuple[list[str], OfferChart | None]]


def plain(words: str) -> str:
    """Return words with blanks alone between them: a figure stays on one line with what it is counted in."""
    return words.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def offering(cast: Cast, record: Callable[..., UUID]) -> type_of_offering:
    """Return a way to make offers on one term: what its timeline then says, oldest first, and the picture."""

    def offered(term: dict[str, Any], *moves: tuple[str, str]) -> tuple[list[str], OfferChart | None]:
        actor, made = cast.noor.actor, record(kind="external", counterpart="Ferrano Castings")
        with transaction(cast.organization_id):
            edit_negotiation(actor, made, 1, {"terms": [TermDraft("it", **term)]}, HERE)
        for side, said in moves:
            with transaction(cast.organization_id):
                add_move(actor, made, MoveDraft(side, positions={"it": said}))
        with transaction(cast.organization_id):
            found = record_of(actor, made)
        assert found is not None
        told = [one.what for one in timeline_of(found, []) if one.what.startswith(("We ", "They "))]
        return told[::-1], chart_of(found)

    return offered


@pytest.mark.parametrize(
    ("term", "typed", "words"),
    [
        (VOLUME, "9000", "We offered Volume 9,000 units"),
        (VOLUME, "-2500.50", "We offered Volume −2,500.5 units"),
        (EFFORT, "5", "We offered Extra people-days 5 people-days"),
        (DELAY, "1", "We offered Delay 1 day"),
        (DELAY, "10", "We offered Delay 10 days"),
        (MILESTONE, "yes", "We offered Milestone yes"),
        ({"name": "Start", "kind": "date"}, "2026-12-04", "We offered Start 2026-12-04"),
    ],
)
def test_an_offer_is_said_as_everywhere_else(
    offering: type_of_offering, term: dict[str, Any], typed: str, words: str
) -> None:
    told, _chart = offering(term, ("ours", typed))

    assert [plain(one) for one in told] == [words]


def test_every_figure_of_a_few_offers_stands_in_the_picture(offering: type_of_offering) -> None:
    _told, chart = offering(VOLUME, ("ours", "12000"), ("theirs", "8000"), ("ours", "9000"), ("theirs", "9000"))

    assert chart is not None
    assert chart.unit == "units"
    assert sorted(one.name.words for one in chart.labels) == ["12,000", "8,000", "9,000", "9,000"]


@pytest.mark.parametrize("size", ROOM.sizes)
@pytest.mark.parametrize(
    "figures",
    [
        ("98.5", "97.1"),
        ("1250000",) * 12,
        ("1250000", "900000") * 6,
        ("97.1", "97", "97.2", "97.1", "97.15", "97.1", "96.9", "97"),
        ("-5", "6.5", "-4.7", "6.2", "-4.4", "5.9"),
    ],
    ids=["two", "equal", "opposite", "near", "signs"],
)
def test_figures_of_offers_never_touch_and_stay_inside(
    offering: type_of_offering, figures: Sequence[str], size: tuple[int, int]
) -> None:
    moves = [(side, said) for side, said in zip(("ours", "theirs") * len(figures), figures, strict=False)]

    _told, chart = offering(VOLUME | {"direction": "more", "acceptable": Decimal(97)}, *moves)

    assert chart is not None
    areas = [one.area(size) for one in chart.labels]
    assert not any(overlap(one, other) for one, other in combinations(areas, 2))
    assert all(left >= 0 and top >= 0 and right <= size[0] and bottom <= size[1] for left, top, right, bottom in areas)
    latest = {chart.ours[-1].figure, chart.theirs[-1].figure}
    assert latest <= {one.name.words for one in chart.labels}


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (VOLUME | {"direction": "more"}, "you may agree from 5 units"),
        (VOLUME | {"direction": "less"}, "you may agree up to 5 units"),
        (DELAY | {"direction": "less", "acceptable": Decimal(1)}, "you may agree up to 1 day"),
        (MILESTONE | {"direction": "more", "acceptable": Decimal(1)}, "you may agree to yes"),
    ],
)
def test_the_limit_in_the_picture_is_said_in_its_own_words(
    offering: type_of_offering, term: dict[str, Any], words: str
) -> None:
    said = ("no", "yes") if term["name"] == "Milestone" else ("4", "7")

    _told, chart = offering({"acceptable": Decimal(5)} | term, ("ours", said[0]), ("theirs", said[1]))

    assert chart is not None
    assert plain(chart.limit_said) == words


def test_who_ends_where_they_began_did_not_go_anywhere(offering: type_of_offering) -> None:
    _told, chart = offering(VOLUME, ("ours", "1"), ("theirs", "3"), ("theirs", "2"), ("ours", "1"))

    assert chart is not None
    assert plain(chart.summary) == (
        "Offers on Volume. Ferrano Castings went from 3 units to 2 units. We began and ended at 1 units."
    )
