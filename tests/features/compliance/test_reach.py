"""How far a yes goes by value: limits bind managers, what is not known is out of reach, and no yes covers more."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from negostrategy.compliance.queries.asking import Answer
from negostrategy.compliance.queries.requests import people_asked
from negostrategy.compliance.service.asking import may_i_agree
from negostrategy.compliance.service.deciding import NoLongerEntitled, escalate_overdue
from negostrategy.facts.service import refresh
from negostrategy.kernel.clock import standing_still
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Negotiation
from tests.cast import Cast
from tests.features.compliance.approvals import TODAY, ask, limited_record, rule
from tests.features.compliance.granting import grant
from tests.features.compliance.house import House, make_house


@pytest.fixture
def house(cast: Cast) -> House:
    """Return a company where employees go to 150,000 EUR, managers to 500,000, and leaders make exceptions."""
    made = make_house(cast)
    grant(cast, role="employee", basis="value", limit=150_000, currency="EUR")
    grant(cast, role="manager", basis="value", limit=500_000, currency="EUR")
    grant(cast, role="leader", basis="exception")
    return made


def worth(cast: Cast, value: int | None, currency: str | None = "EUR") -> UUID:
    """Return a record of Noor's with a value."""
    return limited_record(cast, value=value, currency=currency)


def becomes_worth(cast: Cast, record: UUID, value: int | None) -> None:
    """Put another value on a record."""
    with transaction(cast.organization_id):
        session.execute(update(Negotiation).where(Negotiation.id == record).values(value=value))
        refresh([record])


def answer(cast: Cast, record: UUID, price: str = "98") -> Answer:
    """Return what Noor is answered about a price."""
    with transaction(cast.organization_id):
        return may_i_agree(cast.noor.actor, record, {"price": price}, TODAY)


def asked(cast: Cast, record: UUID) -> list[str]:
    """Return the first names of those whom Noor is told to ask."""
    return [person.name.split()[0] for person in answer(cast, record).ask]


@pytest.mark.parametrize(
    ("value", "currency", "names"),
    [
        (50_000, "EUR", ["Georg", "Greta"]),
        (150_001, "EUR", ["Clara", "Ines", "Georg"]),
        (500_000, "EUR", ["Clara", "Ines", "Georg"]),
        (500_001, "EUR", ["Georg", "Greta"]),
        (900_000_000, "EUR", ["Georg", "Greta"]),
        (400_000, "SEK", ["Georg", "Greta"]),
        (None, "EUR", ["Georg", "Greta"]),
    ],
)
def test_only_those_are_asked_whose_word_reaches_the_value(
    house: House, value: int | None, currency: str, names: list[str]
) -> None:
    assert sorted(asked(house.cast, worth(house.cast, value, currency))) == sorted(names)


@pytest.mark.parametrize("who", ["clara", "ines"])
def test_a_manager_finds_nothing_where_the_value_is_beyond_their_limit(house: House, who: str, program: Any) -> None:
    request = ask(house.cast, worth(house.cast, 900_000_000))
    manager = getattr(house, who, None) or house.cast.ines

    answered = program(manager).call("POST", f"/approvals/{request}/decision", {"approves": True})

    assert answered.status_code == 404


def test_a_leader_says_yes_to_every_value(house: House) -> None:
    record = worth(house.cast, 900_000_000)

    rule(house.cast.greta, ask(house.cast, record))

    assert answer(house.cast, record).light == "green"


def test_leaders_with_a_limit_of_their_own_are_bound_by_it(house: House, program: Any) -> None:
    grant(house.cast, role="leader", basis="value", limit=5_000_000, currency="EUR")
    path = f"/negotiations/{worth(house.cast, 6_000_000)}/approvals"

    answered = program(house.cast.noor).call("POST", path, {"offer": {"price": "98"}, "why": "They waited."})

    assert (answered.status_code, "Nobody else here may say yes" in answered.json["detail"]) == (409, True)


def test_without_a_value_those_are_asked_whose_limits_go_furthest(house: House) -> None:
    grant(house.cast, role="leader", basis="value", limit=5_000_000, currency="EUR")

    assert sorted(asked(house.cast, worth(house.cast, None))) == ["Georg", "Greta"]


def test_a_manager_without_a_line_says_no_yes_by_office_while_others_have_lines(cast: Cast) -> None:
    make_house(cast)
    grant(cast, role="employee", basis="value", limit=10, currency="EUR")

    assert sorted(asked(cast, worth(cast, 5_000))) == ["Georg", "Greta"]


@pytest.mark.parametrize("change", [{"topic": "staff"}, {"until_on": TODAY.replace(day=1)}])
def test_lines_that_are_not_in_force_for_it_bind_nobody(cast: Cast, change: dict[str, Any]) -> None:
    make_house(cast)
    grant(cast, role="manager", basis="value", limit=10, currency="EUR", **change)

    assert asked(cast, worth(cast, None))[:2] == ["Clara", "Ines"]


def test_the_value_is_asked_for_first(house: House) -> None:
    found = answer(house.cast, worth(house.cast, None))

    assert (found.light, found.sentence, found.missing) == (
        "amber",
        "Say what it is worth first.",
        ("Say what it is worth first.",),
    )


def test_beyond_the_walk_away_the_floor_is_said_and_the_value_still_asked_for(house: House) -> None:
    found = answer(house.cast, worth(house.cast, None), "120")

    assert (found.light, found.missing) == ("red", ("Say what it is worth first.",))


def test_a_program_takes_the_value_away_and_only_leaders_are_asked(house: House, program: Any) -> None:
    record, noor = worth(house.cast, 50_000), program(house.cast.noor)
    path = f"/negotiations/{record}"
    etag = noor.call("GET", path).headers["ETag"]
    noor.call("PATCH", path, {"value": None}, headers={"If-Match": etag})

    found = noor.call("POST", f"{path}/offer-checks", {"offer": {"price": "98"}}).json

    assert sorted(one["name"] for one in found["ask"]) == ["Georg Zimmer", "Greta Holm"]


def test_the_page_asks_for_the_value_first(house: House, browser: Any) -> None:
    record = worth(house.cast, None)

    page = browser(house.cast.noor).post(f"/negotiations/{record}/ask", {"offer-price": "98"}).text

    assert "Say what it is worth first." in page


@pytest.mark.parametrize(("value", "light"), [(500_000, "green"), (500_001, "amber"), (None, "amber")])
def test_a_yes_covers_no_more_than_the_word_of_who_gave_it_reaches(house: House, value: int | None, light: str) -> None:
    record = worth(house.cast, 200_000)
    rule(house.clara, ask(house.cast, record))

    # Up to 150,000 Noor needs nobody for the value; a yes about the value itself is another matter.
    grant(house.cast, user_id=house.cast.noor.id, basis="value", limit=1_000_000, currency="EUR")
    becomes_worth(house.cast, record, value)

    assert answer(house.cast, record).light == light


def test_a_value_that_grew_beyond_the_limit_before_the_answer_takes_the_yes_away(house: House) -> None:
    record = worth(house.cast, 200_000)
    request = ask(house.cast, record)
    becomes_worth(house.cast, record, 900_000)

    with pytest.raises(NoLongerEntitled):
        rule(house.clara, request)


def test_who_was_not_asked_because_of_the_value_is_a_stranger(house: House) -> None:
    request = ask(house.cast, worth(house.cast, 900_000))

    with pytest.raises(NotFound):
        rule(house.cast.ines, request)


def test_a_named_persons_line_reaches_as_far_as_it_says(house: House) -> None:
    grant(house.cast, user_id=house.felix.id, basis="value", limit=Decimal(2_000_000), currency="EUR")
    grant(house.cast, user_id=house.felix.id, basis="variable", variable="price", limit=98)

    assert asked(house.cast, worth(house.cast, 1_000_000)) == ["Felix"]


def test_passing_on_asks_nobody_whose_limit_does_not_reach(house: House) -> None:
    with standing_still(datetime.fromisoformat("2026-11-19T08:00:00+00:00")):
        request = ask(house.cast, worth(house.cast, 700_000))

    with standing_still(datetime.fromisoformat("2026-11-23T12:00:00+00:00")), transaction(house.cast.organization_id):
        escalate_overdue()

    with transaction(house.cast.organization_id):
        assert sorted(people_asked(request, TODAY)) == ["Georg Zimmer", "Greta Holm"]
