"""The strategy document: drafted, edited, published from a day, read."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import text

from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.queries.document import document, readers_of, strategy_in_force
from negostrategy.strategy.schemas import DocumentDraft, ObjectiveDraft, SectionDraft
from negostrategy.strategy.service.document import NotPublished, acknowledge, discard_draft, edit_draft, start_draft
from negostrategy.strategy.service.drafting import AlreadyPublished, DraftNotAsSeen
from negostrategy.strategy.service.publication import publish_strategy
from tests.cast import Cast
from tests.clients import Browser
from tests.review import approved


def drafted(cast: Cast) -> UUID:
    with transaction(cast.organization_id):
        return start_draft(cast.greta.actor)


def published(cast: Cast, on: date | None = None) -> UUID:
    version_id = drafted(cast)
    with transaction(cast.organization_id):
        publish_strategy(cast.greta.actor, approved(cast, version_id), on or clock.today())
    return version_id


def test_the_first_draft_is_the_starter_outline(cast: Cast) -> None:
    version_id = drafted(cast)

    with transaction(cast.organization_id):
        found = document(version_id)
    assert found is not None
    assert (found.number, len(found.sections), found.is_draft) == (1, 15, True)
    assert found.objectives[0].due_on is not None


def test_there_may_be_several_drafts_at_once(cast: Cast) -> None:
    first, second = drafted(cast), drafted(cast)

    with transaction(cast.organization_id):
        numbers = [found.number for one in (first, second) if (found := document(one))]
    assert numbers == [1, 2]


def test_a_new_draft_says_what_holds_not_what_another_draft_says(cast: Cast) -> None:
    published(cast)
    other = drafted(cast)
    with transaction(cast.organization_id):
        edit_draft(cast.greta.actor, other, 1, DocumentDraft(title="Half-done"))
        mine, copy = document(start_draft(cast.greta.actor)), document(start_draft(cast.greta.actor, other))

    assert mine is not None
    assert copy is not None
    assert (mine.title == "Half-done", copy.title) == (False, "Half-done")


def test_a_draft_is_begun_from_the_version_that_is_chosen(cast: Cast, browser: Callable[..., Browser]) -> None:
    first = published(cast)
    with transaction(cast.organization_id):
        second = start_draft(cast.greta.actor)
        edit_draft(cast.greta.actor, second, 1, DocumentDraft(title="The second"))
        publish_strategy(cast.greta.actor, approved(cast, second), clock.today() + timedelta(days=1))
    greta = browser(cast.greta)

    pages = [greta.post("/strategy/drafts", {"from": one}, follow_redirects=True).text for one in (str(first), "", "x")]

    assert ['value="The second"' in page for page in pages] == [False, True, False]


def test_an_edit_changes_what_it_names(cast: Cast) -> None:
    version_id = drafted(cast)
    with transaction(cast.organization_id):
        first, second = [section["key"] for section in document(version_id).sections[:2]]  # type: ignore[union-attr]  # just made
    change = DocumentDraft(
        title="How we negotiate",
        sections=[SectionDraft(second, "We look for trades first.")],
        objectives=[ObjectiveDraft("Rules kept", "M9", Decimal(90))],
    )

    with transaction(cast.organization_id):
        revision = edit_draft(cast.greta.actor, version_id, 1, change)
        found = document(version_id)

    assert found is not None
    assert (revision, found.title, len(found.objectives)) == (2, "How we negotiate", 1)
    assert found.sections[1]["body"] == "We look for trades first."
    assert found.sections[0]["key"] == first


def test_what_is_counted_has_the_unit_in_which_it_is_counted(cast: Cast) -> None:
    version_id = drafted(cast)
    objectives = [
        ObjectiveDraft("Fast", "Hours to an answer", Decimal(24), "%", measure="M10"),
        ObjectiveDraft("Kind", "Thank-you letters", Decimal(9), "letters"),
    ]

    with transaction(cast.organization_id):
        edit_draft(cast.greta.actor, version_id, 1, DocumentDraft(objectives=objectives))
        found = document(version_id)

    assert found is not None
    assert [one.unit for one in found.objectives] == ["hours", "letters"]


def test_an_old_form_does_not_overwrite(cast: Cast) -> None:
    version_id = drafted(cast)
    with transaction(cast.organization_id):
        edit_draft(cast.greta.actor, version_id, 1, DocumentDraft(title="A"))

    with pytest.raises(DraftNotAsSeen), transaction(cast.organization_id):
        edit_draft(cast.greta.actor, version_id, 1, DocumentDraft(title="B"))


def test_a_published_version_holds_from_its_day(cast: Cast) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    version_id = published(cast, tomorrow)

    with transaction(cast.organization_id):
        held = [strategy_in_force(clock.today()), strategy_in_force(tomorrow)]
    assert held == [None, version_id]


@pytest.mark.parametrize("days", [-1, -400])
def test_the_past_cannot_be_changed(cast: Cast, days: int) -> None:
    with pytest.raises(BadInput):
        published(cast, clock.today() + timedelta(days=days))


def test_two_versions_never_begin_on_one_day(cast: Cast) -> None:
    published(cast)

    with pytest.raises(BadInput):
        published(cast)


def test_a_published_version_never_changes(cast: Cast) -> None:
    version_id = published(cast)

    with pytest.raises(AlreadyPublished), transaction(cast.organization_id):
        edit_draft(cast.greta.actor, version_id, 1, DocumentDraft(title="B"))
    with pytest.raises(Exception, match="never changes"), transaction(cast.organization_id):
        session.execute(text("UPDATE strategy_versions SET title = 'B'"))


def test_the_next_draft_says_what_the_last_version_says(cast: Cast) -> None:
    published(cast)

    version_id = drafted(cast)

    with transaction(cast.organization_id):
        found = document(version_id)
    assert found is not None
    assert (found.number, len(found.sections), bool(found.objectives)) == (2, 15, True)


def test_a_draft_can_be_thrown_away(cast: Cast) -> None:
    version_id = drafted(cast)

    with transaction(cast.organization_id):
        discard_draft(cast.greta.actor, version_id)
        assert document(version_id) is None


def test_reading_is_confirmed_once(cast: Cast) -> None:
    version_id = published(cast)

    with clock.standing_still(datetime(2026, 11, 23, tzinfo=UTC)), transaction(cast.organization_id):
        acknowledge(cast.noor.actor, version_id)
        acknowledge(cast.noor.actor, version_id)
        readers = readers_of(version_id, cast.noor.id)

    assert (readers.count, readers.acknowledged_at) == (1, datetime(2026, 11, 23, tzinfo=UTC))


def test_a_draft_cannot_be_confirmed_as_read(cast: Cast) -> None:
    version_id = drafted(cast)

    with pytest.raises(NotPublished), transaction(cast.organization_id):
        acknowledge(cast.noor.actor, version_id)


def test_the_neighbour_finds_no_draft(cast: Cast, next_door: Cast) -> None:
    version_id = drafted(cast)

    with pytest.raises(NotFound), transaction(next_door.organization_id):
        edit_draft(next_door.greta.actor, version_id, 1, DocumentDraft(title="B"))
