"""Variables out of the library into a draft."""

from typing import Any
from uuid import UUID

import pytest

from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.queries.playbooks import playbook_text
from negostrategy.strategy.service.library import add_from_library
from tests.cast import Cast
from tests.clients import type_of_browser
from tests.features.strategy.forms import fields_of


def names(cast: Cast, version_id: UUID) -> list[str]:
    with transaction(cast.organization_id):
        text = playbook_text(version_id)
    assert text is not None
    return [variable.name for variable in text.variables]


def test_chosen_variables_stand_behind_those_of_the_draft(cast: Cast, book: UUID) -> None:
    before = names(cast, book)

    with transaction(cast.organization_id):
        add_from_library(cast.greta.actor, book, ["currency", "training_days"])

    assert names(cast, book) == [*before, "Currency", "Training"]


def test_what_the_draft_has_already_is_not_added_again(cast: Cast, book: UUID) -> None:
    with transaction(cast.organization_id):
        assert add_from_library(cast.greta.actor, book, ["payment_days", "training_days"]) == 1


@pytest.mark.parametrize("keys", [[], ["magic"]])
def test_the_library_gives_only_what_it_has(cast: Cast, book: UUID, keys: list[str]) -> None:
    with pytest.raises(BadInput), transaction(cast.organization_id):
        add_from_library(cast.greta.actor, book, keys)


def test_a_neighbour_adds_nothing(book: UUID, next_door: Cast) -> None:
    with pytest.raises(NotFound), transaction(next_door.organization_id):
        add_from_library(next_door.greta.actor, book, ["currency"])


def test_the_draft_is_saved_before_the_library_opens(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    chrome = browser(cast.greta)
    form: dict[str, Any] = fields_of(chrome.get(f"/playbooks/versions/{book}/edit").text)

    chrome.post(f"/playbooks/versions/{book}/edit", form | {"variable-0-name": "Rise of the price", "then": "library"})

    assert names(cast, book)[0] == "Rise of the price"


def test_a_leader_chooses_on_the_page(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    chrome = browser(cast.greta)

    chrome.post(f"/playbooks/versions/{book}/library", {"keys": ["insurance"]})

    assert names(cast, book)[-1] == "Insurance"


def test_only_those_who_write_open_the_library(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    assert browser(cast.noor).get(f"/playbooks/versions/{book}/library").status_code == 403


def test_programs_read_the_library(cast: Cast, program: Any) -> None:
    rows = program(cast.noor).call("GET", "/playbooks/library?limit=100").json["rows"]

    assert {row["key"] for row in rows} >= {"payment_days", "currency", "people_days"}
