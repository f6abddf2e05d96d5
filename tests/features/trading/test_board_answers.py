"""What the board answers for a package: green, amber or red, or nothing where nothing in it can be judged."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from negostrategy.facts.service import refresh
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.queries.askable import askable
from negostrategy.trading.queries.board import NOTHING_IN_IT, NOTHING_TO_JUDGE, Seen, board_of
from negostrategy.trading.queries.table import Values
from tests.cast import Cast
from tests.clients import Browser
from tests.features.compliance.books import FLOOR, add_book
from tests.features.facts.records import DAYS, PRICE, add_record
from tests.features.trading.conftest import FERRANO

TODAY = date(2026, 11, 23)
ASKED = {**FLOOR, "key": "asked", "title": "The person is asked first.", "expression": {"answer": "asked", "is": "yes"}}
GREEN, AMBER, RED = {"asked": True}, {}, {"asked": False}
TYPED = replace(FERRANO[0], term_key="days", term_value="60")
HALF_TYPED = replace(FERRANO[0], term_key="days")
BARE = FERRANO[1]
HINT = "under a change, which term it changes and to what"
type_of_pack = Callable[..., Seen]
type_of_look = Callable[..., str]


@pytest.fixture
def answers() -> dict[str, bool]:
    """Return what people answered on the record: the floor is kept, cannot be told, or is broken by it."""
    return GREEN


@pytest.fixture
def record_id(cast: Cast, answers: dict[str, bool]) -> UUID:
    """Return the id of a record of Noor's with a price and days, under a playbook with one floor."""
    with transaction(cast.organization_id):
        book = add_book(cast, (ASKED,))
        pinned: dict[str, Any] = {"playbook_version_id": book.version_id, "topic": "finance", "answers": answers}
        made = add_record(cast.noor, {"price": PRICE, "days": DAYS}, **pinned)
        refresh([made], is_new=True)
        return made


@pytest.fixture
def pack(cast: Cast, record_id: UUID, keep: Callable[..., int], values: Callable[..., Values]) -> type_of_pack:
    """Return a way to keep these lines, and see the package of all of them."""

    def packed(*lines: Any) -> Seen:
        keep(lines)
        found = values()
        with transaction(cast.organization_id):
            asked = askable(cast.noor.actor, record_id)
            return board_of(cast.noor.actor, found, asked, [line.id for line in found.lines], TODAY).package

    return packed


@pytest.fixture
def look(cast: Cast, record_id: UUID, browser: Callable[..., Browser], values: Callable[..., Values]) -> type_of_look:
    """Return a way to read on the page what stands below "The package" with every line taken."""

    def read() -> str:
        taken = "".join(f"&take={line.id}" for line in values().lines)
        page = browser(cast.noor).get(f"/negotiations/{record_id}/board?composed=yes{taken}").text
        return page.split('id="package"')[1].split("</section>")[0]

    return read


def test_a_package_that_sets_no_term_gets_no_yes(pack: type_of_pack, look: type_of_look) -> None:
    package = pack(BARE)

    page = look()

    assert (package.answer, package.why_no_answer, package.about) == (None, NOTHING_TO_JUDGE, "")
    assert [words in page for words in (NOTHING_TO_JUDGE, HINT, "You may", "as it stands")] == [
        True,
        True,
        False,
        False,
    ]


def test_a_term_without_its_position_is_nothing_to_judge(pack: type_of_pack) -> None:
    assert pack(HALF_TYPED).why_no_answer == NOTHING_TO_JUDGE


def test_an_empty_package_gets_no_yes(pack: type_of_pack) -> None:
    package = pack()

    assert (package.answer, package.why_no_answer) == (None, NOTHING_IN_IT)


@pytest.mark.parametrize(("answers", "light"), [(AMBER, "amber"), (RED, "red")], ids=["amber", "red"])
@pytest.mark.parametrize(
    ("lines", "about"),
    [
        ((BARE,), "No change in it sets a term: this is about the record as it stands."),
        ((), "Nothing is in it: this is about the record as it stands."),
    ],
    ids=["no term", "empty"],
)
def test_a_warning_about_the_record_stays_and_says_what_it_is_about(
    pack: type_of_pack, lines: Sequence[Any], light: str, about: str
) -> None:
    package = pack(*lines)

    assert package.answer is not None
    assert (package.answer.light, package.why_no_answer, package.about) == (light, "", about)


@pytest.mark.parametrize(("answers", "word"), [(AMBER, "Say first"), (RED, "Stop")], ids=["amber", "red"])
def test_the_page_says_a_warning_with_what_it_is_about(pack: type_of_pack, look: type_of_look, word: str) -> None:
    pack(BARE)

    page = look()

    assert [words in page for words in (word, "about the record as it stands", HINT, "nothing to judge")] == [
        True,
        True,
        True,
        False,
    ]
    assert "Deal score" not in page


@pytest.mark.parametrize(
    ("answers", "light"), [(GREEN, "green"), (AMBER, "amber"), (RED, "red")], ids=["green", "amber", "red"]
)
def test_a_package_of_terms_is_answered_and_nothing_is_left_out(pack: type_of_pack, light: str) -> None:
    package = pack(TYPED)

    assert package.answer is not None
    assert (package.answer.light, package.about, package.wants_terms) == (light, "", False)


def test_changes_beside_those_of_terms_are_said_to_be_left_out(pack: type_of_pack, look: type_of_look) -> None:
    package = pack(TYPED, BARE)

    page = look()

    assert package.about == "1\N{NO-BREAK SPACE}change in it sets no term and is left out of this answer."
    assert [words in page for words in ("You may", package.about, HINT)] == [True, True, True]


def test_packages_beside_each_other_say_what_their_answer_leaves_out(
    cast: Cast,
    record_id: UUID,
    browser: Callable[..., Browser],
    pack: type_of_pack,
    values: Callable[..., Values],
) -> None:
    pack(TYPED, BARE)
    noor, path = browser(cast.noor), f"/negotiations/{record_id}/board"
    noor.post(f"{path}/packages", data={"name": "Both", "entry_ids": [str(line.id) for line in values().lines]})

    page = noor.get(path).text

    assert "sets no term and is left out of this answer" in page.split('id="compare"')[1]
