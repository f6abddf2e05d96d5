"""Stand-ins: from a day to a day, never in a circle, over when they are over."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from negostrategy.accounts.queries.stand_ins import deputies_of, principals_of
from negostrategy.accounts.schemas import StandInDraft
from negostrategy.accounts.service.stand_ins import NotYours, end_stand_in, name_stand_in
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.transaction import transaction
from negostrategy.notices.models import Notice
from tests.cast import Cast, Person

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


def away(cast: Cast, person: Person, deputy: Person, from_on: date = MONDAY, until_on: date = FRIDAY) -> UUID:
    """Return the id of a stand-in."""
    with transaction(cast.organization_id):
        return name_stand_in(person.actor, StandInDraft(deputy.id, from_on, until_on), MONDAY)


@pytest.mark.parametrize(("day", "is_away"), [(date(2026, 11, 22), False), (MONDAY, True), (FRIDAY, True)])
def test_both_days_are_included(cast: Cast, day: date, *, is_away: bool) -> None:
    away(cast, cast.ines, cast.greta)

    with transaction(cast.organization_id):
        assert deputies_of([cast.ines.id], day) == ({cast.ines.id: cast.greta.id} if is_away else {})


def test_standing_in_never_goes_round(cast: Cast) -> None:
    away(cast, cast.ines, cast.greta)
    away(cast, cast.greta, cast.otto)

    with pytest.raises(BadInput, match="cannot be used"):
        away(cast, cast.otto, cast.ines)


def test_on_other_days_the_circle_is_none(cast: Cast) -> None:
    away(cast, cast.ines, cast.greta)

    assert away(cast, cast.greta, cast.ines, date(2026, 12, 1), date(2026, 12, 2))


def test_a_circle_of_some_days_is_one_although_somebody_is_away_twice(cast: Cast) -> None:
    away(cast, cast.ines, cast.greta, MONDAY, date(2026, 11, 24))
    away(cast, cast.ines, cast.otto, date(2026, 11, 26), FRIDAY)

    with pytest.raises(BadInput, match="cannot be used"):
        away(cast, cast.greta, cast.ines)


def test_what_never_meets_on_one_day_is_no_circle(cast: Cast) -> None:
    away(cast, cast.ines, cast.greta, MONDAY, date(2026, 11, 24))
    away(cast, cast.greta, cast.otto, date(2026, 11, 26), FRIDAY)

    assert away(cast, cast.otto, cast.ines)


@pytest.mark.parametrize(
    ("from_on", "until_on"), [(FRIDAY, MONDAY), (date(2026, 1, 1), date(2026, 1, 2))], ids=["backwards", "over"]
)
def test_days_that_make_no_sense_are_refused(cast: Cast, from_on: date, until_on: date) -> None:
    with pytest.raises(BadInput):
        away(cast, cast.ines, cast.greta, from_on, until_on)


def test_nobody_has_two_stand_ins_on_one_day(cast: Cast) -> None:
    away(cast, cast.ines, cast.greta)

    with pytest.raises(BadInput, match="cannot be used"):
        away(cast, cast.ines, cast.otto, FRIDAY, date(2026, 12, 4))


def test_nobody_stands_in_for_themselves(cast: Cast) -> None:
    with pytest.raises(BadInput):
        away(cast, cast.ines, cast.ines)


def test_somebody_next_door_cannot_stand_in(cast: Cast, next_door: Cast) -> None:
    with pytest.raises(BadInput):
        away(cast, cast.ines, next_door.greta)


def test_who_is_back_decides_again(cast: Cast) -> None:
    made = away(cast, cast.ines, cast.greta)

    with transaction(cast.organization_id):
        end_stand_in(cast.ines.actor, made)
        assert principals_of(cast.greta.id, MONDAY) == frozenset()


def test_nobody_ends_the_absence_of_others(cast: Cast) -> None:
    made = away(cast, cast.ines, cast.greta)

    with pytest.raises(NotFound), transaction(cast.organization_id):
        end_stand_in(cast.otto.actor, made)


def name_for(cast: Cast, actor: Person, person: Person, deputy: Person) -> UUID:
    """Return the id of a stand-in that somebody names for somebody else."""
    with transaction(cast.organization_id):
        return name_stand_in(actor.actor, StandInDraft(deputy.id, MONDAY, FRIDAY, user_id=person.id), MONDAY)


def test_leaders_name_one_for_everybody_and_managers_for_their_teams(cast: Cast) -> None:
    name_for(cast, cast.greta, cast.ines, cast.otto)
    name_for(cast, cast.ines, cast.noor, cast.nils)

    with transaction(cast.organization_id):
        found = deputies_of([cast.ines.id, cast.noor.id], MONDAY)
    assert found == {cast.ines.id: cast.otto.id, cast.noor.id: cast.nils.id}


def test_nobody_names_one_for_people_of_other_teams_or_for_a_leader(cast: Cast) -> None:
    for actor, person in ((cast.ines, cast.otto), (cast.ines, cast.greta), (cast.noor, cast.nils)):
        with pytest.raises(NotYours):
            name_for(cast, actor, person, actor)


def test_who_is_said_to_be_away_is_told(cast: Cast) -> None:
    name_for(cast, cast.greta, cast.ines, cast.otto)

    with transaction(cast.organization_id):
        told = set(session.scalars(select(Notice.user_id)))
    assert told == {cast.ines.id, cast.otto.id}


def test_who_only_runs_the_accounts_does_not_stand_in(cast: Cast) -> None:
    with pytest.raises(BadInput):
        away(cast, cast.ines, cast.adam)


def test_two_people_who_name_each_other_at_once_make_no_circle(app: Flask, cast: Cast) -> None:
    start = Barrier(2)

    def name(pair: tuple[Person, Person]) -> bool:
        with app.app_context():
            start.wait(timeout=20)
            try:
                away(cast, *pair)
            except BadInput:
                return False
        return True

    with ThreadPoolExecutor(2) as pool:
        named = list(pool.map(name, [(cast.ines, cast.greta), (cast.greta, cast.ines)]))

    assert sorted(named) == [False, True]


def test_the_profile_names_a_stand_in(cast: Cast, browser: Any) -> None:
    ines = browser(cast.ines)
    form = {"deputy_id": str(cast.greta.id), "from_on": "2099-01-01", "until_on": "2099-01-08"}

    ines.post("/profile/stand-ins", form)

    assert "1\u00a0January\u00a02099" in ines.get("/profile").text


def test_a_refused_stand_in_comes_back_as_it_was_typed(cast: Cast, browser: Any) -> None:
    form = {
        "deputy_id": str(cast.otto.id),
        "from_on": "2100-02-01",
        "until_on": "2100-01-01",
        "reason": "In the hills.",
    }

    answer = browser(cast.ines).post("/profile/stand-ins", form)

    assert (answer.status_code, "<title>Error: Your profile" in answer.text) == (422, True)
    assert 'id="f-until_on-error"' in answer.text
    assert all(said in answer.text for said in ("In the hills.", 'value="2100-02-01"', 'value="2100-01-01"'))
    assert f'<option value="{cast.otto.id}" selected>' in answer.text
