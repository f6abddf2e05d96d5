"""What to ask next on a value table: ranked by what an answer is worth, and honest where that cannot be told."""

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

from negostrategy.bargaining.interval import Interval
from negostrategy.trading.queries.table import Values
from negostrategy.trading.schemas import EntryDraft
from tests.cast import Cast
from tests.clients import Browser
from tests.features.trading.conftest import FERRANO, entry


def guessed(what: str, cost: tuple[int, int], worth: tuple[int, int], **more: str) -> EntryDraft:
    """Return a change of ours of which both figures are guesses."""
    ranges = {"cost_low": cost[0], "cost_high": cost[1], "worth_low": worth[0], "worth_high": worth[1]}
    figures = {name: Decimal(figure) for name, figure in ranges.items()}
    return entry(what, "us", None, None, **(figures | more))


SURE = guessed("Full pallets only", (100, 100), (300, 900))
RISKY = guessed("Fixed price", (1000, 1000), (400, 4000))
HALF = guessed("Extra stock", (800, 1200), (0, 3000))


def test_first_comes_what_nobody_knows_then_what_spares_the_largest_mistake(
    keep: Callable[..., int], values: Callable[..., Values]
) -> None:
    keep([SURE, HALF, RISKY, FERRANO[-1]])

    asked = values().asking

    assert [(one.words.split("“")[1].split("”")[0], one.reason) for one in asked] == [
        ("Reference visit for their customers", "half_known"),
        ("Extra stock", "decides"),
        ("Fixed price", "decides"),
        ("Extra stock", "decides"),
        ("Full pallets only", "narrows"),
    ]
    assert [one.spares for one in asked[1:3]] == [Interval(1000, 1200), Interval(600, 600)]


def test_points_are_never_ranked_against_money(keep: Callable[..., int], values: Callable[..., Values]) -> None:
    keep([guessed("Our logo on their wall", (5, 5), (0, 9000), measure="points"), RISKY])

    asked = values().asking

    assert [(one.unit, one.spares) for one in asked] == [("EUR", Interval(600, 600)), ("points", Interval(5, 5))]


def test_with_a_price_for_a_point_all_are_ranked_in_money(
    keep: Callable[..., int], values: Callable[..., Values]
) -> None:
    keep([RISKY, guessed("Our logo", (5, 5), (0, 90), measure="points")], point_price=Decimal(1000))

    first = values().asking[0]

    assert (first.unit, first.spares) == ("EUR", Interval(5000, 5000))


def test_each_question_says_what_an_answer_is_worth_or_that_it_cannot_be_told(
    cast: Cast, browser: Callable[..., Browser], record_id: UUID, keep: Callable[..., int]
) -> None:
    keep([SURE, RISKY, FERRANO[-1], entry("Something new", "them", None, None)])

    page = browser(cast.noor).get(f"/negotiations/{record_id}/values").text.replace("\xa0", " ")

    assert "cannot be told; the change wins once it is worth more than 500 €" in page
    assert "cannot be told: neither figure is known" in page
    assert "(−600 to 3,000 €): an answer spares a mistake of 600 €." in page
    assert "(200 to 800 €): an answer spares no mistake, and narrows the gain by up to 600 €." in page


def test_the_worth_of_an_answer_follows_while_somebody_types(
    cast: Cast, browser: Callable[..., Browser], record_id: UUID
) -> None:
    typed = {"line-0-what": "Pay sooner", "line-0-giver": "us", "line-0-cost": "1000", "line-0-worth": "400 to 4000"}

    live = browser(cast.noor).post(f"/negotiations/{record_id}/values", data=typed, headers={"X-Part": "live"}).text

    assert "an answer spares a mistake of 600" in live
