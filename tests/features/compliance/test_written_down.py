"""Writing down what has happened is never refused: the manager is told at once instead."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from negostrategy.facts.models import Facts
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.schemas import TermDraft
from negostrategy.negotiations.service import record_negotiation
from negostrategy.notices.models import Notice
from tests.cast import Cast
from tests.features.compliance.approvals import HERE
from tests.features.compliance.books import add_book
from tests.features.compliance.floors import FLOORS
from tests.features.facts.records import PRICE


def test_writing_down_what_has_happened_is_never_refused(cast: Cast, program: Any) -> None:
    with transaction(cast.organization_id):
        add_book(cast, (), variables=FLOORS)
    said = {"title": "Ferrano", "kind": "external", "topic": "finance", "outcome": "agreed"}

    answer = program(cast.noor).call("POST", "/negotiations", said)

    with transaction(cast.organization_id):
        silent = session.scalars(select(Facts.unstated_floors)).one()
    assert (answer.status_code, silent) == (201, ["payment_days", "price"])


@pytest.mark.parametrize(
    ("price", "sentence"),
    [
        (None, "An agreement of your team does not say what was agreed on a floor."),
        (120, "An agreement of your team lies beyond a floor, and nobody approved it."),
    ],
)
def test_the_manager_is_told_at_once_what_was_written_down(cast: Cast, price: int | None, sentence: str) -> None:
    agreed = None if price is None else Decimal(price)
    term = TermDraft("price", "Price", kind="money", direction="less", agreed=agreed)
    said = {"title": "Ferrano", "kind": "external", "outcome": "agreed", "terms": [term]}
    with transaction(cast.organization_id):
        add_book(cast, (), variables=[{"key": "price", **PRICE}])
        record_negotiation(cast.noor.actor, said, HERE)

    with transaction(cast.organization_id):
        told = session.execute(select(Notice.user_id, Notice.sentence)).all()
    assert told == [(cast.ines.id, sentence)]


def test_nobody_is_told_of_an_agreement_within_its_floors(cast: Cast) -> None:
    term = TermDraft("price", "Price", kind="money", direction="less", agreed=Decimal(95))
    said = {"title": "Ferrano", "kind": "external", "outcome": "agreed", "terms": [term]}
    with transaction(cast.organization_id):
        add_book(cast, (), variables=[{"key": "price", **PRICE}])
        record_negotiation(cast.noor.actor, said, HERE)

    with transaction(cast.organization_id):
        assert session.scalars(select(Notice.sentence)).all() == []


def test_who_manages_the_team_themselves_is_told_of_by_whoever_is_above(cast: Cast) -> None:
    said = {"title": "Ferrano", "kind": "external", "outcome": "agreed"}
    with transaction(cast.organization_id):
        add_book(cast, (), variables=[{"key": "price", **PRICE}])
        record_negotiation(cast.ines.actor, said, HERE)

    with transaction(cast.organization_id):
        assert session.scalars(select(Notice.user_id)).all() == [cast.greta.id]
