"""Calculators: what is typed is read like any number, shown back as it was understood, and refused in its own words."""

from typing import Any

import pytest

from tests.cast import Cast
from tests.features.numbers.conftest import COMMA, POINT, errors_of, text_of, type_of_writer

DAYS = "/calculators/payment-days?spend=1200000&days=30&rate="


@pytest.mark.parametrize(("number_format", "result"), [(COMMA, "2.465,75 €"), (POINT, "2,465.75 €")])
def test_a_rate_with_a_comma_is_a_decimal(writing: type_of_writer, number_format: str, result: str) -> None:
    assert result in text_of(writing(number_format).get(f"{DAYS}2,5").text)


@pytest.mark.parametrize(("number_format", "result"), [(COMMA, "2.500 €"), (POINT, "2,500 €")])
def test_paying_early_with_a_comma_in_the_rate(writing: type_of_writer, number_format: str, result: str) -> None:
    page = writing(number_format).get("/calculators/advance?amount=100000&days_early=365&rate=2,5").text

    assert result in text_of(page)


@pytest.mark.parametrize(
    ("rate", "number_format", "shown"),
    [
        ("6,25", POINT, "6.25 %"),
        ("6,25", COMMA, "6,25 %"),
        ("0,06", POINT, "0.06 %"),
        ("1.500", COMMA, "1.500 %"),
        ("1.500", POINT, "1.5 %"),
        ("−0,5", COMMA, "−0,5 %"),
    ],
)
def test_the_result_repeats_each_figure_as_it_was_understood(
    writing: type_of_writer, rate: str, number_format: str, shown: str
) -> None:
    page = text_of(writing(number_format).get(f"{DAYS}{rate}").text)

    assert f'<dd class="facts__value num">{shown}</dd>' in page
    assert '<dd class="facts__value num">' + ("1.200.000 €" if number_format == COMMA else "1,200,000 €") in page


def test_the_address_to_share_means_the_same_to_anybody(writing: type_of_writer) -> None:
    page = text_of(writing(COMMA).get(f"{DAYS}2.125").text)

    assert "rate=2125" in page.split('<a href="')[-1] or "rate=2125" in page


@pytest.mark.parametrize("rate", ["2,5", "1 500", "1e1", "+3", "２"])
def test_a_program_that_sends_another_rate_is_told_where(cast: Cast, program: Any, rate: str) -> None:
    sent = {"inputs": {"spend": "1200000", "days": "30", "rate": rate}}

    answer = program(cast.noor).call("POST", "/calculators/payment-days", sent)

    assert answer.status_code == 422
    assert "1234.56" in errors_of(answer)["/inputs/rate"]


def test_a_program_gets_its_result_for_a_canonical_rate(cast: Cast, program: Any) -> None:
    sent = {"inputs": {"spend": "1200000", "days": "30", "rate": "2.5"}}

    assert program(cast.noor).call("POST", "/calculators/payment-days", sent).json["amount"].startswith("2465.75")


def test_a_refused_rate_is_advised_in_percent(writing: type_of_writer) -> None:
    page = text_of(writing(POINT).get(f"{DAYS}60000").text)

    assert "The rate must lie between −99 % and 10,000 %. Type 6 for 6 %." in page
    assert "0.06" not in page


def test_a_refused_chance_is_advised_in_percent(writing: type_of_writer) -> None:
    page = writing(POINT).get("/calculators/advance?amount=1&days_early=1&rate=6&chance_of_loss=150").text

    assert "The chance of loss must lie between 0 and 100 %. Type 6 for 6 %." in text_of(page)


def test_a_program_is_advised_as_a_program(cast: Cast, program: Any) -> None:
    sent = {"inputs": {"spend": "1200000", "days": "30", "rate": "60000"}}

    answer = program(cast.noor).call("POST", "/calculators/payment-days", sent)

    assert errors_of(answer)["/inputs/rate"] == ('The rate must lie between −99 % and 10,000 %. Send "6" for 6 %.')
