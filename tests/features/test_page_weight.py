"""No page weighs more than sixty thousand bytes: on a phone far from a mast that is now or later."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from negostrategy.accounts.models import User
from negostrategy.analytics.compliance_figures import checks_line
from negostrategy.analytics.figure import Figure
from negostrategy.analytics.pages import LINES, way_to
from negostrategy.analytics.shapes import Group
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy import starters
from negostrategy.strategy.service.document import start_draft
from negostrategy.strategy.service.playbooks import install_starter
from tests.browser.world import World, make_world
from tests.cast import Cast, Person, make_cast
from tests.clients import Browser

type_of_browser = Callable[[Person], Browser]
HEAVIEST = 60_000
PLAYBOOKS = [one.key for one in starters.playbooks()]
PERIODS = ("", "?held_from=2026-01-01")


@pytest.fixture(scope="module")
def world(application: Flask) -> World:
    """Return a company with something on every page, which these tests only look at."""
    with application.app_context():
        return make_world(make_cast("weighed"))


def weights(chrome: Browser, paths: list[str]) -> dict[str, int]:
    """Return what is heavier than a page may be: {path: bytes}."""
    found = {path: len(chrome.get(path).data) for path in paths}
    return {path: weight for path, weight in found.items() if weight > HEAVIEST}


@pytest.mark.parametrize("who", ["noor", "ines", "greta", "adam"])
def test_no_page_of_a_company_is_heavy(world: World, browser: type_of_browser, who: str) -> None:
    assert weights(browser(getattr(world.cast, who)), world.pages()[who]) == {}


@pytest.mark.parametrize("key", PLAYBOOKS)
@pytest.mark.parametrize("opened", ["", "?open=variable-0-row", "?open=scope-row"])
def test_no_starter_playbook_is_heavy_to_edit(cast: Cast, browser: type_of_browser, key: str, opened: str) -> None:
    with transaction(cast.organization_id):
        book = install_starter(cast.greta.actor, key)

    assert weights(browser(cast.greta), [f"/playbooks/versions/{book}/edit{opened}"]) == {}


@pytest.mark.parametrize("opened", ["", "?open=objective-0-row", "?open=segment-key-row", "?open=owners&look_for=a"])
def test_the_starter_strategy_is_not_heavy_to_edit_in_a_company_of_many(
    cast: Cast, browser: type_of_browser, opened: str
) -> None:
    with transaction(cast.organization_id):
        session.add_all(
            User(id=new_id(), name=f"Ada {n}", email=f"ada-{n}@crowd.example", roles=["employee"]) for n in range(1_000)
        )
        draft = start_draft(cast.greta.actor)

    assert weights(browser(cast.greta), [f"/strategy/drafts/{draft}{opened}"]) == {}


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("path", ["/compliance", "/outcomes", "/compliance/rules/table", "/outcomes/bands/table"])
def test_no_dashboard_is_heavy(world: World, browser: type_of_browser, path: str, period: str) -> None:
    assert weights(browser(world.cast.ines), [path + period]) == {}


@pytest.mark.parametrize(("most", "heaviest"), [(None, HEAVIEST - 6_000), (20, 24_000)])
def test_a_figure_of_many_lines_is_cut(app: Flask, most: int | None, heaviest: int) -> None:
    title = "We promise a service only when the people who deliver it have confirmed."
    parts = {"kept": 1_234, "broken": 567, "unknown": 89}
    cell = {"held_from": "2026-09-07", "held_to": "2026-11-29", "rule": str(UUID(int=2**127))}
    group = Group("one", title, parts, 1_890, 120, cell, "Advice · Key customer renewal")
    lines = [checks_line(group)] * (LINES if most is None else LINES * 10)
    figure = Figure("rules", "Which rules are kept least?", "", "Rule", ["Number kept"] * 6, lines, "")

    with app.test_request_context("/o/weighed/compliance"):
        made: Any = app.jinja_env.get_template("figures/parts.html").module
        table = made.twin(figure, way_to, most, "/o/weighed/compliance/rules/table")

    assert len(table.encode()) <= heaviest
