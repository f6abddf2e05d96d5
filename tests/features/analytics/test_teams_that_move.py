"""A negotiation counts for the team its owner was in on its day, whoever moves where afterwards."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from negostrategy.accounts.queries.acting import actor_of
from negostrategy.accounts.schemas import PersonChange, TeamDraft
from negostrategy.accounts.service.people import change_person
from negostrategy.accounts.service.teams import change_team
from negostrategy.exchange.service.importing import Errand, bring_in
from negostrategy.exchange.service.lines import lines_of
from negostrategy.facts.models import Facts
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Role
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Negotiation
from tests.cast import Cast, Person
from tests.clients import Browser, Program
from tests.features.negotiations.editions import at, in_days

type_of_program = Callable[..., Program]


def log(program: type_of_program, person: Person, day: date, **more: Any) -> str:
    """Return the id of a record that somebody's program sends."""
    answer = program(person).call("POST", "/negotiations", {"title": "Prices", "held_on": day.isoformat()} | more)
    assert answer.status_code == 201, answer.json
    made: str = answer.json["id"]
    return made


def team_of(cast: Cast, record: str) -> UUID | None:
    """Return the team that a record counts for."""
    with transaction(cast.organization_id):
        return session.scalars(select(Facts.team_id).where(Facts.id == UUID(record))).one()


def move(cast: Cast, team_id: UUID | None) -> None:
    """Let Adam put Noor into another team."""
    with transaction(cast.organization_id):
        change_person(cast.adam.actor, cast.noor.id, PersonChange([Role.EMPLOYEE], team_id, is_active=True))


def counted(program: type_of_program, manager: Person) -> int:
    """Return how many negotiations a manager's figures are made of."""
    total = program(manager).call("GET", "/figures/coverage").json["total"]
    return total["all"] if total else 0


@pytest.fixture
def moved(cast: Cast, program: type_of_program) -> str:
    """Return a record of Noor's in sourcing; on day 10 she moved to design."""
    with at(in_days(0)):
        record = log(program, cast.noor, in_days(0))
    with at(in_days(10)):
        move(cast, cast.design_id)
    return record


def test_a_person_leaves_the_past_with_the_old_team(cast: Cast, moved: str) -> None:
    assert team_of(cast, moved) == cast.sourcing_id


@pytest.mark.parametrize(("day", "team"), [(9, "sourcing_id"), (10, "design_id"), (11, "design_id")])
def test_what_is_recorded_later_counts_for_the_team_of_its_day(
    cast: Cast, moved: str, program: type_of_program, day: int, team: str
) -> None:
    with at(in_days(12)):
        assert team_of(cast, log(program, cast.noor, in_days(day))) == getattr(cast, team)


def test_a_day_that_is_corrected_takes_the_team_of_that_day(cast: Cast, moved: str, program: type_of_program) -> None:
    with at(in_days(12)):
        noor = program(cast.noor)
        etag = noor.call("GET", f"/negotiations/{moved}").headers["ETag"]
        noor.call("PATCH", f"/negotiations/{moved}", {"held_on": in_days(11).isoformat()}, If_Match=etag)

    assert team_of(cast, moved) == cast.design_id


def test_a_record_with_another_owner_keeps_its_team_when_its_day_is_corrected(
    cast: Cast, moved: str, program: type_of_program
) -> None:
    with transaction(cast.organization_id):
        session.get_one(Negotiation, (cast.organization_id, UUID(moved))).owner_id = cast.otto.id
    with at(in_days(12)):
        otto = program(cast.otto)
        etag = otto.call("GET", f"/negotiations/{moved}").headers["ETag"]
        otto.call("PATCH", f"/negotiations/{moved}", {"held_on": in_days(1).isoformat()}, If_Match=etag)

    assert team_of(cast, moved) == cast.sourcing_id


def test_who_moves_twice_is_found_in_each_team_on_its_days(cast: Cast, moved: str, program: type_of_program) -> None:
    with at(in_days(20)):
        move(cast, cast.operations_id)
        move(cast, None)

    with at(in_days(21)):
        teams = [team_of(cast, log(program, cast.noor, in_days(day))) for day in (5, 15, 20)]

    assert teams == [cast.sourcing_id, cast.design_id, None]


def test_a_line_of_a_file_counts_for_the_team_of_its_day(cast: Cast, moved: str) -> None:
    said = f'"title": "Prices", "kind": "external", "held_on": "{in_days(3)}", "owner": "{cast.noor.email}"'
    line = f'{{"source": "old", "key": "1", {said}}}\n'.encode()

    with at(in_days(12)):
        bring_in(Errand(organization_id=cast.organization_id), lines_of(io.BytesIO(line)))

    with transaction(cast.organization_id):
        assert session.scalars(select(Negotiation.team_id).where(Negotiation.source == "old")).all() == [
            cast.sourcing_id
        ]


def test_a_team_takes_its_past_to_whoever_manages_it_today(cast: Cast, moved: str, program: type_of_program) -> None:
    with at(in_days(12)), transaction(cast.organization_id):
        before = actor_of(cast.ines.id)
        change_team(cast.adam.actor, cast.sourcing_id, TeamDraft("Sourcing", cast.design_id, None))
        change_team(cast.adam.actor, cast.design_id, TeamDraft("Design office", None, cast.otto.id))
        ines, otto = actor_of(cast.ines.id), actor_of(cast.otto.id)

    sees = [one is not None and cast.sourcing_id in one.managed_team_ids for one in (before, ines, otto)]
    assert (sees, team_of(cast, moved)) == ([True, False, True], cast.sourcing_id)


def test_the_figures_go_with_the_team(cast: Cast, moved: str, program: type_of_program) -> None:
    with at(in_days(12)):
        before = counted(program, cast.ines)
        with transaction(cast.organization_id):
            change_team(cast.adam.actor, cast.sourcing_id, TeamDraft("Sourcing", cast.design_id, None))
            change_team(cast.adam.actor, cast.design_id, TeamDraft("Design office", None, cast.otto.id))

        assert (before, counted(program, cast.ines), counted(program, cast.otto)) == (1, 0, 1)


def test_the_pages_say_what_becomes_of_the_past_before_they_save(cast: Cast, browser: Callable[..., Browser]) -> None:
    adam = browser(cast.adam)

    person = " ".join(adam.get(f"/people/{cast.noor.id}").text.split())
    team = " ".join(adam.get(f"/people/teams/{cast.operations_id}").text.split())

    assert "What they held before goes on counting for Sourcing" in person
    assert "sees its open records and figures, also those of the past; Ines Carvalho sees them only while" in team
