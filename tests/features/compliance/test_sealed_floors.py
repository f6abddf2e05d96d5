"""What a sealed walk-away means for whom to ask, for points, and for closing."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import func, update

from negostrategy.compliance.queries.requests import requests_on
from negostrategy.compliance.requesting import RequestDraft
from negostrategy.compliance.service.asking import may_i_agree
from negostrategy.compliance.service.requesting import ask_approval
from negostrategy.facts.service import refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.policy import ClosingRefused
from negostrategy.negotiations.schemas import TermDraft
from negostrategy.negotiations.service import edit_negotiation
from negostrategy.strategy.models import Authority, PlaybookVersion
from negostrategy.strategy.service.sealing import close_seal
from tests.cast import Cast
from tests.features.compliance.books import add_book
from tests.features.facts.records import PRICE, add_record

TODAY = date(2026, 11, 23)


def sealed_record(cast: Cast) -> UUID:
    """Return a record under a playbook that accepts 96 and keeps its walk-away under seal."""
    sealed = {"key": "price", "kind": "money", "direction": "less", "target": 90, "acceptable": 96, "seal": "sealed"}
    with transaction(cast.organization_id):
        version_id = add_book(cast, (), variables=(sealed,), is_published=False).version_id
        close_seal(cast.greta.actor, version_id, "price", "103")
        session.execute(
            update(PlaybookVersion)
            .where(PlaybookVersion.id == version_id)
            .values(state="published", effective_on=date(2026, 1, 1), published_at=func.now())
        )
        record = add_record(
            cast.noor, {"price": PRICE | {"walk_away": None}}, playbook_version_id=version_id, topic="finance"
        )
        refresh([record], is_new=True)
        return record


def test_short_of_acceptable_before_a_sealed_walk_away_only_leaders_are_asked(cast: Cast) -> None:
    record = sealed_record(cast)

    with transaction(cast.organization_id):
        answer = may_i_agree(cast.noor.actor, record, {"price": "120"}, TODAY)

    assert (answer.light, [one.user_id for one in answer.ask]) == ("amber", [cast.greta.id])


def test_points_do_not_cover_what_a_seal_may_hide(cast: Cast) -> None:
    record = sealed_record(cast)
    with transaction(cast.organization_id):
        session.add(
            Authority(
                granted_by_id=cast.greta.id, from_on=date(2026, 1, 1), role="employee", basis="points", limit=Decimal(0)
            )
        )

    with transaction(cast.organization_id):
        assert may_i_agree(cast.noor.actor, record, {"price": "120"}, TODAY).light == "amber"


def test_what_a_seal_may_hide_is_not_said_to_lie_beyond(cast: Cast) -> None:
    record = sealed_record(cast)
    price = TermDraft(key="price", name="Price", kind="money", direction="less", agreed=Decimal(99))
    closed = {"outcome": "agreed", "outcome_reason": "Done.", "terms": [price]}

    with (
        pytest.raises(ClosingRefused, match="this needs an approval: how far we may go is sealed"),
        transaction(cast.organization_id),
    ):
        edit_negotiation(cast.noor.actor, record, 1, closed, Here(TODAY, "EUR"))


def test_whoever_decides_is_told_that_the_walk_away_is_sealed(cast: Cast) -> None:
    record = sealed_record(cast)

    with transaction(cast.organization_id):
        ask_approval(cast.noor.actor, record, RequestDraft({"price": "120"}, "They waited."), TODAY)

    with transaction(cast.organization_id):
        assert requests_on(record)[0].snapshot["terms"][0]["walk_away"] == "sealed"
