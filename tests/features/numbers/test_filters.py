"""The list's bounds of value: read like any number, in one currency, and said on their chips."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from tests.cast import Cast
from tests.features.numbers.conftest import COMMA, POINT, text_of, type_of_writer


@pytest.mark.parametrize(
    ("number_format", "bound", "chip"),
    [
        (POINT, "0,9", "Value from 0.90 €"),
        (COMMA, "0,9", "Value from 0,90 €"),
        (COMMA, "1.000", "Value from 1.000 €"),
        (POINT, "1.000", "Value from 1 €"),
        (COMMA, "1,125", "Value from 1,125 €"),
    ],
)
def test_the_chip_says_what_was_understood(writing: type_of_writer, number_format: str, bound: str, chip: str) -> None:
    page = text_of(writing(number_format).get(f"/negotiations?value_from={bound}").text)

    assert f"Remove filter {chip}" in page


def test_a_bound_finds_what_is_worth_as_much(writing: type_of_writer, record: Callable[..., UUID]) -> None:
    record(title="Small", value=Decimal("0.8"))
    record(title="Large", value=Decimal("0.9"))

    page = writing(POINT).get("/negotiations?value_from=0,9").text

    assert ("Large" in page, "Small" in page) == (True, False)


def test_a_bound_compares_amounts_of_one_currency_only(writing: type_of_writer, record: Callable[..., UUID]) -> None:
    record(title="Yen round", value=Decimal(5000), currency="JPY")
    record(title="Euro round", value=Decimal(3000), currency="EUR")
    chrome = writing(POINT)

    ours = text_of(chrome.get("/negotiations?value_from=2000").text)
    theirs = text_of(chrome.get("/negotiations?value_from=2000&currency=JPY").text)

    assert ("Euro round" in ours, "Yen round" in ours) == (True, False)
    assert ("Euro round" in theirs, "Yen round" in theirs) == (False, True)
    assert ("Value from 2,000 €" in ours, "Value from 2,000 ¥" in theirs) == (True, True)


def test_taking_the_bound_away_takes_its_currency_away(writing: type_of_writer) -> None:
    page = text_of(writing(POINT).get("/negotiations?value_from=2000&kind=external").text)

    chip = page.split('aria-label="Remove filter Value from')[0].rsplit('href="', 1)[1]
    assert ("currency" in chip, "kind=external" in chip) == (False, True)


def test_a_program_compares_amounts_of_one_currency_only(cast: Cast, program: Any, record: Callable[..., UUID]) -> None:
    record(title="Yen round", value=Decimal(5000), currency="JPY")
    record(title="Euro round", value=Decimal(3000), currency="EUR")

    found = program(cast.noor).call("GET", "/negotiations?value_from=2000").json["rows"]

    assert [one["title"] for one in found] == ["Euro round"]


@pytest.mark.parametrize("number_format", [COMMA, POINT])
def test_the_bound_stands_in_its_field_as_it_is_read_again(writing: type_of_writer, number_format: str) -> None:
    chrome = writing(number_format)
    page = chrome.get("/negotiations?value_from=1,2340").text
    again = page.split('name="value_from" value="')[1].split('"')[0]

    page = text_of(chrome.get("/negotiations", query_string={"value_from": again}).text)

    assert f"Value from 1{',' if number_format == COMMA else '.'}234 €" in page
    assert "Understood:" not in page
