"""What two answers to a leader differ by is nothing, or at least five records of five people."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import combinations, product
from random import Random
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from negostrategy.analytics.asked import CellSchema
from negostrategy.analytics.gate import closed_gate
from negostrategy.analytics.queries.told import reading_told
from negostrategy.analytics.scope import cell_of
from negostrategy.facts.models import Facts
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.schemas.table import OutcomeDraft
from negostrategy.negotiations.service.editing import close_negotiation
from tests.cast import Cast, Person, make_cast
from tests.clients import Program
from tests.features.analytics.crowds import hire, record
from tests.features.analytics.worlds import PRICE, RULES
from tests.features.compliance.books import add_book

type_of_cell = dict[str, str]
type_of_answers = dict[tuple[tuple[str, str], ...], frozenset[UUID]]
PARTS: list[type_of_cell] = [
    {},
    *({"outcome": word} for word in ("open", "agreed", "no_deal", "closed")),
    *({"outcome": "agreed", "band": word} for word in ("target", "within", "ask", "stop", "unknown")),
    *({"style_used": word} for word in ("combative", "cooperative", "none")),
    *({"result": word} for word in ("kept", "broken", "unknown", "judged", "any")),
    {"covered": "yes"},
    {"covered": "no"},
    {"outcome": "agreed", "scored": "yes"},
    {"planned": "known"},
]


def fill(cast: Cast, seed: int, count: int) -> list[Person]:
    """Return the people of a small company of two teams, with so many records within ten weeks."""
    dice = Random(seed)
    with transaction(cast.organization_id):
        add_book(cast, RULES, topics=["finance"])
    people = [
        cast.noor,
        cast.nils,
        cast.otto,
        *hire(cast, cast.sourcing_id),
        *hire(cast, cast.design_id, ("Ole Foss",)),
    ]
    for _ in range(count):
        record(dice.choice(people), **anything(dice))
    return people


def anything(dice: Random) -> dict[str, Any]:
    """Return a record, mostly like the others."""
    given: dict[str, Any] = {
        "topic": dice.choice(["finance", "finance", "timetable"]),
        "kind": dice.choice(["internal", "external", "external"]),
        "held_on": clock.today() - timedelta(days=dice.randrange(70)),
        "outcome": dice.choice(["open", "agreed", "agreed", "no_deal"]),
        "style_used": dice.choice([None, "combative", "cooperative"]),
        "style_planned": dice.choice([None, "cooperative"]),
    }
    if dice.random() < 0.7:
        given["terms"] = [type(PRICE)(**{**vars(PRICE), "agreed": Decimal(dice.choice([-1, 3, 7, 12]))})]
    return given


def bases(cast: Cast) -> list[type_of_cell]:
    """Return what may be asked of the company, narrowed by nothing, by one thing and by two."""
    single = [
        *({"team": str(team)} for team in (cast.sourcing_id, cast.design_id)),
        *({"kind": word} for word in ("internal", "external")),
        *({"topic": word} for word in ("finance", "timetable")),
        {"playbook": "none"},
    ]
    two = [one | other for one, other in combinations(single, 2) if not one.keys() & other.keys()]
    return [{}, *single, *two]


def periods(days: int) -> list[type_of_cell]:
    """Return periods: all, those that pages ask, months, and any from one day to another."""
    today = clock.today()
    spans = [(first, last) for first, last in product(range(0, 75, days), repeat=2) if last <= first]
    spans += [(83, 0), (89, 0), (29, 0), (59, 30), (364, 0)]
    months = {(today - timedelta(days=back)).replace(day=1) for back in range(0, 75, 20)}
    return [
        {},
        *(
            {"held_from": f"{today - timedelta(days=first)}", "held_to": f"{today - timedelta(days=last)}"}
            for first, last in spans
        ),
        *(
            {"held_from": f"{first}", "held_to": f"{(first + timedelta(days=32)).replace(day=1) - timedelta(days=1)}"}
            for first in months
        ),
    ]


def questions(cast: Cast, days: int) -> Iterator[type_of_cell]:
    """Return every question of a small company."""
    for base, part, period in product(bases(cast), PARTS, periods(days)):
        yield base | part | period


def answers(cast: Cast, asked: list[type_of_cell]) -> tuple[type_of_answers, dict[UUID, UUID]]:
    """Return what is behind each question that a leader is answered, by hand, and whose each record is."""
    with transaction(cast.organization_id):
        gate = closed_gate()
        opened = [cell for cell in asked if gate.opens(cell)]
        with reading_told():
            owner_of = {row.id: row.owner_id for row in session.execute(select(Facts.id, Facts.owner_id))}
            behind = {
                tuple(sorted(cell.items())): frozenset(
                    session.scalars(select(Facts.id).where(*cell_of(CellSchema().load(cell))))
                )
                for cell in opened
            }
    return behind, owner_of


def too_little(one: frozenset[UUID], other: frozenset[UUID], owner_of: dict[UUID, UUID]) -> bool:
    """Return whether two answers differ by something, but by fewer than five records of five people."""
    differing = one ^ other
    return bool(differing) and len({owner_of[key] for key in differing}) < 5


def differing(behind: type_of_answers, owner_of: dict[UUID, UUID]) -> list[Any]:
    """Return the pairs of questions whose answers differ by too little."""
    named = {records: cell for cell, records in behind.items()}
    return [(named[one], named[other]) for one, other in combinations(named, 2) if too_little(one, other, owner_of)]


@pytest.mark.parametrize("seed", [1, 2])
def test_no_two_answers_differ_by_few(application: Flask, seed: int) -> None:
    with application.app_context():
        cast = make_cast(f"a-company-to-subtract-{seed}")
        fill(cast, seed, 90)

        behind, owner_of = answers(cast, list(questions(cast, 25)))

    assert len(behind) > 100
    assert differing(behind, owner_of) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3, 9))
def test_no_two_answers_of_all_that_may_be_asked_differ_by_few(application: Flask, seed: int) -> None:
    with application.app_context():
        cast = make_cast(f"a-company-to-subtract-long-{seed}")
        fill(cast, seed, 40 + 20 * seed)
        asked = list(questions(cast, 5))
        Random(seed).shuffle(asked)

        behind, owner_of = answers(cast, asked)

    assert differing(behind, owner_of) == []


def act(dice: Random, people: list[Person], made: list[tuple[Person, UUID]]) -> None:
    """Let somebody log a record, or close one of theirs."""
    if made and dice.random() < 0.3:
        owner, record_id = made.pop(dice.randrange(len(made)))
        with transaction(owner.organization_id):
            close_negotiation(owner.actor, record_id, OutcomeDraft("no_deal"), Here(clock.today(), "EUR"))
    else:
        owner = dice.choice(people)
        made.append((owner, record(owner, **(anything(dice) | {"outcome": "open"}))))


def asked_again(seed: int, acts: int, days: int, every: int) -> list[Any]:
    """Return the questions whose answer differed by too little after some act from the one before it."""
    cast = make_cast(f"a-company-to-ask-again-{seed}-{acts}")
    dice = Random(seed)
    people, made = fill(cast, seed, 60), []
    asked = list(questions(cast, days))[::every]
    last: type_of_answers = {}
    found: list[Any] = []
    for _ in range(acts):
        behind, owner_of = answers(cast, asked)
        found += [cell for cell in behind if cell in last and too_little(behind[cell], last[cell], owner_of)]
        last |= behind
        act(dice, people, made)
    assert last
    return found


def test_asking_again_after_an_act_tells_nothing_of_few(application: Flask) -> None:
    with application.app_context():
        assert asked_again(11, acts=30, days=70, every=5) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(12, 16))
def test_asking_all_again_after_many_acts_tells_nothing_of_few(application: Flask, seed: int) -> None:
    with application.app_context():
        assert asked_again(seed, acts=150, days=35, every=1) == []


def numbers_of(cast: Cast, program: Callable[[Person], Program], person: Person) -> dict[tuple[str, ...], Any]:
    """Return every number that the figures tell somebody, by where it stands."""
    found: dict[tuple[str, ...], Any] = {}
    for dashboard in ("compliance", "outcomes"):
        told = program(person).call("GET", f"/figures/{dashboard}").json
        for figure in told["figures"]:
            for line in figure["lines"]:
                for value in line["values"]:
                    found[dashboard, figure["key"], line["name"], value["name"]] = value["value"]
    return found


def test_a_record_is_counted_at_once_by_whoever_may_read_it_and_with_others_by_whoever_may_not(
    cast: Cast, program: Callable[[Person], Program]
) -> None:
    people = [cast.noor, cast.nils, *hire(cast, cast.sourcing_id)]
    for person in people:
        record(person, outcome="agreed")
    ends = ("outcomes", "ends", f"{clock.today():%b %Y}", "Agreed")
    before = numbers_of(cast, program, cast.greta)

    managed = []
    for person in people[:5]:
        record(person, outcome="agreed")
        managed.append(numbers_of(cast, program, cast.ines)[ends])
        if person is not people[4]:
            assert numbers_of(cast, program, cast.greta) == before

    assert before[ends] == 7
    assert managed == [8, 9, 10, 11, 12]
    assert numbers_of(cast, program, cast.greta)[ends] == 12


def test_many_records_of_one_person_wait_for_those_of_others(cast: Cast, program: Callable[[Person], Program]) -> None:
    for person in [cast.noor, cast.nils, *hire(cast, cast.sourcing_id)]:
        record(person, outcome="agreed")
    before = numbers_of(cast, program, cast.greta)

    for _ in range(8):
        record(cast.noor, outcome="agreed")

    assert numbers_of(cast, program, cast.greta) == before
