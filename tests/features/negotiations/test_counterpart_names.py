"""One name in many spellings is one counterpart, whichever way it comes in, and is shown as it was typed first."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Counterpart
from tests.cast import Cast, Person
from tests.clients import Program, type_of_browser

type_of_program = Callable[[Person], Program]
SPELLINGS = [
    ("İzmir Döküm", "i̇zmir döküm"),
    ("ΣΊΣΥΦΟΣ", "Σίσυφος"),
    ("Straße AG", "STRASSE AG"),
    ("ﬁbre", "fibre"),
    ("ＡＣＭＥ Ltd", "Acme ltd"),
    ("ǅakovo", "Ǆakovo"),
    ("Müller AG", "Müller  AG"),
    ("Müller AG ", "Müller AG"),
    ("Müller AG", "Müller\u00a0AG"),
    ("Müller AG", "Mu\u0308ller AG"),
]


def names(cast: Cast) -> list[str]:
    """Return the names of all counterparts."""
    with transaction(cast.organization_id):
        return list(session.scalars(select(Counterpart.name).order_by(Counterpart.name_key)))


@pytest.mark.parametrize(("first", "second"), SPELLINGS)
def test_a_program_finds_the_counterpart_of_another_spelling(
    cast: Cast, program: type_of_program, first: str, second: str
) -> None:
    script = program(cast.noor)

    made = [
        script.call("POST", "/negotiations", {"title": "x", "counterpart": name, "kind": "external"})
        for name in (first, second)
    ]
    address, tag = f"/negotiations/{made[1].json['id']}", made[1].headers["ETag"]
    again = script.call("PATCH", address, {"kind": "external", "counterpart": second}, If_Match=tag)

    assert [answer.status_code for answer in made] == [201, 201]
    assert again.status_code == 200
    assert names(cast) == [first.strip()]


def test_every_page_finds_the_counterpart_of_another_spelling(cast: Cast, browser: type_of_browser) -> None:
    chrome = browser(cast.noor)
    form = {"title": "Price", "kind": "external", "topic": "finance", "held_on": "2026-11-20"}

    answers = [
        chrome.post("/negotiations/new", form | {"counterpart": "İzmir Döküm"}),
        chrome.post("/log", {"title": "Price", "counterpart": "i\u0307zmir  DÖKÜM"}),
        chrome.post("/log", {"title": "Price with İzmir Do\u0308ku\u0308m, phone"}),
    ]

    assert [answer.status_code for answer in answers] == [303, 303, 303]
    assert names(cast) == ["İzmir Döküm"]


def test_a_counterpart_cannot_be_added_or_renamed_to_a_spelling_that_is_taken(
    cast: Cast, browser: type_of_browser, program: type_of_program
) -> None:
    script, chrome = program(cast.noor), browser(cast.noor)
    script.call("POST", "/counterparts", {"name": " Straße AG\u00a0"})
    other = script.call("POST", "/counterparts", {"name": "Müller"}).json["id"]

    added = script.call("POST", "/counterparts", {"name": "STRASSE  AG"})
    renamed = chrome.post(f"/counterparts/{other}", {"name": "Strasse AG"})
    respelled = chrome.post(f"/counterparts/{other}", {"name": "MÜLLER"})

    assert (added.status_code, renamed.status_code, respelled.status_code) == (422, 422, 303)
    assert "There is a counterpart of this name already." in renamed.text
    assert names(cast) == ["MÜLLER", "Straße AG"]


def test_a_name_of_which_nothing_is_seen_is_refused(cast: Cast, program: type_of_program) -> None:
    answer = program(cast.noor).call("POST", "/counterparts", {"name": " \u200b\u00a0"})

    assert answer.status_code == 422
    assert "Nothing is seen of this name" in answer.text


def test_accents_keep_two_apart(cast: Cast, program: type_of_program) -> None:
    script = program(cast.noor)

    made = [script.call("POST", "/counterparts", {"name": name}).status_code for name in ("Müller", "Muller")]

    assert made == [201, 201]
