"""Asking about a sealed walk-away: a band and no more, few questions a day, and whoever closes in is noticed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, text

from negostrategy.compliance.service import asking
from negostrategy.compliance.service.asking import AskedEnough, may_i_agree
from negostrategy.facts.models import Facts
from negostrategy.facts.service import refresh
from negostrategy.kernel.clock import standing_still
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.schemas import TermDraft
from negostrategy.negotiations.service import edit_negotiation
from negostrategy.notices.models import Notice
from tests.cast import Cast
from tests.features.facts.records import add_record
from tests.features.strategy.seals import NOON, OPEN_PRICE, published_with_record


def bisected(steps: int = 8) -> list[Decimal]:
    """Return the prices of somebody who halves the range between 96 and 2000 where a price of 294.40 turns to stop."""
    low, high = Decimal(96), Decimal(2000)
    prices = [low, high]
    for _ in range(steps):
        middle = ((low + high) / 2).quantize(Decimal("0.01"))
        low, high = (low, middle) if middle > Decimal("294.4") else (middle, high)
        prices.append(middle)
    return prices


def told(cast: Cast) -> list[str]:
    """Return what Greta was told."""
    with transaction(cast.organization_id):
        return list(session.scalars(select(Notice.kind).where(Notice.user_id == cast.greta.id)))


@pytest.mark.parametrize(
    ("price", "band"), [("90", "target"), ("96", "within"), ("100", "ask"), ("103.6", "ask"), ("999", "stop")]
)
def test_everybody_else_gets_a_band(cast: Cast, price: str, band: str) -> None:
    _version, record = published_with_record(cast)

    with transaction(cast.organization_id):
        answer = may_i_agree(cast.noor.actor, record, {"price": price}, date(2026, 11, 23))

    assert answer.terms[0].band == band


def test_the_score_below_acceptable_tells_nothing(cast: Cast) -> None:
    _version, record = published_with_record(cast)
    with transaction(cast.organization_id):
        session.execute(text("UPDATE terms SET agreed = 100, weight = 1"))
        refresh([record])

        facts = session.scalars(select(Facts)).one()

    assert (facts.deal_score, "score" in facts.terms["price"], "walk_away" in facts.terms["price"]) == (
        None,
        False,
        False,
    )


@pytest.mark.parametrize("limit", ["103.5", "98", "250", "1000"])
def test_two_hundred_bisecting_checks_do_not_come_within_ten_per_cent(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    # Not even with the daily bound taken away: the bound only makes it slow, the edge makes it useless.
    monkeypatch.setattr(asking, "MOST_SEALED_A_DAY", 1000)
    _version, record = published_with_record(cast, Decimal(limit))
    low, high = Decimal(96), Decimal(10_000)

    with transaction(cast.organization_id):
        for _ in range(200):
            middle = ((low + high) / 2).quantize(Decimal("0.0001"))
            band = may_i_agree(cast.noor.actor, record, {"price": str(middle)}, date(2026, 11, 23)).terms[0].band
            low, high = (low, middle) if band == "stop" else (middle, high)

    assert not Decimal(limit) * Decimal("0.9") <= low <= Decimal(limit) * Decimal("1.1")


def test_a_day_has_few_questions_about_sealed_limits(cast: Cast) -> None:
    _version, record = published_with_record(cast)

    for number in range(asking.MOST_SEALED_A_DAY):
        with transaction(cast.organization_id):
            may_i_agree(cast.noor.actor, record, {"price": str(90 + number)}, date(2026, 11, 23))

    with pytest.raises(AskedEnough), transaction(cast.organization_id):
        may_i_agree(cast.noor.actor, record, {"price": "99"}, date(2026, 11, 23))


def test_closing_in_on_a_limit_is_told_to_its_holders(cast: Cast) -> None:
    _version, record = published_with_record(cast)

    low, high = Decimal(96), Decimal(1000)

    for number, middle in enumerate([low, high] + [None] * 6):
        price = middle or (low + high) / 2
        with standing_still(NOON + timedelta(minutes=number)), transaction(cast.organization_id):
            band = may_i_agree(cast.noor.actor, record, {"price": str(price)}, date(2026, 11, 23)).terms[0].band
        low, high = (low, price) if band == "stop" else (price, high)

    with transaction(cast.organization_id):
        assert session.scalars(select(Notice.kind).where(Notice.user_id == cast.greta.id)).all() == ["limits.probed"]


def test_closing_in_over_many_records_is_told_too(cast: Cast) -> None:
    version_id, _record = published_with_record(cast)

    for number, price in enumerate(bisected()):
        with standing_still(NOON + timedelta(days=number)), transaction(cast.organization_id):
            record = add_record(cast.noor, {"price": OPEN_PRICE}, playbook_version_id=version_id)
            refresh([record], is_new=True)
            may_i_agree(cast.noor.actor, record, {"price": str(price)}, date(2026, 11, 23))

    assert told(cast) == ["limits.probed"]


def test_saving_and_looking_is_told_too(cast: Cast) -> None:
    _version, record = published_with_record(cast)

    for revision, price in enumerate(bisected(), 1):
        with transaction(cast.organization_id):
            terms = [replace(TermDraft(key="price", name="Price"), kind="money", direction="less", agreed=price)]
            edit_negotiation(cast.noor.actor, record, revision, {"terms": terms}, Here(date(2026, 11, 23), "EUR"))

    assert told(cast) == ["limits.probed"]


def test_a_deal_that_comes_closer_step_by_step_alarms_nobody(cast: Cast) -> None:
    _version, record = published_with_record(cast)

    for price in (900, 600, 400, 300, 250, 200, 150, 120, 110):
        with transaction(cast.organization_id):
            may_i_agree(cast.noor.actor, record, {"price": str(price)}, date(2026, 11, 23))

    assert told(cast) == []
