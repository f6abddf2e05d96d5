"""The value of a record and the positions of its terms: read as whoever types them writes numbers."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Negotiation, Term
from tests.cast import Cast
from tests.features.numbers.conftest import COMMA, POINT, made_with, text_of, type_of_writer

TYPED = [
    ("2,5", "2.5", "2.5"),
    ("12,50", "12.5", "12.5"),
    ("0,5", "0.5", "0.5"),
    (",5", "0.5", "0.5"),
    ("1200,50", "1200.5", "1200.5"),
    ("1.234,56", "1234.56", "1234.56"),
    ("1,234.56", "1234.56", "1234.56"),
    ("1 500", "1500", "1500"),
    ("1'500", "1500", "1500"),
    ("\u22123", "-3", "-3"),
    ("1.500", "1500", "1.5"),
    ("1,500", "1.5", "1500"),
    ("98.765", "98765", "98.765"),
]
type_of_reading = Callable[[], Negotiation]


@pytest.mark.parametrize(("value", "comma", "point"), TYPED)
@pytest.mark.parametrize("number_format", [COMMA, POINT])
def test_the_value_is_what_its_writer_means(
    writing: type_of_writer, last_record: type_of_reading, number_format: str, value: str, comma: str, point: str
) -> None:
    made_with(writing(number_format), value)

    assert last_record().value == Decimal(comma if number_format == COMMA else point)


@pytest.mark.parametrize(
    ("number_format", "value", "said"),
    [
        (COMMA, "1.500", "Understood: “1.500” as 1.500."),
        (POINT, "1.500", "Understood: “1.500” as 1.5."),
        (COMMA, "1,500", "Understood: “1,500” as 1,5."),
        (POINT, "1,500", "Understood: “1,500” as 1,500."),
    ],
)
def test_the_saved_page_says_what_was_understood_where_the_format_decided(
    writing: type_of_writer, number_format: str, value: str, said: str
) -> None:
    assert said in made_with(writing(number_format), value)


def test_nothing_is_said_of_a_number_that_can_only_be_one(writing: type_of_writer) -> None:
    assert "Understood:" not in made_with(writing(COMMA), "1.234,56")


@pytest.mark.parametrize(("number_format", "shown"), [(COMMA, "2,50 €"), (POINT, "2.50 €")])
def test_the_record_shows_its_value_in_the_format_of_its_reader(
    writing: type_of_writer, number_format: str, shown: str
) -> None:
    assert shown in made_with(writing(number_format), "2,5")


@pytest.mark.parametrize("value", ["1,50,0", "1,2,3", "1 50 0", "NaN", "Infinity", "1e3", "１２", "1_000"])
@pytest.mark.parametrize(("number_format", "example"), [(COMMA, "1.234,56"), (POINT, "1,234.56")])
def test_a_refusal_names_what_was_typed_and_an_example_and_keeps_the_field(
    writing: type_of_writer,
    last_record: Callable[[], Negotiation | None],
    number_format: str,
    example: str,
    value: str,
) -> None:
    page = made_with(writing(number_format), value)

    assert f"Type a number, such as {example}. “{value}” cannot be read as one." in page
    assert f'name="value" value="{value}"' in page
    assert last_record() is None


@pytest.mark.parametrize("number_format", [COMMA, POINT])
@pytest.mark.parametrize("value", ["1234.5", "1.234", "0.125", "1500", "1234567.25", "-0.5"])
def test_the_form_of_a_record_gives_back_the_same_number(
    cast: Cast, writing: type_of_writer, record: Callable[..., UUID], number_format: str, value: str
) -> None:
    record_id = record(value=Decimal(value), kind="external")
    chrome = writing(number_format)
    page = chrome.get(f"/negotiations/{record_id}/edit").text
    shown = page.split('name="value" value="')[1].split('"')[0]

    form = {"revision": "1", "title": "Price round", "kind": "external", "value": shown, "currency": "EUR"}
    said = text_of(chrome.post(f"/negotiations/{record_id}/edit", form, follow_redirects=True).text)

    with transaction(cast.organization_id):
        assert session.scalars(select(Negotiation.value).where(Negotiation.id == record_id)).one() == Decimal(value)
    assert "Understood:" not in said


@pytest.mark.parametrize(
    ("number_format", "target", "expected"),
    [
        (COMMA, "1.500", "1500"),
        (POINT, "1.500", "1.5"),
        (COMMA, "2,5 %", "2.5"),
        (POINT, "1,2m", "1200000"),
        (COMMA, "120 k", "120000"),
    ],
)
def test_a_position_of_a_term_is_read_in_the_same_way(
    cast: Cast, writing: type_of_writer, record: Callable[..., UUID], number_format: str, target: str, expected: str
) -> None:
    record_id = record(kind="external")
    form = {"revision": "1", "terms-200-name": "Discount", "terms-200-target": target}

    assert writing(number_format).post(f"/negotiations/{record_id}/terms", form).status_code == 303

    with transaction(cast.organization_id):
        assert session.scalars(select(Term.target).where(Term.negotiation_id == record_id)).one() == Decimal(expected)


def test_a_moves_position_is_read_in_the_same_way(
    cast: Cast, writing: type_of_writer, record: Callable[..., UUID], terms: Callable[..., Any]
) -> None:
    record_id = record(kind="external", terms=terms({"name": "Price", "kind": "money"}))
    form = {"side": "theirs", "tag": "offer", "position-price": "1.500"}

    page = writing(COMMA).post(f"/negotiations/{record_id}/moves", form, follow_redirects=True).text

    with transaction(cast.organization_id):
        assert session.scalars(select(Term.theirs).where(Term.negotiation_id == record_id)).one() == 1500
    assert "Understood: “1.500” as 1.500." in text_of(page)
