"""A closed record is scored, banded and judged by what was agreed only; what they asked counts while it is open."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select, text

from negostrategy.cli.application import small_application
from negostrategy.facts.models import Facts, OutdatedFacts
from negostrategy.facts.queries import differences
from negostrategy.facts.service import refresh_outdated
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.settings import Settings
from negostrategy.trading.models import ValueEntry
from tests.cast import Cast
from tests.features.facts.records import DAYS, PRICE, add_record, facts_of_record

CLOSED_ON = date(2026, 11, 21)
HALF_STATED = {"price": PRICE | {"weight": 50}, "days": DAYS | {"weight": 50, "agreed": 60}}
THEIR_ASK = HALF_STATED | {"price": PRICE | {"weight": 50, "theirs": 120}}
LINE = {"what": "Pay in 30 days", "term_key": "price", "giver": "us", "place": 0}
KNOWN = {"cost_low": 1, "cost_high": 1, "worth_low": 2, "worth_high": 2}


@pytest.mark.parametrize("terms", [HALF_STATED, THEIR_ASK])
def test_what_they_asked_is_no_part_of_the_score_of_an_agreement(cast: Cast, terms: dict[str, dict[str, int]]) -> None:
    facts = facts_of_record(cast, terms, outcome="agreed", closed_on=CLOSED_ON)

    assert (facts.deal_score, facts.score_coverage) == (None, Decimal("0.5"))


@pytest.mark.parametrize("outcome", ["agreed", "no_deal"])
def test_without_an_agreed_term_a_closed_record_has_no_score_and_no_band(cast: Cast, outcome: str) -> None:
    facts = facts_of_record(cast, {"price": PRICE | {"weight": 1, "theirs": 96}}, outcome=outcome, closed_on=CLOSED_ON)

    assert (facts.deal_score, facts.terms["price"].get("band"), facts.terms["price"].get("current")) == (None,) * 3


def test_while_a_record_is_open_their_ask_counts(cast: Cast) -> None:
    facts = facts_of_record(cast, {"price": PRICE | {"weight": 1, "theirs": 96}}, outcome="open")

    assert (facts.deal_score, facts.terms["price"]["band"]) == (Decimal(60), "within")


@pytest.mark.parametrize(
    ("line", "count"),
    [
        (KNOWN, 1),
        ({"cost_low": 1, "cost_high": 1, "told": 3}, 1),
        ({"worth_low": 1, "worth_high": 1, "told": 3, "giver": "them"}, 1),
        ({"cost_low": 1, "cost_high": 1}, 0),
        ({"worth_low": 1, "worth_high": 1, "told": 3}, 0),
        (KNOWN | {"term_key": "days"}, 0),
        (KNOWN | {"term_key": None}, 0),
    ],
)
def test_a_line_of_the_value_table_values_its_term_for_both(cast: Cast, line: dict[str, object], count: int) -> None:
    with transaction(cast.organization_id):
        negotiation_id = add_record(cast.noor, {"price": PRICE})
        session.add(ValueEntry(negotiation_id=negotiation_id, **(LINE | line)))
        session.flush()
        counted = session.scalar(
            text("SELECT both_valued_count FROM negotiation_facts WHERE id = :id"), {"id": negotiation_id}
        )

    assert counted == count


def test_the_worker_brings_marked_records_up_to_date(cast: Cast, app: Flask, settings: Settings) -> None:
    facts = facts_of_record(cast, THEIR_ASK, outcome="agreed", closed_on=CLOSED_ON)
    worker, owner = (
        small_application(settings, settings.worker_database_url),
        small_application(settings, settings.owner_database_url),
    )
    with owner.app_context(), transaction(cast.organization_id):
        session.execute(text("UPDATE facts SET deal_score = 50 WHERE id = :id"), {"id": facts.id})
        session.add(OutdatedFacts(id=facts.id))

    with worker.app_context(), transaction(cast.organization_id):
        counts = [refresh_outdated(), refresh_outdated()]

    with transaction(cast.organization_id):
        now = session.scalar(select(Facts.deal_score).where(Facts.id == facts.id))
        assert (counts, now, differences()) == ([1, 0], None, [])
