"""A file of a playbook that is here already becomes its next version, or another playbook under its own name."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from negostrategy.exchange.service.known_playbooks import Wanted
from negostrategy.exchange.service.policies import bring_in, playbook_file
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.models import Playbook, PlaybookVersion
from negostrategy.strategy.queries.playbooks import PlaybookText, playbook_text
from tests.cast import Cast
from tests.clients import Browser
from tests.features.negotiations.editions import draft_of, playbook_of, publish

type_of_browser = Callable[..., Browser]


@pytest.fixture
def held(cast: Cast) -> UUID:
    """Return version 1 of a playbook, in force with a walk-away of 100."""
    return publish(cast, draft_of(cast, ("96", "100")), clock.today())


@pytest.fixture
def file(cast: Cast, held: UUID) -> bytes:
    """Return the playbook's file with a walk-away of 98."""
    with transaction(cast.organization_id):
        return playbook_file(held).replace("walk_away: 100", "walk_away: 98").encode()


def brought(cast: Cast, file: bytes, wanted: Wanted | None = None) -> PlaybookText:
    """Return the draft that a file becomes."""
    with transaction(cast.organization_id):
        text = playbook_text(bring_in(cast.greta.actor, file, wanted)[1])
    assert text is not None
    return text


def names(cast: Cast) -> list[str]:
    """Return what the playbooks are called."""
    with transaction(cast.organization_id):
        return list(session.scalars(select(Playbook.name).order_by(Playbook.created_at)))


def sent(greta: Browser, file: bytes) -> TestResponse:
    """Return the answer to a file."""
    return greta.post("/strategy/files", {"file": (io.BytesIO(file), "book.yaml")})


def carried(page: TestResponse) -> str:
    """Return the file that a page carries on to its next step."""
    found = re.search(r'<textarea name="text" hidden>\n(.*?)</textarea>', page.text, re.DOTALL)
    assert found is not None
    return unescape(found[1])


def test_it_becomes_the_next_version(cast: Cast, held: UUID, file: bytes) -> None:
    draft = brought(cast, file)

    said = (draft.playbook_id, draft.number, draft.variables[0].walk_away, len(names(cast)))
    assert said == (playbook_of(cast, held), 2, 98, 1)


def test_what_a_file_does_not_say_is_not_taken_over(cast: Cast, held: UUID) -> None:
    name = names(cast)[0]

    draft = brought(cast, f"negostrategy: 1\nplaybook:\n  name: {name}\n  purpose: Anew.\n".encode())

    assert (draft.number, draft.variables, draft.topics, draft.kind) == (2, [], [], None)


def test_a_renamed_playbook_is_known_by_its_key(cast: Cast, held: UUID, file: bytes) -> None:
    with transaction(cast.organization_id):
        session.scalars(select(Playbook)).one().name = "Renewals"

    draft = brought(cast, file)

    assert (draft.playbook_id, names(cast)) == (playbook_of(cast, held), ["Renewals"])


def test_it_may_become_another_playbook(cast: Cast, held: UUID, file: bytes) -> None:
    draft = brought(cast, file, Wanted("new", "Prices of freight"))

    assert (draft.number, draft.name, len(names(cast))) == (1, "Prices of freight", 2)


def test_another_playbook_needs_another_name(cast: Cast, held: UUID, file: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        brought(cast, file, Wanted("new", names(cast)[0]))

    assert "/name" in refused.value.errors


def test_the_page_asks_and_shows_what_differs_before_anything_is_made(
    cast: Cast, held: UUID, file: bytes, browser: type_of_browser
) -> None:
    page = sent(browser(cast.greta), file)

    with transaction(cast.organization_id):
        versions = session.scalars(select(PlaybookVersion.id)).all()
    said = " ".join(page.text.split())
    assert (page.status_code, versions) == (200, [held])
    assert "This playbook is here already" in said
    assert "What it says differently from version 1" in said
    assert 'value="next" checked' in said


def test_the_page_makes_what_was_chosen(cast: Cast, held: UUID, file: bytes, browser: type_of_browser) -> None:
    greta = browser(cast.greta)
    text = carried(sent(greta, file))

    greta.post("/strategy/files", {"text": text.replace("\n", "\r\n"), "as": "next", "name": "Left alone"})
    greta.post("/strategy/files", {"text": text, "as": "new", "name": "Freight"})

    with transaction(cast.organization_id):
        rows = session.execute(
            select(Playbook.name, PlaybookVersion.number).join(Playbook, Playbook.id == PlaybookVersion.playbook_id)
        )
        assert sorted(tuple(row) for row in rows) == sorted(
            [(names_of(cast, held), 1), (names_of(cast, held), 2), ("Freight", 1)]
        )


def names_of(cast: Cast, version: UUID) -> Any:
    """Return what the playbook of a version is called, in the running transaction."""
    statement = select(Playbook.name).join(PlaybookVersion, PlaybookVersion.playbook_id == Playbook.id)
    return session.scalar(statement.where(PlaybookVersion.id == version))


def test_a_name_that_is_taken_loses_nothing(cast: Cast, held: UUID, file: bytes, browser: type_of_browser) -> None:
    taken = names(cast)[0]

    page = browser(cast.greta).post("/strategy/files", {"text": file.decode(), "as": "new", "name": taken})

    assert (page.status_code, "There is a playbook of this name already." in page.text) == (422, True)
    assert carried(page) == file.decode()


def test_a_playbook_that_is_not_here_is_asked_nothing(
    cast: Cast, next_door: Cast, held: UUID, file: bytes, browser: type_of_browser
) -> None:
    assert sent(browser(next_door.greta), file).status_code == 303


def test_the_next_version_begins_from_what_holds(cast: Cast, held: UUID, file: bytes) -> None:
    publish(cast, draft_of(cast, ("92", "95"), playbook_of(cast, held)), clock.today() + timedelta(days=30))

    draft = brought(cast, file)

    with transaction(cast.organization_id):
        row = session.scalars(select(PlaybookVersion.begun_from).where(PlaybookVersion.id == draft.id)).one()
    assert (draft.number, row) == (3, 1)
