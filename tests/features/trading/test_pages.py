"""The value table as a page: typing, ranges, adding up while typing, refusals, and calculators that fill it."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.queries.record import record_of
from negostrategy.trading.calculators.shelf import SHELF
from negostrategy.trading.queries.table import Values
from tests.cast import Cast
from tests.clients import type_of_browser
from tests.features.trading.conftest import FERRANO

TYPED = {"revision": "0", "line-0-what": "Pay sooner", "line-0-giver": "us", "line-0-cost": "3100"}


def test_a_range_is_typed_into_one_field(
    cast: Cast, browser: type_of_browser, record_id: UUID, values: Callable[..., Values]
) -> None:
    typed = TYPED | {"line-0-worth": "7,000 to 7,400", "line-0-chosen": "yes", "our_share": "40"}

    answer = browser(cast.noor).post(f"/negotiations/{record_id}/values", data=typed)

    kept = values()
    assert answer.status_code == 303
    assert (kept.lines[0].worth_low, kept.lines[0].worth_high, float(kept.our_share)) == (7000, 7400, 0.4)


def test_what_follows_is_shown_while_typing_and_not_kept(
    cast: Cast, browser: type_of_browser, record_id: UUID, values: Callable[..., Values]
) -> None:
    typed = TYPED | {"line-0-worth": "7100", "line-0-chosen": "yes"}

    answer = browser(cast.noor).post(f"/negotiations/{record_id}/values", data=typed, headers={"X-Part": "live"})

    assert "4,000" in answer.text
    assert values().lines == ()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"line-0-cost": "much"}, "Type a number"),
        ({"line-0-cost": "9 to 3"}, "lies below the low one"),
        ({"our_share": "150"}, "between 0 and 100 %"),
        ({"revision": "7"}, "Somebody changed this value table"),
        ({"revision": "²"}, "Somebody changed this value table"),
        ({"line-0-term_key": "nothing"}, "no such term"),
    ],
)
def test_what_cannot_be_kept_is_told_and_not_lost(
    cast: Cast, browser: type_of_browser, record_id: UUID, more: dict[str, str], sentence: str
) -> None:
    answer = browser(cast.noor).post(f"/negotiations/{record_id}/values", data=TYPED | more)

    assert answer.status_code in (409, 422)
    assert sentence in answer.text
    assert "Pay sooner" in answer.text


def test_two_people_at_once_lose_no_line_of_each_other(
    cast: Cast, browser: type_of_browser, record_id: UUID, keep: Callable[..., int], values: Callable[..., Values]
) -> None:
    keep(FERRANO[:1])
    (first,) = values().lines
    path, seen = f"/negotiations/{record_id}/values", {"line-0-what": first.what, "line-0-id": str(first.id)}
    both = seen | {"revision": "1", "line-0-giver": "us", "line-1-giver": "them"}
    browser(cast.noor).post(path, data=both | {"line-0-cost": "99", "line-1-what": "Theirs"})

    refused = browser(cast.noor).post(path, data=both | {"line-1-what": "Mine"})

    assert refused.status_code == 409
    assert "say something else than what you typed" in refused.text
    assert [f'value="{word}"' in refused.text for word in ("Mine", "Theirs")] == [True, True]


def test_a_table_of_sixty_lines_is_shown_and_sixty_one_are_refused(
    cast: Cast, browser: type_of_browser, record_id: UUID
) -> None:
    typed = {"revision": "0"}
    for place in range(61):
        figures = {"what": f"Change {place}", "giver": "us", "cost": str(place * 37), "worth": str(9999 - place * 91)}
        typed |= {f"line-{place}-{name}": said for name, said in figures.items()}
    noor, path = browser(cast.noor), f"/negotiations/{record_id}/values"

    refused = noor.post(path, data=typed)
    kept = noor.post(path, data=typed | {"line-60-what": ""})

    assert (refused.status_code, kept.status_code) == (422, 303)
    assert "How the totals in EUR add up" in noor.get(path).text


def test_every_total_leads_to_the_lines_that_it_adds_up(
    cast: Cast, browser: type_of_browser, record_id: UUID, keep: Callable[..., int]
) -> None:
    keep(FERRANO)

    page = browser(cast.noor).get(f"/negotiations/{record_id}/values").text

    for total in ("joint", "left", "net", "split"):
        assert f'href="#sum-EUR-{total}"' in page
        assert f'id="sum-EUR-{total}"' in page


def test_a_table_of_five_lines_stays_below_sixty_kilobytes(
    cast: Cast, browser: type_of_browser, record_id: UUID, keep: Callable[..., int]
) -> None:
    guesses = [replace(line, source="Our books of last year", cost_low=Decimal(1)) for line in FERRANO[:5]]
    keep(guesses)

    page = browser(cast.noor).get(f"/negotiations/{record_id}/values").text

    assert len(page.encode()) <= 60_000


def test_a_package_is_tried_by_one_value_of_a_button(
    cast: Cast, browser: type_of_browser, record_id: UUID, keep: Callable[..., int], values: Callable[..., Values]
) -> None:
    keep(FERRANO)
    noor, path = browser(cast.noor), f"/negotiations/{record_id}/values"
    package = re.findall(r'form="take" name="entry_ids" value="([^"]+)"', noor.get(path).text)[0]

    noor.post(f"{path}/package", data={"entry_ids": package})

    assert [str(line.id) for line in values().chosen] == [str(one) for one in by_place(package, values())]


def by_place(package: str, values: Values) -> list[UUID]:
    """Return the lines of a package in the order of the table."""
    return [line.id for line in values.lines if str(line.id) in package.split()]


def test_somebody_elsewhere_is_told_nothing(
    cast: Cast, next_door: Cast, browser: type_of_browser, record_id: UUID
) -> None:
    path = f"/negotiations/{record_id}/values"

    assert [browser(one).get(path).status_code for one in (cast.otto, next_door.noor)] == [404, 404]


def test_a_manager_sees_the_figures_and_no_fields(
    cast: Cast, browser: type_of_browser, record_id: UUID, keep: Callable[..., int]
) -> None:
    keep(FERRANO)

    page = browser(cast.ines).get(f"/negotiations/{record_id}/values").text

    assert "17,000" in page
    assert "Keep the table" not in page


@pytest.mark.parametrize("calculator", SHELF, ids=lambda one: one.key)
def test_a_calculator_opens_and_asks_for_what_is_missing(cast: Cast, browser: type_of_browser, calculator: Any) -> None:
    opened = browser(cast.noor).get(f"/calculators/{calculator.key}")
    wrong = browser(cast.noor).get(f"/calculators/{calculator.key}?{calculator.inputs[-1].name}=x&rate=x&spend=x")

    assert opened.status_code == 200
    assert wrong.status_code == 422


@pytest.mark.parametrize(
    ("address", "result"),
    [
        ("payment-days?spend=1200000&days=30&rate=6", "5,917.81"),
        ("payment-days?spend=1200000&days=30&rate=14", "13,808.22"),
        (
            "expected-loss?risk_1=Strike&probability_1=10&impact_1=50000&risk_2=Flood&probability_2=1&impact_2=90000",
            "5,900",
        ),
        ("delivery-time?days_sooner=5&worth_a_day=800&once=1000", "3,000"),
        ("present-value?rate=10&amount_1=1100&days_1=365", "1,000"),
        ("index-clause?base_price=100&fixed_share=40&index_1=Steel&weight_1=60&base_1=100&reading_1=120&cap=10", "110"),
    ],
)
def test_a_calculator_shows_its_result_at_an_address(
    cast: Cast, browser: type_of_browser, address: str, result: str
) -> None:
    page = browser(cast.noor).get(f"/calculators/{address}")

    assert page.status_code == 200
    assert f"{result}\u00a0€" in page.text


def test_a_calculator_alone_offers_its_result_to_open_records(
    cast: Cast, browser: type_of_browser, record_id: UUID
) -> None:
    asked = "spend=1200000&days=30&rate=6"

    alone = browser(cast.noor).get(f"/calculators/payment-days?{asked}&_scheme=x&record=nothing").text
    chosen = browser(cast.noor).get(f"/calculators/payment-days?{asked}&record={record_id}").text

    assert f"record={record_id}" in alone
    assert "Put it in" in chosen


def test_a_result_goes_into_the_value_table(
    cast: Cast, browser: type_of_browser, record_id: UUID, values: Callable[..., Values]
) -> None:
    sent = {"what": "15 days later", "giver": "us", "part": "worth", "figure": "3057.53", "source": "Payment days"}

    browser(cast.noor).post(f"/negotiations/{record_id}/values/lines", data=sent)

    line = values().lines[0]
    assert (line.what, str(line.worth_low.normalize() if line.worth_low else None)) == ("15 days later", "3057.53")


def test_the_picture_names_a_trade_and_takes_it(
    cast: Cast, browser: type_of_browser, record_id: UUID, keep: Callable[..., int], values: Callable[..., Values]
) -> None:
    keep(FERRANO)
    page = browser(cast.noor).get(f"/negotiations/{record_id}/values").text
    wanted = [
        line.id for line in values().lines if line.what in ("Two-year contract", "Four weeks of stock at our site")
    ]

    answer = browser(cast.noor).post(
        f"/negotiations/{record_id}/values/package", data={"entry_ids": wanted, "act": "choose"}
    )

    assert "We: Two-year contract. They: Four weeks of stock at our site." in page
    assert answer.status_code == 303
    assert [line.id for line in values().chosen] == wanted


def test_the_package_on_the_table_is_offered_as_a_move(
    cast: Cast, browser: type_of_browser, record_id: UUID, keep: Callable[..., int], values: Callable[..., Values]
) -> None:
    keep(FERRANO)
    chosen = [line.id for line in values().chosen]

    browser(cast.noor).post(f"/negotiations/{record_id}/values/package", data={"entry_ids": chosen, "act": "offer"})

    with transaction(cast.organization_id):
        record = record_of(cast.noor.actor, record_id)
    assert record is not None
    assert "Rolling 12-month forecast" in (record.moves[-1].note or "")
