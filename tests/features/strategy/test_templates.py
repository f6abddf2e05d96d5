"""Templates of a company's own playbooks."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.queries.playbooks import PlaybookText, playbook_text
from negostrategy.strategy.queries.templates import templates
from negostrategy.strategy.service.templates import remove_template, save_template, start_from_template
from tests.cast import Cast
from tests.clients import type_of_browser


def text_of(version_id: UUID) -> PlaybookText:
    text = playbook_text(version_id)
    assert text is not None
    return text


def test_a_playbook_made_from_a_template_says_the_same(cast: Cast, book: UUID) -> None:
    with transaction(cast.organization_id):
        kept = save_template(cast.greta.actor, book, "Our renewals", "For goods")

        made = start_from_template(cast.greta.actor, kept, "Packaging renewal")

        before, after = text_of(book), text_of(made)
        assert (after.name, after.number, after.questions, after.topics) == (
            "Packaging renewal",
            1,
            before.questions,
            before.topics,
        )
        assert [replace(one, id=book) for one in after.variables] == [replace(one, id=book) for one in before.variables]
        assert [(one.key, one.says, one.applies) for one in after.rules] == [
            (one.key, one.says, one.applies) for one in before.rules
        ]


def test_two_templates_have_two_names(cast: Cast, book: UUID) -> None:
    with transaction(cast.organization_id):
        save_template(cast.greta.actor, book, "Our renewals")

        with pytest.raises(BadInput) as refused:
            save_template(cast.greta.actor, book, "our renewals")

    assert refused.value.errors == {"/template_name": ["There is a template of this name already."]}


def test_a_removed_template_is_gone_and_the_playbook_stays(cast: Cast, book: UUID) -> None:
    with transaction(cast.organization_id):
        kept = save_template(cast.greta.actor, book, "Our renewals")
        made = start_from_template(cast.greta.actor, kept, "Packaging renewal")

        remove_template(cast.greta.actor, kept)

        assert templates() == []
        assert text_of(made).rules
        with pytest.raises(NotFound):
            start_from_template(cast.greta.actor, kept, "Another")


def test_the_neighbour_has_no_template_of_ours(cast: Cast, next_door: Cast, book: UUID) -> None:
    with transaction(cast.organization_id):
        kept = save_template(cast.greta.actor, book, "Our renewals")

    with transaction(next_door.organization_id):
        assert templates() == []
        with pytest.raises(NotFound):
            start_from_template(next_door.greta.actor, kept, "Stolen")


def test_saving_and_beginning_works_on_pages(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    chrome = browser(cast.greta)

    saved = chrome.post(
        f"/playbooks/versions/{book}/template", {"template_name": "Our renewals"}, follow_redirects=True
    )
    with transaction(cast.organization_id):
        kept = templates()[0].id
    refused = chrome.post(f"/playbooks/templates/{kept}", {"name": "Supplier price renewal"})
    begun = chrome.post(f"/playbooks/templates/{kept}", {"name": "Packaging renewal"}, follow_redirects=True)

    assert "The template is saved." in saved.text
    assert "Our renewals" in chrome.get("/playbooks").text
    assert (refused.status_code, "There is a playbook of this name already." in refused.text) == (422, True)
    assert "Draft of Packaging renewal" in begun.text


def test_only_those_who_write_see_templates(cast: Cast, browser: type_of_browser, book: UUID) -> None:
    chrome = browser(cast.noor)

    assert chrome.get("/playbooks/templates").status_code == 403
    assert chrome.post(f"/playbooks/versions/{book}/template", {"template_name": "Mine"}).status_code == 403


def test_programs_keep_a_template_and_begin_a_playbook_from_it(cast: Cast, book: UUID, program: Any) -> None:
    greta = program(cast.greta)
    made = greta.call("POST", f"/playbooks/versions/{book}/templates", {"name": "Renewals"})

    begun = greta.call("POST", f"/playbooks/templates/{made.json['id']}/playbooks", {"name": "Renewals abroad"})

    assert (made.status_code, begun.status_code, begun.json["name"]) == (201, 201, "Renewals abroad")


def test_programs_list_templates(cast: Cast, book: UUID, program: Any) -> None:
    greta = program(cast.greta)
    greta.call("POST", f"/playbooks/versions/{book}/templates", {"name": "Renewals"})

    assert [row["name"] for row in greta.call("GET", "/playbooks/templates").json["rows"]] == ["Renewals"]


def test_a_program_is_told_that_a_name_is_taken(cast: Cast, book: UUID, program: Any) -> None:
    greta = program(cast.greta)
    greta.call("POST", f"/playbooks/versions/{book}/templates", {"name": "Renewals"})

    refused = greta.call("POST", f"/playbooks/versions/{book}/templates", {"name": "renewals"})

    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/name")


def test_programs_of_employees_begin_nothing(cast: Cast, program: Any) -> None:
    assert program(cast.noor).call("GET", "/playbooks/templates").status_code == 403
