"""Facts: what is known of a record, stored as the view defines it."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from negostrategy.accounts.models import User
from negostrategy.facts.models import DefinedFacts, Facts
from negostrategy.facts.service import refresh
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Move, Negotiation
from negostrategy.tenancy.service import enter_organization
from negostrategy.tenancy.settings import OrganizationSettings
from tests.cast import Cast
from tests.features.facts.records import DAYS, PRICE, add_record, facts_of_record

OFFER = {"side": "theirs", "tag": "offer"}
CONCESSION = {"side": "ours", "tag": "concede"}
COUNTS = {
    "party_count": 2,
    "term_count": 3,
    "open_term_count": 2,
    "agreed_term_count": 2,
    "both_valued_count": 0,
    "term_without_walk_away_count": 1,
    "beyond_walk_away_count": 1,
    "beyond_acceptable_count": 1,
    "within_count": 0,
    "at_target_count": 0,
    "move_count": 3,
    "our_move_count": 2,
    "their_move_count": 1,
    "our_concession_count": 2,
    "free_concession_count": 2,
}


def test_counts_are_those_of_the_record(cast: Cast) -> None:
    terms = {"price": PRICE | {"weight": 50, "agreed": 101}, "days": DAYS | {"agreed": 40}, "given": {"weight": 5}}

    facts = facts_of_record(
        cast, terms, moves=[OFFER, CONCESSION, CONCESSION], parties=[cast.noor, cast.nils], outcome="open"
    )

    assert {name: getattr(facts, name) for name in COUNTS} == COUNTS


@pytest.mark.parametrize("position", ["opening", "target", "acceptable", "walk_away", "theirs", "agreed"])
def test_a_term_is_open_with_any_position(cast: Cast, position: str) -> None:
    assert facts_of_record(cast, {"term": {position: 1}}).open_term_count == 1


def test_a_concession_that_answers_a_move_is_not_free(cast: Cast) -> None:
    with transaction(cast.organization_id):
        negotiation_id = add_record(cast.noor, moves=[OFFER])
        offer_id = session.scalars(select(Move.id)).one()
        session.add(Move(negotiation_id=negotiation_id, place=1, positions={}, answers_move_id=offer_id, **CONCESSION))
        session.flush()
        refresh([negotiation_id])
        facts = session.get_one(Facts, (cast.organization_id, negotiation_id))

    assert (facts.our_concession_count, facts.free_concession_count) == (1, 0)


def test_an_evening_is_still_the_same_day_where_the_company_lives(cast: Cast) -> None:
    denver, owner = new_id(), new_id()
    with transaction(None):
        settings = OrganizationSettings(zone="America/Denver", currency="USD")
        enter_organization(f"denver-{denver.hex[-8:]}", "Denver", settings, organization_id=denver)
    with transaction(denver):
        session.add(User(id=owner, name="Dana", email="dana@denver.example", roles=["employee"]))
        session.flush()
        evening = datetime(2026, 11, 21, 3, tzinfo=UTC)
        day = date(2026, 11, 20)
        session.add(Negotiation(title="Late", kind="internal", held_on=day, recorded_at=evening, owner_id=owner))
        session.flush()
        delay = session.scalar(select(DefinedFacts.capture_delay_hours))

    assert delay == 0


@pytest.mark.parametrize(("recorded_on", "hours"), [(19, 0), (20, 0), (21, 24), (23, 72)])
def test_the_delay_is_counted_in_whole_days(cast: Cast, recorded_on: int, hours: int) -> None:
    facts = facts_of_record(cast, recorded_at=datetime(2026, 11, recorded_on, 12, tzinfo=UTC))

    assert facts.capture_delay_hours == hours


def test_an_alternative_has_an_age_on_the_day_of_the_talk(cast: Cast) -> None:
    facts = facts_of_record(cast, alternative_value=100, alternative_valued_on=date(2026, 11, 1))

    assert (facts.has_alternative, facts.alternative_age_days) == (True, 19)
