"""How many statements a request costs: a number that must not creep up."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import Engine, event

from negostrategy.kernel.transaction import transaction
from tests.cast import Cast, Person
from tests.clients import Program, type_of_browser
from tests.features.compliance.books import add_book

type_of_program = Callable[[Person], Program]
RULE = {"key": "a", "title": "We know our alternative", "expression": {"fact": "has_alternative", "is": "yes"}}


@contextmanager
def counted() -> Iterator[list[str]]:
    """Return the statements that the block causes."""
    asked: list[str] = []

    def note(*words: object) -> None:
        asked.append(str(words[2]))

    event.listen(Engine, "before_cursor_execute", note)
    yield asked
    event.remove(Engine, "before_cursor_execute", note)


def test_a_quick_log_costs_at_most_twelve(cast: Cast, browser: type_of_browser) -> None:
    with transaction(cast.organization_id):
        add_book(cast, [RULE], topics=["finance"])
    chrome = browser(cast.noor)
    chrome.post("/log", {"title": "A first one about a price, so that the rules are ready"})

    with counted() as asked:
        chrome.post("/log", {"title": "Ferrano price 120k today @nils", "counterpart": "Ferrano Castings"})

    assert len(asked) <= 12, asked


def test_the_list_costs_at_most_six(cast: Cast, browser: type_of_browser, log: Callable[..., UUID]) -> None:
    for number in range(3):
        log(f"Number {number}", counterpart="Ferrano Castings")
    chrome = browser(cast.ines)

    with counted() as asked:
        chrome.get("/negotiations?kind=external&words=number")

    assert len(asked) <= 6, asked


def test_the_list_as_json_costs_at_most_six(cast: Cast, program: type_of_program, log: Callable[..., UUID]) -> None:
    log()
    script = program(cast.ines)

    with counted() as asked:
        script.call("GET", "/negotiations")

    assert len(asked) <= 6, asked
