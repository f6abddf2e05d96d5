"""Limits of authority: read like any number, and shown back before they are granted where the format decided."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.models import Authority
from tests.cast import Cast
from tests.features.numbers.conftest import COMMA, POINT, errors_of, text_of, type_of_writer

LINE = {"basis": "value", "currency": "EUR", "role": "employee"}


def granted(cast: Cast) -> list[Decimal]:
    """Return the limits that are granted."""
    with transaction(cast.organization_id):
        return list(session.scalars(select(Authority.limit).order_by(Authority.id)))


@pytest.mark.parametrize("number_format", [COMMA, POINT])
@pytest.mark.parametrize(
    ("limit", "number"), [("2500,50", "2500.5"), ("2.500,00", "2500"), ("12,50", "12.5"), ("2 500", "2500")]
)
def test_a_limit_that_can_only_be_one_is_granted_at_once(
    cast: Cast, writing: type_of_writer, number_format: str, limit: str, number: str
) -> None:
    writing(number_format, cast.greta).post("/authority", LINE | {"limit": limit})

    assert granted(cast) == [Decimal(number)]


@pytest.mark.parametrize(
    ("number_format", "shown", "field", "number"),
    [(COMMA, "Understood: “50.000” as 50.000.", "50000", 50_000), (POINT, "Understood: “50.000” as 50.", "50", 50)],
)
def test_a_limit_that_hangs_on_the_format_is_shown_back_before_it_is_granted(
    cast: Cast, writing: type_of_writer, number_format: str, shown: str, field: str, number: int
) -> None:
    chrome = writing(number_format, cast.greta)

    page = text_of(chrome.post("/authority", LINE | {"limit": "50.000"}).text)
    before = granted(cast)
    chrome.post("/authority", LINE | {"limit": field})

    assert f"{shown} Nothing is granted yet" in page
    assert f'name="limit" value="{field}"' in page
    assert (before, granted(cast)) == ([], [number])


def test_a_limit_that_contradicts_itself_is_refused(cast: Cast, writing: type_of_writer) -> None:
    answer = writing(COMMA, cast.greta).post("/authority", LINE | {"limit": "2,500,50"})

    assert answer.status_code == 422
    assert "“2,500,50” cannot be read as one." in text_of(answer.text)


@pytest.mark.parametrize("limit", ["2500,50", "2.500,00", "50 000", "1e5"])
def test_a_program_grants_a_canonical_limit_only(cast: Cast, program: Any, limit: str) -> None:
    answer = program(cast.greta).call("POST", "/authority", LINE | {"limit": limit})

    assert (answer.status_code, list(errors_of(answer)), granted(cast)) == (422, ["/limit"], [])


def test_a_program_grants_a_canonical_limit(cast: Cast, program: Any) -> None:
    assert program(cast.greta).call("POST", "/authority", LINE | {"limit": "2500.50"}).status_code == 201
