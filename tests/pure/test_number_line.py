"""What people type of a position, and the number that it means."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negostrategy.negotiations.number_line import (
    NotOnTheLine,
    currency_said,
    placed,
    read_form,
    refuse_crossed,
    typed_form,
)

LEVELS = ["none", "on request", "every week"]


@pytest.mark.parametrize(
    ("kind", "typed", "number"),
    [
        ("money", "1,240,000", "1240000"),
        ("money", "1.240.000,50 €", "1240000.50"),
        ("money", "1'240'000", "1240000"),
        ("money", "120k", "120000"),
        ("money", "1.2m EUR", "1200000.0"),
        ("percent", "−3 %", "-3"),
        ("percent", "+1,5 %", "1.5"),
        ("days", "45 days", "45"),
        ("days", "1 day", "1"),
        ("days", "6 weeks", "42"),
        ("days", "30 working days", "30"),
        ("days", "-1.5 weeks", "-10.5"),
        ("months", "24", "24"),
        ("months", "24 months", "24"),
        ("months", "2 years", "24"),
        ("months", "3m", "3"),
        ("number", "2.500", "2.500"),
        ("number", "2,500", "2500"),
        ("date", "2026-12-04", "739954"),
        ("date", "4.12.2026", "739954"),
        ("date", "4 Dec 2026", "739954"),
        ("yes_no", "Yes", "1"),
        ("yes_no", False, "0"),
        ("choice", "Every week", "2"),
        ("choice", 1, "1"),
    ],
)
def test_what_people_type_is_understood(kind: str, typed: object, number: str) -> None:
    assert placed(kind, typed, LEVELS) == Decimal(number)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("money", "many"),
        ("money", "NaN"),
        ("money", "1e999"),
        ("money", float("inf")),
        ("number", True),
        ("number", "0.1234567"),
        ("number", "1" * 61),
        ("number", "10000000000000000"),
        ("days", "2 months"),
        ("days", "1 year"),
        ("months", "45 days"),
        ("months", "6 weeks"),
        ("date", "0000-01-01"),
        ("date", "9999-12-31"),
        ("date", "2026-02-30"),
        ("date", ""),
        ("yes_no", "perhaps"),
        ("choice", "sometimes"),
        ("choice", 3),
        ("choice", -1),
        ("choice", 0.5),
    ],
)
def test_what_cannot_be_placed_is_refused_with_a_sentence(kind: str, typed: object) -> None:
    with pytest.raises(NotOnTheLine, match=r"\.$"):
        placed(kind, typed, LEVELS)


@given(st.decimals(-(10**12), 10**12, places=6))
def test_a_number_typed_again_is_the_same_number(value: Decimal) -> None:
    assert placed("number", typed_form("number", value)) == value


@pytest.mark.parametrize(
    ("kind", "value", "unit", "words"),
    [
        ("number", "9000", "units", "9,000 units"),
        ("number", "1", "units", "1 units"),
        ("percent", "-2.50", "%", "−2.5 %"),
        ("money", "1240000.50", "EUR", "1,240,000.5 EUR"),
        ("number", "5", "people-days", "5 people-days"),
        ("days", "1", "days", "1 day"),
        ("months", "-1", "months", "−1 month"),
        ("days", "1", "", "1"),
        ("date", "739954", "days", "2026-12-04"),
        ("yes_no", "1", "", "yes"),
        ("choice", "2", "", "every week"),
    ],
)
def test_a_position_is_read_with_what_it_is_counted_in(kind: str, value: str, unit: str, words: str) -> None:
    assert read_form(kind, Decimal(value), LEVELS, unit).replace("\N{NO-BREAK SPACE}", " ") == words


@given(st.integers(726468, 767008))
def test_a_day_typed_again_is_the_same_day(ordinal: int) -> None:
    assert placed("date", typed_form("date", Decimal(ordinal))) == ordinal


@pytest.mark.parametrize(
    ("direction", "walk_away", "acceptable", "target"),
    [("less", -2, None, 4), ("more", 10, None, 10), ("more", 10, 9, 20), ("more", 10, 21, 20), ("less", 4, 5, 1)],
)
def test_positions_in_the_wrong_order_are_refused(direction: str, walk_away: int, acceptable: int, target: int) -> None:
    with pytest.raises(NotOnTheLine):
        refuse_crossed(
            direction,
            Decimal(walk_away),
            None if acceptable is None else Decimal(acceptable),
            Decimal(target),
        )


@pytest.mark.parametrize(
    ("typed", "currency"),
    [
        ("100 USD", "USD"),
        ("1.2m EUR", "EUR"),
        ("120k", None),
        ("95 €", "EUR"),
        ("95€", "EUR"),
        ("45", None),
        ("5 %", None),
    ],
)
def test_the_currency_behind_an_amount_is_read(typed: str, currency: str | None) -> None:
    assert currency_said(typed) == currency
