"""Nothing is said to a leader about fewer than five records or five people, on any way out."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from negostrategy.kernel.transaction import transaction
from negostrategy.tenancy.queries import today_in_force
from tests.cast import Cast, Person, make_cast
from tests.clients import Program, type_of_browser
from tests.features.analytics.crowds import hire, record
from tests.features.analytics.worlds import PRICE, RULES
from tests.features.compliance.books import add_book

FIGURES = {
    "compliance": ("rules", "weeks", "teams", "coverage"),
    "outcomes": ("ends", "bands", "scores", "styles", "captured", "breadth", "guesses"),
}
FILES = [(dashboard, key) for dashboard, keys in FIGURES.items() for key in keys]
ALONE = date(2025, 3, 5)
type_of_program = Callable[[Person], Program]


@pytest.fixture(scope="module")
def company(application: Flask) -> Cast:
    """Return a company of ten who negotiate: nine in sourcing and operations, and Otto alone in the design office."""
    with application.app_context():
        cast = make_cast("a-company-of-ten")
        with transaction(cast.organization_id):
            add_book(cast, RULES, topics=["finance"])
        people = [cast.noor, cast.nils, *hire(cast, cast.sourcing_id)]
        for person in people:
            record(person, **deal(), currency="EUR")
            record(person, **deal(agreed=12), currency="EUR")
        for place in range(6):
            record(cast.otto, **deal((3, 12)[place % 2], "combative"), currency="SEK")
        record(cast.otto, **deal(), held_on=ALONE, closed_on=ALONE, currency="SEK")
    return cast


def deal(agreed: int = 3, style_used: str = "cooperative") -> dict[str, Any]:
    """Return an agreement about a price."""
    terms = [type(PRICE)(**{**vars(PRICE), "agreed": Decimal(agreed)})]
    given = {"outcome": "agreed", "power_balance": 0, "style_used": style_used}
    return given | {"value": Decimal(850_000), "terms": terms}


def numbers(text: str) -> list[str]:
    """Return the numbers in what a page says, without its addresses."""
    said = re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)
    return re.findall(r"\d[\d,.]*", said)


@pytest.mark.parametrize(
    "cell", ["", "&result=broken", "&result=judged", "&outcome=agreed", "&band=stop", "&covered=yes"]
)
def test_the_list_behind_a_team_of_one_says_nothing(company: Cast, browser: type_of_browser, cell: str) -> None:
    text = browser(company.greta).get(f"/records?team={company.design_id}{cell}").text

    main = text[text.index("<main") : text.index("</main")]
    assert "Too few to show" in main
    assert numbers(re.sub(r'<ul class="chips".*?</ul>', "", main, flags=re.DOTALL)) == []
    assert "Design office" not in re.sub(r'<ul class="chips".*?</ul>', "", main, flags=re.DOTALL)


@pytest.mark.parametrize("dashboard", FIGURES)
@pytest.mark.parametrize("few", ["team", "day"])
def test_programs_of_a_leader_get_no_number_of_few(
    company: Cast, program: type_of_program, dashboard: str, few: str
) -> None:
    query = f"team={company.design_id}" if few == "team" else f"held_from={ALONE}&held_to={ALONE}"

    figures = program(company.greta).call("GET", f"/figures/{dashboard}?{query}").json["figures"]

    assert [(one["is_hidden"], one["summary"], one["lines"]) for one in figures] == [(True, None, [])] * len(figures)


def test_programs_of_a_leader_get_the_numbers_of_many(company: Cast, program: type_of_program) -> None:
    figures = program(company.greta).call("GET", "/figures/outcomes").json["figures"]

    assert not figures[0]["is_hidden"]


@pytest.mark.parametrize(("dashboard", "key"), FILES)
@pytest.mark.parametrize("few", ["team", "day"])
def test_a_file_of_few_has_its_heading_and_one_line(
    company: Cast, browser: type_of_browser, dashboard: str, key: str, few: str
) -> None:
    query = f"team={company.design_id}" if few == "team" else f"held_from={ALONE}&held_to={ALONE}"

    rows = list(csv.reader(io.StringIO(browser(company.greta).get(f"/{dashboard}/{key}.csv?{query}").text)))

    assert len(rows) == 2
    assert len(rows[0]) > 3
    assert rows[1] == ["too few to show"]


@pytest.mark.parametrize("path", ["compliance", "outcomes", "coverage"])
def test_a_manager_reads_what_a_leader_is_not_told(company: Cast, browser: type_of_browser, path: str) -> None:
    assert "Fewer than five" not in browser(company.ines).get(f"/{path}").text
    assert "Fewer than five" in browser(company.greta).get(f"/{path}?team={company.design_id}").text


@pytest.mark.parametrize("path", ["/compliance", "/outcomes", "/coverage"])
def test_money_of_one_person_is_in_no_sum(company: Cast, browser: type_of_browser, path: str) -> None:
    text = browser(company.greta).get(path).text

    assert "SEK" not in text


def test_money_of_many_is_summed(company: Cast, browser: type_of_browser) -> None:
    assert "11,900,000" in browser(company.greta).get("/outcomes").text


@pytest.mark.parametrize("cell", ["style_used=combative", "style_used=partnership", "band=ask", "band=target"])
def test_nought_and_too_few_look_the_same(company: Cast, browser: type_of_browser, cell: str) -> None:
    day = f"held_from={ALONE}&held_to={ALONE}"
    texts = [
        browser(company.greta).get(f"/records?{day}&{cell}").text
        for day in (day, "held_from=2019-01-07&held_to=2019-01-13")
    ]

    bare = [re.sub(r'<ul class="chips".*?</ul>|nonce="[^"]*"|csrf[^>]*', "", text, flags=re.DOTALL) for text in texts]
    assert "Too few to show" in texts[0]
    assert numbers(bare[0]) == numbers(bare[1])


def test_six_records_of_one_person_drift_nowhere(cast: Cast, browser: type_of_browser) -> None:
    for _ in range(6):
        record(cast.otto, style_used="combative", style_planned="cooperative")

    text = browser(cast.greta).get("/").text

    assert text.count("too few to say") == 2


def test_five_people_drift(cast: Cast, browser: type_of_browser) -> None:
    for person in hire(cast, cast.sourcing_id):
        record(person, style_used="combative", style_planned="cooperative")

    text = browser(cast.greta).get("/").text

    assert text.count("too few to say") == 1
    assert "<strong>100" in text


def test_what_drifts_opens_the_same_days(cast: Cast, browser: type_of_browser) -> None:
    for person in hire(cast, cast.sourcing_id):
        record(person, style_used="combative", style_planned="cooperative")
    with transaction(cast.organization_id):
        today = today_in_force()

    text = browser(cast.greta).get("/").text.replace("&amp;", "&")

    days = f"held_from={today - timedelta(days=29)}&held_to={today}"
    assert f"/compliance?{days}" in text
    way = re.search(rf'href="/o/{cast.slug}(/records\?planned=known&{days})"', text)
    assert way is not None
    assert re.search(r"5.records of 5.people", browser(cast.greta).get(way[1]).text)


def test_a_leader_reads_in_words_what_is_counted(company: Cast, browser: type_of_browser) -> None:
    text = browser(company.greta).get(f"/records?team={company.design_id}&result=judged").text

    assert "Design office" in text
    assert "kept or broken" in text
    assert ">chosen<" not in text
