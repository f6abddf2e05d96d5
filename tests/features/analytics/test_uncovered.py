"""What was negotiated without a playbook: counted as by hand, each number opening its records, nobody exposed."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select

from negostrategy.analytics.asked import CellSchema
from negostrategy.analytics.queries.records import records_behind
from negostrategy.analytics.queries.uncovered import Gap, Uncovered, uncovered
from negostrategy.facts.models import Facts
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.service import record_negotiation
from tests.cast import Cast, Person
from tests.clients import Program, type_of_browser
from tests.features.analytics.test_figures import YEAR
from tests.features.analytics.worlds import HERE

PERIOD = "held_from=2026-01-01&held_to=2026-11-23"


@pytest.fixture(autouse=True)
def inside(app: Flask) -> None:
    """Let every test ask questions directly."""


def asked_by(world: Cast, who: str) -> Uncovered:
    """Return what somebody sees."""
    with transaction(world.organization_id):
        return uncovered(getattr(world, who).actor, YEAR)


def gaps_of(found: Uncovered) -> list[Gap]:
    """Return every group of the page."""
    return [found.total, *found.by_scope, *found.by_team]


def bare_of(world: Cast, person: Person) -> list[Facts]:
    """Return by hand the records of one person without a playbook."""
    with transaction(world.organization_id):
        facts = list(session.scalars(select(Facts)))
        session.expunge_all()
    return [one for one in facts if one.owner_id == person.id and one.playbook_version_id is None]


@pytest.mark.parametrize("who", ["noor", "ines", "greta"])
def test_every_number_opens_exactly_its_records(world: Cast, who: str) -> None:
    found = asked_by(world, who)

    with transaction(world.organization_id):
        opened = [
            records_behind(getattr(world, who).actor, CellSchema().load(dict(gap.group.cell))).count
            for gap in gaps_of(found)
        ]
    assert opened == [gap.group.records for gap in gaps_of(found)]


def test_kinds_topics_and_segments_are_counted_as_by_hand(world: Cast) -> None:
    by_hand = Counter((one.kind, one.topic, one.segment) for one in bare_of(world, world.noor))

    found = asked_by(world, "noor")

    counted = {
        (gap.scope["kind"], gap.scope["topic"], gap.scope.get("segment")): gap.group.parts["bare"]
        for gap in found.by_scope
    }
    assert counted == by_hand


def test_money_is_added_up_within_a_currency_only(world: Cast) -> None:
    by_hand: Counter[str] = Counter()
    for one in bare_of(world, world.noor):
        if one.value is not None:
            by_hand[str(one.currency)] += one.value

    found = asked_by(world, "noor")

    assert {one.currency: one.amount for one in found.total.sums} == by_hand


def test_groups_in_which_nothing_is_missing_are_left_out(world: Cast) -> None:
    assert all(gap.group.parts["bare"] for gap in asked_by(world, "ines").by_scope)


def test_most_money_first_is_an_order_of_one_currency(world: Cast) -> None:
    ordered = asked_by(world, "ines").by_money("SEK").by_scope

    amounts = [gap.shown_in("SEK") for gap in ordered]
    assert amounts == sorted(amounts, reverse=True)


def test_a_leader_sees_no_group_and_no_sum_of_fewer_than_five_people(world: Cast) -> None:
    found = asked_by(world, "greta")

    # Four people record in this company.
    assert all(gap.group.is_hidden and all(one.is_hidden for one in gap.sums) for gap in gaps_of(found))


def test_a_sum_of_few_records_in_a_large_group_is_hidden_from_a_leader(cast: Cast) -> None:
    people = [cast.noor, cast.nils, cast.ines, cast.otto, cast.greta]
    for person in people:
        for currency in ("EUR", "SEK")[: 1 + (person is cast.noor)]:
            with transaction(cast.organization_id):
                given = {"title": currency, "topic": "staff", "value": Decimal(700), "currency": currency}
                record_negotiation(person.actor, given | {"held_on": HERE.today}, HERE)

    with transaction(cast.organization_id):
        found = uncovered(cast.greta.actor, YEAR)

    assert {one.currency: one.is_hidden for one in found.by_scope[0].sums} == {"EUR": False, "SEK": True}


def test_the_neighbour_counts_nothing(world: Cast, next_door: Cast) -> None:
    with transaction(next_door.organization_id):
        found = uncovered(next_door.greta.actor, YEAR)

    assert found.total.group.n == 0


@pytest.mark.parametrize("who", ["noor", "ines", "greta"])
def test_the_page_is_shown(world: Cast, browser: type_of_browser, who: str) -> None:
    answer = browser(getattr(world, who)).get(f"/coverage?{PERIOD}")

    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1


def test_the_page_is_about_the_last_year_unless_told_otherwise(world: Cast, browser: type_of_browser) -> None:
    text = browser(world.ines).get("/coverage").text

    assert "The last year" in text


def test_an_unreadable_filter_is_told(cast: Cast, browser: type_of_browser) -> None:
    assert browser(cast.ines).get("/coverage?held_from=x").status_code == 422


def test_it_is_not_for_the_administrator(cast: Cast, browser: type_of_browser) -> None:
    assert browser(cast.adam).get("/coverage").status_code == 403


def test_programs_get_the_same_numbers(world: Cast, program: Callable[[Person], Program]) -> None:
    found = asked_by(world, "noor")

    answer = program(world.noor).call("GET", f"/figures/coverage?{PERIOD}")

    assert answer.json is not None
    assert answer.json["total"]["without"] == found.total.group.parts["bare"]
    assert [line["without"] for line in answer.json["by_scope"]] == [gap.group.records for gap in found.by_scope]


def test_programs_of_a_leader_get_no_small_group(world: Cast, program: Callable[[Person], Program]) -> None:
    answer = program(world.greta).call("GET", f"/figures/coverage?{PERIOD}")

    assert answer.json is not None
    assert (answer.json["total"], answer.json["by_scope"], answer.json["by_team"]) == (None, [], [])


def test_a_playbook_begins_for_what_was_not_covered(cast: Cast, browser: type_of_browser) -> None:
    leader = browser(cast.greta)
    form = {"name": "Staff abroad", "kind": "external", "topic": "staff", "segment": "strategic"}

    draft = leader.post("/playbooks", form, follow_redirects=True).text

    assert 'value="external" checked' in draft
    assert 'value="staff" checked' in draft
    assert 'value="strategic" checked' in draft


def test_the_form_keeps_for_what_a_playbook_is_begun(cast: Cast, browser: type_of_browser) -> None:
    text = browser(cast.greta).get("/playbooks?kind=external&topic=staff&segment=nonsense").text

    assert '<input type="hidden" name="topic" value="staff">' in text
    assert "nonsense" not in text
