"""What whoever reads no records is told: noted at every change, told together, and as it was when it was told."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, select, text

from negostrategy.analytics.models import ToldVersion, UntoldChange
from negostrategy.analytics.queries.told import reading_told
from negostrategy.analytics.service.telling import stand, tell
from negostrategy.facts.models import Facts
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.schemas.table import OutcomeDraft
from negostrategy.negotiations.service.editing import close_negotiation
from negostrategy.tenancy.queries import today_in_force
from tests.cast import Cast, Person
from tests.database import Urls
from tests.features.analytics.crowds import hire, record


@pytest.fixture(autouse=True)
def inside(app: Flask) -> None:
    """Let every test ask questions directly."""


def told(cast: Cast) -> list[Any]:
    """Return what is told of all records, after telling what can be told."""
    with transaction(cast.organization_id):
        tell()
        with reading_told():
            return list(session.execute(select(Facts.id, Facts.outcome).order_by(Facts.id)))


def waiting(cast: Cast) -> int:
    """Return how many changes are noted."""
    with transaction(cast.organization_id):
        return len(session.scalars(select(UntoldChange.id)).all())


def people(cast: Cast) -> list[Person]:
    """Return seven people of one team."""
    return [cast.noor, cast.nils, *hire(cast, cast.sourcing_id)]


def close(person: Person, record_id: Any) -> None:
    """Close a record without a deal."""
    with transaction(person.organization_id):
        close_negotiation(person.actor, record_id, OutcomeDraft("no_deal"), Here(today_in_force(), "EUR"))


def test_four_people_are_not_told_of(cast: Cast) -> None:
    for person in people(cast)[:4]:
        record(person), record(person)

    assert told(cast) == []
    assert waiting(cast) == 8


def test_five_people_are_told_of_at_once(cast: Cast) -> None:
    for person in people(cast)[:5]:
        record(person)

    assert len(told(cast)) == 5
    assert waiting(cast) == 0


def test_a_change_waits_for_those_of_others(cast: Cast) -> None:
    made = {person: record(person) for person in people(cast)}
    told(cast)

    outcomes = []
    for person, record_id in list(made.items())[:5]:
        close(person, record_id)
        outcomes.append(sum(row.outcome == "no_deal" for row in told(cast)))

    assert outcomes == [0, 0, 0, 0, 5]


def test_a_group_that_is_shown_is_told_of_five_people_or_of_none(cast: Cast) -> None:
    team = people(cast)
    for person in team:
        record(person, topic="finance"), record(person, topic="timetable")
    assert len(told(cast)) == 14

    for person in team[:5]:
        record(person, topic="finance")
    for person in team[:3]:
        record(person, topic="timetable")

    assert len(told(cast)) == 19
    assert waiting(cast) == 3


def test_what_was_told_before_stays_known(cast: Cast) -> None:
    made = {person: record(person) for person in people(cast)}
    told(cast)
    for person, record_id in made.items():
        close(person, record_id)
    told(cast)

    with transaction(cast.organization_id):
        versions = session.execute(select(ToldVersion.since, ToldVersion.until)).all()
        assert stand().number == 2

    assert sorted((since, until or 0) for since, until in versions) == [(1, 2)] * 7 + [(2, 0)] * 7


def test_a_record_that_is_as_told_again_is_no_longer_noted(cast: Cast) -> None:
    made = [record(person) for person in people(cast)]
    told(cast)
    with transaction(cast.organization_id):
        session.execute(text("UPDATE facts SET topic = topic"))
    assert waiting(cast) == len(made)

    told(cast)

    assert waiting(cast) == 0


def test_the_neighbour_is_told_of_its_own_only(cast: Cast, next_door: Cast) -> None:
    for person in people(cast):
        record(person)

    assert told(next_door) == []
    assert len(told(cast)) == 7


def test_a_migration_that_changes_facts_of_all_organizations_notes_them(
    cast: Cast, next_door: Cast, urls: Urls
) -> None:
    for person in (cast.noor, next_door.noor):
        record(person)
        with transaction(person.organization_id):
            session.execute(text("DELETE FROM untold_changes"))
    engine = create_engine(urls.owner)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE facts NO FORCE ROW LEVEL SECURITY"))
        connection.execute(text("UPDATE facts SET term_count = term_count"))
        connection.execute(text("ALTER TABLE facts FORCE ROW LEVEL SECURITY"))
    engine.dispose()

    assert (waiting(cast), waiting(next_door)) == (1, 1)


def test_a_new_record_waits_among_the_changes_of_others(cast: Cast) -> None:
    made = {person: record(person) for person in people(cast)}
    told(cast)

    for person, record_id in list(made.items())[:5]:
        close(person, record_id)
    record(cast.noor)

    assert [row.outcome for row in told(cast)].count("no_deal") == 5
    assert len(told(cast)) == 7
    assert waiting(cast) == 1


def test_four_closings_and_a_new_record_wait_together(cast: Cast) -> None:
    made = {person: record(person) for person in people(cast)}
    told(cast)

    for person, record_id in list(made.items())[1:5]:
        close(person, record_id)
    record(cast.noor)

    assert {row.outcome for row in told(cast)} == {"open"}
    assert waiting(cast) == 5
