"""Who may still decide: stand-ins while they stand in, holders of authority while it lasts, and nobody by waiting."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from negostrategy.accounts.models import StandIn
from negostrategy.compliance.queries.requests import people_asked, requests_on, requests_waiting_for
from negostrategy.compliance.requesting import RulingDraft
from negostrategy.compliance.service.deciding import NoLongerEntitled, decide_request, escalate_overdue
from negostrategy.facts.service import refresh
from negostrategy.kernel.clock import standing_still
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.models import Authority
from tests.cast import Cast, Person
from tests.features.compliance.approvals import TODAY, ask, limited_record

THURSDAY, MONDAY = (datetime.fromisoformat(f"2026-11-{day}T12:00:00+00:00") for day in (19, 23))


@pytest.fixture
def record(cast: Cast) -> UUID:
    """Return an open record of Noor's under a playbook that accepts a price of 96 and walks away beyond 100."""
    return limited_record(cast)


def decide(person: Person, request: UUID, on: date = TODAY, *, approves: bool = True) -> None:
    """Let somebody decide on a request on a day."""
    with transaction(person.organization_id):
        decide_request(person.actor, request, RulingDraft(approves=approves, reason="So."), on)


def away(cast: Cast, until: date = TODAY) -> None:
    """Let Otto stand in for Ines until a day."""
    with transaction(cast.organization_id):
        days: dict[str, Any] = {"from_on": TODAY, "until_on": until}
        session.add(StandIn(user_id=cast.ines.id, deputy_id=cast.otto.id, set_by_id=cast.ines.id, **days))


def test_a_stand_in_decides_in_the_name_of_who_is_away(cast: Cast, record: UUID) -> None:
    away(cast)
    request = ask(cast, record)

    decide(cast.otto, request)

    with transaction(cast.organization_id):
        row = requests_on(record)[0]
    assert (row.decided_by, row.decided_for) == (cast.otto.name, cast.ines.name)


def test_a_stand_in_whose_time_is_over_decides_nothing(cast: Cast, record: UUID) -> None:
    away(cast)
    request = ask(cast, record)

    with pytest.raises(NotFound):
        decide(cast.otto, request, TODAY + timedelta(days=1))


def test_who_is_back_decides_what_was_asked_meanwhile(cast: Cast, record: UUID) -> None:
    away(cast)
    request = ask(cast, record)

    decide(cast.ines, request, TODAY + timedelta(days=1))

    with transaction(cast.organization_id):
        assert requests_on(record)[0].state == "approved"


def test_the_request_names_who_stands_in(cast: Cast, record: UUID) -> None:
    away(cast)
    request = ask(cast, record)

    with transaction(cast.organization_id):
        names = [people_asked(request, day)[0] for day in (TODAY, TODAY + timedelta(days=1))]
    assert names == [f"{cast.otto.name} for {cast.ines.name}", cast.ines.name]


def with_authority(cast: Cast, person: Person, until: date) -> None:
    """Grant somebody the right to make exceptions until a day."""
    with transaction(cast.organization_id):
        session.add(
            Authority(
                granted_by_id=cast.greta.id,
                from_on=date(2026, 1, 1),
                until_on=until,
                user_id=person.id,
                basis="exception",
            )
        )


def test_authority_that_ends_before_the_answer_gives_no_yes(cast: Cast, record: UUID) -> None:
    with_authority(cast, cast.otto, until=TODAY)
    request = ask(cast, record, "120")

    with pytest.raises(NoLongerEntitled):
        decide(cast.otto, request, TODAY + timedelta(days=1))


def test_authority_that_lasts_gives_a_yes(cast: Cast, record: UUID) -> None:
    with_authority(cast, cast.otto, until=TODAY + timedelta(days=1))
    request = ask(cast, record, "120")

    decide(cast.otto, request, TODAY + timedelta(days=1))

    with transaction(cast.organization_id):
        assert requests_on(record)[0].state == "approved"


def test_a_no_needs_no_authority(cast: Cast, record: UUID) -> None:
    with_authority(cast, cast.otto, until=TODAY)
    request = ask(cast, record, "120")

    decide(cast.otto, request, TODAY + timedelta(days=1), approves=False)

    with transaction(cast.organization_id):
        assert requests_on(record)[0].state == "refused"


def test_waiting_does_not_pass_a_floor_on_to_managers(cast: Cast, record: UUID) -> None:
    with standing_still(THURSDAY):
        ask(cast, record, "120")

    with standing_still(MONDAY), transaction(cast.organization_id):
        escalate_overdue()

    with transaction(cast.organization_id):
        assert [len(requests_waiting_for(person.id, TODAY)) for person in (cast.ines, cast.greta)] == [0, 1]


def test_the_frozen_offer_stands_beside_the_playbook_whatever_the_record_says(cast: Cast, record: UUID) -> None:
    with transaction(cast.organization_id):
        session.execute(text("UPDATE terms SET acceptable = 400, walk_away = 500"))
        refresh([record])

    ask(cast, record, "98")

    with transaction(cast.organization_id):
        frozen = requests_on(record)[0].snapshot["terms"][0]
    assert (frozen["acceptable"], frozen["differs"]) == ("96", "2 short of acceptable")
