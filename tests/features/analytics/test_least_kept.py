"""What is kept least: surely low first, everywhere in the same order."""

import csv
import io
from collections.abc import Callable
from random import Random

import pytest
from flask import Flask
from sqlalchemy import insert

from negostrategy.analytics.shapes import Group, surely_low_first
from negostrategy.compliance.models import Finding
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from tests.cast import Cast, Person, make_cast
from tests.clients import Program, type_of_browser
from tests.features.analytics.crowds import record
from tests.features.compliance.books import add_book

EXPRESSION = {"fact": "has_alternative", "is": "yes"}
# Upper ends of the intervals: 50.9, 59.9, 60.3; and of all kept 100.
KEPT = {
    "Aims": (5, 18),
    "Bids": (134, 249),
    "Caps": (3, 10),
    "Dues": (7, 7),
    "Ends": (9, 9),
    "Few b": (0, 4),
    "Few a": (1, 3),
}
ORDER = ["Aims", "Bids", "Caps", "Ends", "Dues", "Few a", "Few b"]
type_of_program = Callable[[Person], Program]


def group(name: str, kept: int, n: int, *, is_hidden: bool = False) -> Group:
    """Return a group of checks, each in a record of its own and of a person of its own."""
    return Group(name, name, {"kept": kept, "broken": n - kept, "unknown": 0}, n, n, is_hidden=is_hidden)


def names(groups: list[Group]) -> list[str]:
    """Return the names of groups in the order in which they are shown."""
    return [one.name for one in surely_low_first(groups)]


def test_the_upper_end_of_the_interval_decides() -> None:
    # 85.9 % of 85, likely 77 to 92; 80.2 % of 711, likely 77 to 83.
    assert names([group("Small", 73, 85), group("Large", 570, 711)]) == ["Large", "Small"]


@pytest.mark.parametrize("seed", range(5))
def test_of_equal_ends_the_larger_number_is_first_and_too_few_are_last_by_name(seed: int) -> None:
    groups = [group(name, *counts) for name, counts in KEPT.items()]
    Random(seed).shuffle(groups)

    assert names(groups) == ORDER


def test_a_group_that_is_hidden_stands_where_its_share_tells_nothing() -> None:
    assert names([group("Hidden", 0, 40, is_hidden=True), group("Kept", 30, 40), group("Bad", 1, 3)]) == [
        "Kept",
        "Bad",
        "Hidden",
    ]


@pytest.fixture(scope="module")
def company(application: Flask) -> Cast:
    """Return a company in which each rule was kept as often as said."""
    with application.app_context():
        cast = make_cast("a-company-of-rules")
        with transaction(cast.organization_id):
            rules = [{"key": f"{name[0]}{name[-1]}".lower(), "title": name, "expression": EXPRESSION} for name in KEPT]
            book = add_book(cast, rules, topics=["finance"])
        records = [record(cast.noor, topic="timetable") for _ in range(249)]
        with transaction(cast.organization_id):
            session.execute(
                insert(Finding),
                [
                    {
                        "organization_id": cast.organization_id,
                        "id": new_id(),
                        "negotiation_id": records[place],
                        "rule_id": book.rules[f"{name[0]}{name[-1]}".lower()],
                        "result": "kept" if place < kept else "broken",
                        "evidence": {},
                    }
                    for name, (kept, n) in KEPT.items()
                    for place in range(n)
                ],
            )
    return cast


def test_files_and_programs_have_the_order_of_the_page(
    company: Cast, browser: type_of_browser, program: type_of_program
) -> None:
    page = browser(company.ines).get("/compliance/rules/table").text
    rows = list(csv.reader(io.StringIO(browser(company.ines).get("/compliance/rules.csv").text)))
    told = program(company.ines).call("GET", "/figures/compliance").json["figures"][0]

    assert [row[0] for row in rows[1:]] == ORDER
    assert [line["name"] for line in told["lines"]] == ORDER
    assert sorted(ORDER, key=page.index) == ORDER
    assert told["summary"] == "Kept least: Aims"
