"""Figures: every number is what counting the records by hand gives, and opens exactly these records."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from negostrategy.analytics.asked import Asked, CellSchema
from negostrategy.analytics.compliance_figures import compliance_figures
from negostrategy.analytics.figure import Figure, Value
from negostrategy.analytics.outcome_figures import outcome_figures
from negostrategy.analytics.queries.compliance import compliance
from negostrategy.analytics.queries.outcomes import outcomes
from negostrategy.analytics.queries.records import records_behind
from negostrategy.compliance.models import Finding
from negostrategy.facts.models import Facts
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Negotiation
from negostrategy.negotiations.policy import readable_by
from tests.cast import Cast, Person, make_cast
from tests.features.analytics.worlds import make_world

TODAY = date(2026, 11, 23)
YEAR = Asked(held_from=date(2026, 1, 1), held_to=TODAY)


@pytest.fixture(scope="module", params=[1, 2])
def world(request: pytest.FixtureRequest, application: Flask) -> Cast:
    """Return a company with forty records, which these tests only count."""
    with application.app_context():
        cast = make_cast(f"a-world-to-count-{request.param}")
        make_world(cast, request.param)
    return cast


@pytest.fixture(autouse=True)
def inside(app: Flask) -> None:
    """Let every test ask questions directly."""


def figures_of(person: Person, asked: Asked) -> list[Figure]:
    """Return every figure of both dashboards."""
    return [*compliance_figures(compliance(person.actor, asked)), *outcome_figures(outcomes(person.actor, asked))]


def values_of(figures: list[Figure]) -> Iterator[tuple[str, Value]]:
    """Return every number that opens records."""
    for figure in figures:
        for line in figure.lines:
            for name, value in zip(figure.columns, line.values, strict=True):
                if value.cell is not None and not line.is_hidden:
                    yield f"{figure.key} {line.name} {name}", value


@pytest.mark.parametrize("who", ["noor", "ines", "greta"])
def test_every_number_opens_exactly_its_records(world: Cast, who: str) -> None:
    person: Person = getattr(world, who)
    with transaction(world.organization_id):
        counted = list(values_of(figures_of(person, YEAR)))
        wrong = []
        for name, value in counted:
            behind = records_behind(person.actor, CellSchema().load(dict(value.cell or {})))
            counts_checks = behind.checks is not None and not name.endswith("Records")
            found = behind.checks if counts_checks else behind.count
            if isinstance(value.value, int) and found != value.value:
                wrong.append((name, value.value, found, value.cell))

    # Four people record in this company: a leader sees nothing.
    assert (len(counted) > 20) is not person.actor.is_leader
    assert wrong == []


@pytest.mark.parametrize("who", ["noor", "ines", "nils"])
def test_whoever_is_no_leader_reads_every_record_behind_a_figure(world: Cast, who: str) -> None:
    actor = getattr(world, who).actor
    with transaction(world.organization_id):
        behind = records_behind(actor, CellSchema().load({"outcome": "agreed"}), limit=200)

    assert len(behind.page.rows) == behind.count


@pytest.mark.parametrize("who", ["noor", "ines"])
def test_the_totals_are_those_of_counting_by_hand(world: Cast, who: str) -> None:
    actor = getattr(world, who).actor
    with transaction(world.organization_id):
        found, ended = compliance(actor, YEAR), outcomes(actor, YEAR)
        facts = {one.id: one for one in session.scalars(select(Facts))}
        findings = list(session.scalars(select(Finding)))
        readable = set(session.scalars(select(Negotiation.id).where(readable_by(actor))))
    seen = {key for key in readable if facts[key].owner_id == actor.user_id or facts[key].privacy == "open"}

    by_hand = {
        word: sum(one.result == word and one.negotiation_id in seen for one in findings)
        for word in ("kept", "broken", "unknown")
    }
    assert dict(found.total.parts) == by_hand
    assert ended.total.parts["agreed"] == sum(facts[key].outcome == "agreed" for key in seen)
    assert ended.total.records == len(seen)
    scored = [facts[key].deal_score for key in seen if facts[key].deal_score and facts[key].outcome == "agreed"]
    assert ended.scores.n == len(
        [key for key in seen if facts[key].deal_score is not None and facts[key].outcome == "agreed"]
    )
    assert len(scored) <= ended.scores.n


def test_a_leader_sees_no_group_of_fewer_than_five(world: Cast) -> None:
    with transaction(world.organization_id):
        figures = figures_of(world.greta, YEAR)

    # Four people record in this company: no group can have five.
    assert all(figure.is_hidden and not figure.lines and not figure.summary for figure in figures)


def test_the_period_narrows(world: Cast) -> None:
    with transaction(world.organization_id):
        year = outcomes(world.ines.actor, YEAR).total.records
        weeks = outcomes(world.ines.actor, Asked().within(TODAY)).total.records

    assert 0 < weeks < year


def test_the_neighbour_counts_nothing(world: Cast, next_door: Cast) -> None:
    with transaction(next_door.organization_id):
        found = outcomes(next_door.greta.actor, YEAR)

    assert found.total.records == 0


@pytest.mark.parametrize("who", ["noor", "ines"])
def test_what_was_closed_blind_opens_exactly_its_records(world: Cast, who: str) -> None:
    actor = getattr(world, who).actor
    with transaction(world.organization_id):
        counted = outcomes(actor, YEAR).closed_blind.count
        behind = records_behind(actor, CellSchema().load(YEAR.given | {"blind": "yes"}))

    assert behind.count == counted
