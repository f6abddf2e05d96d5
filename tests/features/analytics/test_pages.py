"""The two dashboards, their tables for spreadsheets, and the page behind each number."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date

import plotly.graph_objects as go
import pytest
from flask import Flask
from sqlalchemy import Engine, event

from negostrategy.analytics.asked import Asked
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.here import Here
from negostrategy.negotiations.service import record_negotiation
from tests.cast import Cast, Person
from tests.clients import Program, type_of_browser
from tests.features.analytics.test_figures import TODAY

YEAR = "held_from=2026-01-01&held_to=2026-11-23"


@pytest.mark.parametrize("path", ["/compliance", "/outcomes"])
@pytest.mark.parametrize("who", ["noor", "ines", "greta"])
def test_a_dashboard_is_shown(world: Cast, browser: type_of_browser, path: str, who: str) -> None:
    answer = browser(getattr(world, who)).get(f"{path}?{YEAR}")

    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("path", ["/compliance", "/outcomes", "/records"])
def test_an_empty_company_is_told_what_to_do(cast: Cast, browser: type_of_browser, path: str) -> None:
    assert browser(cast.ines).get(path).status_code == 200


@pytest.mark.parametrize("path", ["/compliance", "/outcomes", "/records"])
def test_figures_are_not_for_the_administrator(cast: Cast, browser: type_of_browser, path: str) -> None:
    assert browser(cast.adam).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/compliance", "/outcomes", "/records"])
@pytest.mark.parametrize("query", ["held_from=0000-01-01", "team=x", "kind=up", "power=9"])
def test_an_unreadable_filter_is_told(cast: Cast, browser: type_of_browser, path: str, query: str) -> None:
    status = browser(cast.ines).get(f"{path}?{query}").status_code

    assert status == (200 if path != "/records" and query.startswith("power") else 422)


@pytest.mark.parametrize(
    "path",
    [
        *("compliance/rules", "compliance/weeks", "compliance/teams", "compliance/coverage"),
        *("outcomes/ends", "outcomes/bands", "outcomes/scores", "outcomes/styles"),
    ],
)
def test_every_figure_is_a_table_for_spreadsheets(world: Cast, browser: type_of_browser, path: str) -> None:
    answer = browser(world.ines).get(f"/{path}.csv?{YEAR}")

    rows = list(csv.reader(io.StringIO(answer.text)))
    assert answer.mimetype == "text/csv"
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1


def test_no_cell_is_run_as_a_formula(cast: Cast, browser: type_of_browser) -> None:
    with transaction(cast.organization_id):
        make = {"title": "x", "style_used": "combative", "power_balance": 0, "outcome": "agreed"}
        record_negotiation(cast.noor.actor, make, Here(TODAY, "EUR"))

    rows = csv.reader(io.StringIO(browser(cast.noor).get(f"/outcomes/styles.csv?{YEAR}").text))

    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


def test_what_is_drawn_is_a_figure_that_the_library_knows(world: Cast, browser: type_of_browser) -> None:
    text = browser(world.ines).get(f"/outcomes?{YEAR}").text + browser(world.ines).get(f"/compliance?{YEAR}").text

    drawn = re.findall(r'<script type="application/json" id="\w+-data">(.*?)</script>', text, re.DOTALL)

    assert len(drawn) == 4
    for one in drawn:
        go.Figure(json_of(one))


def test_links_behind_numbers_open(world: Cast, browser: type_of_browser) -> None:
    chrome = browser(world.ines)
    text = chrome.get(f"/compliance?{YEAR}").text

    links = {found.replace("&amp;", "&") for found in re.findall(rf'href="/o/{world.slug}(/records[^"]*)"', text)}

    assert len(links) > 5
    assert {chrome.get(link).status_code for link in links} == {200}


def test_a_leader_opens_no_list_of_few_people(world: Cast, browser: type_of_browser) -> None:
    answer = browser(world.greta).get(f"/records?{YEAR}&outcome=agreed")

    assert "Too few to show" in answer.text
    assert "Record 0." not in answer.text


@pytest.mark.parametrize(("path", "figures"), [("/compliance", 4), ("/outcomes", 4)])
def test_a_dashboard_asks_few_statements(
    application: Flask, world: Cast, browser: type_of_browser, path: str, figures: int
) -> None:
    chrome = browser(world.ines)
    asked: list[str] = []

    def count(*words: object) -> None:
        asked.append(str(words[2]))

    event.listen(Engine, "before_cursor_execute", count)
    chrome.get(f"{path}?{YEAR}")
    event.remove(Engine, "before_cursor_execute", count)

    questions = [one for one in asked if not one.startswith("SET LOCAL statement_timeout")]
    assert len(questions) <= 10 + figures, questions


def json_of(text: str) -> dict[str, object]:
    """Return the figure inside a page, colours by name made plain."""
    replaced = re.sub(r'"var:[a-z0-9-]+"', '"#123456"', text)
    loaded: dict[str, object] = json.loads(replaced)
    return loaded


def test_the_usual_period_is_twelve_weeks() -> None:
    asked = Asked().within(TODAY)

    assert asked.held_from is not None
    assert (TODAY - asked.held_from).days == 83


@pytest.mark.parametrize("dashboard", ["compliance", "outcomes"])
def test_the_figures_are_told_to_programs(world: Cast, program: Callable[[Person], Program], dashboard: str) -> None:
    answer = program(world.ines).call("GET", f"/figures/{dashboard}?{YEAR}")

    lines = [line for figure in answer.json["figures"] for line in figure["lines"]]
    assert answer.status_code == 200
    assert any(value["records"] for line in lines for value in line["values"])


def test_an_unreadable_filter_of_a_program_is_refused(cast: Cast, program: Callable[[Person], Program]) -> None:
    assert program(cast.ines).call("GET", "/figures/outcomes?held_from=0000-01-01").status_code == 422


@pytest.mark.parametrize("path", ["/compliance/rules/table", "/compliance/weeks/table", "/outcomes/styles/table"])
@pytest.mark.parametrize("who", ["noor", "ines"])
def test_a_figure_is_a_table_on_a_page_of_its_own(world: Cast, browser: type_of_browser, path: str, who: str) -> None:
    answer = browser(getattr(world, who)).get(f"{path}?{YEAR}")

    assert answer.status_code == 200
    assert answer.text.count("<table") == 1


def test_the_table_of_a_figure_is_for_those_who_read_figures(cast: Cast, browser: type_of_browser) -> None:
    assert browser(cast.adam).get("/compliance/rules/table").status_code == 403


@pytest.mark.parametrize("path", ["/compliance/ends/table", "/outcomes/rules/table", "/outcomes/x/table"])
def test_a_figure_that_is_none_has_no_table(cast: Cast, browser: type_of_browser, path: str) -> None:
    assert browser(cast.ines).get(path).status_code == 404


@pytest.mark.parametrize("part", ["2", "0", "-1", "x", "99999999999999999999"])
def test_a_part_that_a_table_does_not_have_is_one_it_has(world: Cast, browser: type_of_browser, part: str) -> None:
    assert browser(world.ines).get(f"/compliance/rules/table?{YEAR}&part={part}").status_code == 200


def test_a_leader_sees_no_table_of_a_period_with_too_few(cast: Cast, browser: type_of_browser) -> None:
    with transaction(cast.organization_id):
        make = {"title": "Alone", "held_on": date(2020, 5, 5), "outcome": "agreed", "closed_on": date(2020, 5, 6)}
        record_negotiation(cast.noor.actor, make, Here(TODAY, "EUR"))
    alone = "held_from=2020-05-05&held_to=2020-05-05"

    page = browser(cast.greta).get(f"/outcomes/ends/table?{alone}").text

    assert "Too few to show" in page
    assert "<table" not in page
