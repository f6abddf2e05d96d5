"""The currency of a record changes: the terms that took it follow, or whoever changes it is asked."""

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
from tests.features.numbers.conftest import text_of

FORM = {"revision": "1", "title": "Price round", "kind": "external", "value": "90000", "currency": "USD"}
ASKED = "Counted in EUR until now: “Price”. Say whether in USD, too."


@pytest.fixture
def record_id(record: Callable[..., UUID], terms: Callable[..., Any]) -> UUID:
    """Return a record in euro: a price in its currency, a penalty in francs, and days."""
    price = {"name": "Price", "kind": "money", "target": 90}
    penalty = {"name": "Penalty", "kind": "money", "target": 5, "currency": "CHF"}
    days = {"name": "Payment", "kind": "days", "target": 30}
    return record(kind="external", value=Decimal(90000), currency="EUR", terms=terms(price, penalty, days))


def currencies(cast: Cast, record_id: UUID) -> tuple[str | None, list[str | None]]:
    """Return the currency of a record, and those of its terms in their order."""
    with transaction(cast.organization_id):
        own = session.scalars(select(Negotiation.currency).where(Negotiation.id == record_id)).one()
        found = session.scalars(select(Term.currency).where(Term.negotiation_id == record_id).order_by(Term.place))
        return own, list(found)


def test_terms_that_took_the_currency_of_the_record_follow_it(cast: Cast, program: Any, record_id: UUID) -> None:
    noor = program(cast.noor)
    seen = noor.call("GET", f"/negotiations/{record_id}").headers["ETag"]

    answer = noor.call("PATCH", f"/negotiations/{record_id}", {"currency": "USD"}, If_Match=seen)

    assert answer.status_code == 200
    assert currencies(cast, record_id) == ("USD", ["USD", "CHF", None])


def test_the_page_asks_which_is_meant(cast: Cast, browser: Any, record_id: UUID) -> None:
    answer = browser(cast.noor).post(f"/negotiations/{record_id}/edit", FORM)

    assert (answer.status_code, ASKED in text_of(answer.text)) == (422, True)
    assert 'name="terms_currency" value="follow"' in answer.text
    assert currencies(cast, record_id) == ("EUR", ["EUR", "CHF", None])


@pytest.mark.parametrize(("meant", "price"), [("follow", "USD"), ("stay", "EUR")])
def test_the_page_does_what_was_meant(cast: Cast, browser: Any, record_id: UUID, meant: str, price: str) -> None:
    answer = browser(cast.noor).post(f"/negotiations/{record_id}/edit", FORM | {"terms_currency": meant})

    assert answer.status_code == 303
    assert currencies(cast, record_id) == ("USD", [price, "CHF", None])


def test_the_page_asks_nothing_when_the_currency_stays(cast: Cast, browser: Any, record_id: UUID) -> None:
    answer = browser(cast.noor).post(f"/negotiations/{record_id}/edit", FORM | {"currency": "EUR", "value": "1"})

    assert answer.status_code == 303


def test_what_the_record_said_before_keeps_its_currencies(cast: Cast, program: Any, record_id: UUID) -> None:
    noor = program(cast.noor)
    seen = noor.call("GET", f"/negotiations/{record_id}").headers["ETag"]
    noor.call("PATCH", f"/negotiations/{record_id}", {"currency": "USD"}, If_Match=seen)

    shown = noor.call("GET", f"/negotiations/{record_id}").json

    assert [term["currency"] for term in shown["terms"]] == ["USD", "CHF", None]
    assert shown["revision"] == 2
