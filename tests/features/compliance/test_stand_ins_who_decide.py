"""Whose word a yes is: chains of stand-ins, seats of negotiators, several seats, and roles that were taken away."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from negostrategy.accounts.models import StandIn
from negostrategy.compliance.models import ApprovalSeat
from negostrategy.compliance.queries.asking import Answer
from negostrategy.compliance.queries.requests import people_asked, requests_on, requests_waiting_for
from negostrategy.compliance.queries.waiting import waiting_counts
from negostrategy.compliance.service.asking import may_i_agree
from negostrategy.compliance.service.deciding import NegotiatesThemselves
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role
from negostrategy.kernel.transaction import transaction
from negostrategy.notices.models import Notice
from negostrategy.strategy.models import Authority
from tests.cast import Cast, Person
from tests.features.compliance.approvals import TODAY, ask, limited_record, rule
from tests.features.compliance.granting import grant
from tests.features.compliance.house import House, gets_roles, make_house, stands_in
from tests.features.facts.records import add_person


@pytest.fixture
def house(cast: Cast) -> House:
    """Return the company with more people in it."""
    return make_house(cast)


@pytest.fixture
def record(house: House) -> UUID:
    """Return an open record of Noor's under a playbook that accepts a price of 96 and walks away beyond 100."""
    return limited_record(house.cast)


def answer(house: House, record: UUID) -> Answer:
    """Return what Noor is answered about a price of 98."""
    with transaction(house.cast.organization_id):
        return may_i_agree(house.cast.noor.actor, record, {"price": "98"}, TODAY)


def asked(house: House, record: UUID) -> list[tuple[str, str | None, str | None]]:
    """Return whom Noor is told to ask: first name, for whom, in place of whom."""
    return [(one.name.split()[0], one.acts_for, one.in_place_of) for one in answer(house, record).ask]


def waits_for(house: House, person: Person) -> int:
    """Return how many requests wait for somebody, as their queue and the side bar count it."""
    with transaction(house.cast.organization_id):
        listed = len(requests_waiting_for(person.id, TODAY))
        assert waiting_counts(person.actor, TODAY).get("approvals.list_page", 0) == listed
        return listed


def told(house: House) -> set[UUID]:
    """Return who was told of a request."""
    with transaction(house.cast.organization_id):
        return set(session.scalars(select(Notice.user_id).where(Notice.kind == "approval.asked")))


def only_clara_covers_the_price(house: House) -> None:
    """Let Clara alone have a line for a price of up to 98."""
    grant(house.cast, user_id=house.clara.id, basis="variable", variable="price", limit=98)


def test_whoever_asks_stands_in_for_who_may_so_the_next_are_asked(house: House, record: UUID) -> None:
    only_clara_covers_the_price(house)
    stands_in(house.cast.noor, house.clara)

    assert asked(house, record) == [("Ines", None, None), ("Georg", None, None), ("Greta", None, None)]


def test_a_party_of_the_record_stands_in_for_who_may_so_the_next_are_asked(house: House, record: UUID) -> None:
    only_clara_covers_the_price(house)
    stands_in(house.cast.nils, house.clara)
    with transaction(house.cast.organization_id):
        add_person(record, house.cast.nils, "party")

    assert asked(house, record)[0] == ("Ines", None, None)


def test_where_nobody_is_there_it_is_said_who_is_away_until_when(house: House, record: UUID, program: Any) -> None:
    until = TODAY + timedelta(days=3)
    for person in (house.clara, house.cast.ines, house.georg, house.cast.greta):
        stands_in(house.cast.noor, person, until)

    path = f"/negotiations/{record}/approvals"
    with clock.standing_still(clock.datetime.fromisoformat(f"{TODAY}T12:00:00+00:00")):
        refused = program(house.cast.noor).call("POST", path, {"offer": {"price": "98"}, "why": "They waited."})

    assert refused.status_code == 409
    assert "Clara Voss until 2026-11-26" in refused.json["detail"]


def test_nobody_says_yes_for_somebody_who_negotiates_it(house: House, record: UUID) -> None:
    request = ask(house.cast, record)
    with transaction(house.cast.organization_id):
        add_person(record, house.clara, "party")
    stands_in(house.felix, house.clara)

    with pytest.raises(NegotiatesThemselves, match="Clara Voss negotiates this"):
        rule(house.felix, request)


def test_of_several_seats_the_one_that_still_may_is_used(house: House, record: UUID, browser: Any) -> None:
    grant(house.cast, user_id=house.eva.id, basis="exception")
    grant(house.cast, role="leader", basis="exception")
    request = ask(house.cast, record, "120")
    with transaction(house.cast.organization_id):
        ended = update(Authority).where(Authority.user_id == house.eva.id).values(ended_at=clock.now())
        session.execute(ended)
    stands_in(house.eva, house.cast.greta)
    with clock.standing_still(clock.datetime.fromisoformat(f"{TODAY}T12:00:00+00:00")):
        page = browser(house.eva).get(f"/approvals/{request}").text

    rule(house.eva, request)

    assert "You decide for Greta Holm." in page
    with transaction(house.cast.organization_id):
        assert requests_on(record)[0].decided_for == "Greta Holm"


def test_a_stand_in_who_may_no_longer_decide_is_as_if_absent(house: House, record: UUID) -> None:
    stands_in(house.felix, house.clara)
    gets_roles(house.felix, Role.ADMIN)

    request = ask(house.cast, record)

    assert (waits_for(house, house.clara), told(house) >= {house.clara.id}) == (1, True)
    with transaction(house.cast.organization_id):
        assert people_asked(request, TODAY)[0] == "Clara Voss"


def test_a_line_for_somebody_who_may_no_longer_decide_asks_the_next(house: House, record: UUID) -> None:
    grant(house.cast, user_id=house.felix.id, basis="variable", variable="price", limit=98)
    gets_roles(house.felix, Role.ADMIN)

    assert asked(house, record)[0][0] == "Clara"


def test_a_manager_of_a_team_who_may_no_longer_decide_is_not_asked(house: House, record: UUID) -> None:
    gets_roles(house.clara, Role.ADMIN)

    assert "Clara" not in [name for name, *_ in asked(house, record)]


def test_a_chain_of_stand_ins_is_followed_to_its_end(house: House, record: UUID, browser: Any) -> None:
    stands_in(house.felix, house.clara)
    stands_in(house.eva, house.felix)

    request = ask(house.cast, record)
    with clock.standing_still(clock.datetime.fromisoformat(f"{TODAY}T12:00:00+00:00")):
        page = browser(house.eva).get(f"/approvals/{request}").text

    assert asked(house, record)[0] == ("Eva", "Clara Voss", "Felix Roth")
    assert (waits_for(house, house.eva), house.eva.id in told(house), house.felix.id in told(house)) == (1, True, False)
    assert "You decide for Clara Voss, in place of Felix Roth." in page
    assert "Eva Lang for Clara Voss, in place of Felix Roth" in page


def test_the_end_of_a_chain_decides_in_the_name_of_its_beginning(house: House, record: UUID) -> None:
    stands_in(house.felix, house.clara)
    stands_in(house.eva, house.felix)

    rule(house.eva, ask(house.cast, record))

    with transaction(house.cast.organization_id):
        row = requests_on(record)[0]
    assert (row.state, row.decided_by, row.decided_for) == ("approved", "Eva Lang", "Clara Voss")


def test_a_link_that_may_not_decide_is_passed_over(house: House, record: UUID) -> None:
    stands_in(house.felix, house.clara)
    stands_in(house.eva, house.felix)
    gets_roles(house.felix, Role.ADMIN)

    assert asked(house, record)[0] == ("Eva", "Clara Voss", "Felix Roth")


def test_whoever_would_be_asked_anyway_has_a_seat_of_their_own(house: House, record: UUID) -> None:
    stand_in = stands_in(house.cast.ines, house.clara)
    request = ask(house.cast, record)

    with transaction(house.cast.organization_id):
        session.execute(update(StandIn).where(StandIn.id == stand_in).values(ended_at=clock.now()))
        seats = set(session.scalars(select(ApprovalSeat.user_id).where(ApprovalSeat.request_id == request)))

    assert {house.clara.id, house.cast.ines.id} <= seats
    assert waits_for(house, house.cast.ines) == 1


def test_somebody_with_two_seats_is_told_once(house: House, record: UUID) -> None:
    stands_in(house.cast.ines, house.clara)

    ask(house.cast, record)

    with transaction(house.cast.organization_id):
        notices = session.scalars(select(Notice.id).where(Notice.user_id == house.cast.ines.id)).all()
    assert len(notices) == 1


def test_a_request_to_somebody_who_is_named_a_party_is_passed_on(house: House, record: UUID, program: Any) -> None:
    only_clara_covers_the_price(house)
    request = ask(house.cast, record)

    program(house.cast.noor).call("POST", f"/negotiations/{record}/people", {"parties": [str(house.clara.id)]})

    with transaction(house.cast.organization_id):
        assert people_asked(request, TODAY) == ["Clara Voss", "Ines Carvalho", "Georg Zimmer", "Greta Holm"]
