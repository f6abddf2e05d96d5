"""The demo in the database: filled once, judged, and open to visitors in demo mode alone."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from negostrategy.accounts.models import Team, User
from negostrategy.compliance.models import Finding
from negostrategy.exchange.demo.calendar import Year
from negostrategy.exchange.demo.company import arlund
from negostrategy.exchange.service.demo.filling import Filled, fill
from negostrategy.exchange.service.demo.people import NotADemo, enter
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Counterpart, Negotiation
from negostrategy.strategy.models import Acknowledgement, PlaybookVersion, StrategyVersion
from negostrategy.tenancy.queries import OrganizationEntry, organization_called
from tests.cast import Cast
from tests.features.exchange.demo.conftest import PASSWORD, UNTIL


def test_every_line_of_the_year_goes_in(filled: list[Filled]) -> None:
    assert [(one.summary.read, one.summary.refused) for one in filled] == [(200, 0), (30, 0)]


def test_filling_again_adds_nothing(demo: OrganizationEntry) -> None:
    again = fill(7, UNTIL, "small", PASSWORD)

    assert [(one.summary.added, one.summary.known) for one in again] == [(0, 200), (0, 30)]


def test_a_filling_on_the_next_day_leaves_the_year_as_it_is(demo: OrganizationEntry) -> None:
    again = fill(7, date(2026, 7, 1), "small", PASSWORD)

    assert [one.summary.added for one in again] == [0, 0]


@pytest.mark.parametrize(
    ("model", "count"), [(User, 122), (Team, 14), (Negotiation, 200), (StrategyVersion, 2), (PlaybookVersion, 11)]
)
def test_everything_is_there(demo: OrganizationEntry, model: type[User], count: int) -> None:
    with transaction(demo.id):
        assert session.scalar(select(func.count()).select_from(model)) == count


@pytest.mark.parametrize("model", [Counterpart, Acknowledgement])
def test_what_follows_from_the_records_and_readers_is_there(demo: OrganizationEntry, model: type[User]) -> None:
    with transaction(demo.id):
        assert (session.scalar(select(func.count()).select_from(model)) or 0) > 30


def test_rules_are_kept_broken_and_unknown_in_believable_shares(demo: OrganizationEntry) -> None:
    with transaction(demo.id):
        counted = session.execute(select(Finding.result, func.count().label("number")).group_by(Finding.result))
        counts = {row.result: row.number for row in counted}

    assert 0.65 < counts["kept"] / (counts["kept"] + counts["broken"]) < 0.9
    assert 0.05 < counts["unknown"] / sum(counts.values()) < 0.4


def test_every_team_below_another_is_managed(demo: OrganizationEntry) -> None:
    with transaction(demo.id):
        assert session.scalar(select(func.count()).select_from(Team).where(Team.manager_id.is_(None))) == 0


def test_both_companies_have_their_own(filled: list[Filled], demo: OrganizationEntry) -> None:
    velden = organization_called("velden")
    assert velden is not None

    with transaction(velden.id):
        assert session.scalar(select(func.count()).select_from(Negotiation)) == 30


@pytest.mark.parametrize("part", ["leader", "manager", "employee", "admin"])
def test_visitors_come_in_with_the_printed_password(
    app: Flask, demo: OrganizationEntry, demo_mode: None, part: str
) -> None:
    typed = {"email": f"{part}@demo.example", "password": PASSWORD}

    assert app.test_client().post("/o/demo/sign-in", data=typed).status_code == 303


def test_outside_of_demo_mode_the_demo_is_shut(app: Flask, demo: OrganizationEntry) -> None:
    typed = {"email": "leader@demo.example", "password": PASSWORD}

    assert app.test_client().post("/o/demo/sign-in", data=typed).status_code == 422


def test_the_sign_in_page_offers_the_people_who_are_there(app: Flask, demo: OrganizationEntry, demo_mode: None) -> None:
    page = app.test_client().get("/o/demo/sign-in").text

    assert [name in page for name in ("Noor Haddad", "Ines Carvalho", "Greta Holm", "Lars Winther")] == [True] * 4


def test_outside_of_demo_mode_the_page_offers_nobody(app: Flask, demo: OrganizationEntry) -> None:
    assert PASSWORD not in app.test_client().get("/o/demo/sign-in").text


def test_a_company_of_people_is_never_filled(cast: Cast) -> None:
    with pytest.raises(NotADemo):
        enter(replace(arlund(7), slug=cast.slug), 7, Year(UNTIL), "")
