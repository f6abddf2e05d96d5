"""The page of a preview: every number opens exactly the records that it counts."""

import re
from typing import Any
from uuid import UUID

import pytest

from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.reviewing import ReviewDraft, StepDraft
from negostrategy.strategy.service.reviewing import ask_review
from tests.cast import Cast
from tests.features.compliance.test_preview import ASKED, KEPT_PRICE, PRICE, add_records, term, versions


@pytest.fixture
def draft(cast: Cast) -> UUID:
    """Return a draft that is stricter than the version of three running records, and asks for more."""
    with transaction(cast.organization_id):
        _playbook_id, old, new = versions(cast, PRICE | {"walk_away": 97}, (KEPT_PRICE, ASKED))
        add_records(cast, old, term(theirs=98, weight=1), term(theirs=95, weight=1), term())
        return new


@pytest.mark.parametrize(
    ("number", "count"),
    [("newly_broken", 1), ("approvals", 1), ("open_affected", 3), ("cannot_tell", 3), ("score_count", 2)],
)
def test_a_number_opens_its_records(cast: Cast, browser: Any, draft: UUID, number: str, count: int) -> None:
    greta = browser(cast.greta)
    page = greta.get(f"/playbooks/versions/{draft}/preview").text
    link = re.search(rf'href="[^"]*(/playbooks/versions/[^"]*/preview/{number}\?[^"]*)"', page)
    assert link is not None

    listed = greta.get(link[1].replace("&amp;", "&")).text

    assert f"{count}\N{NO-BREAK SPACE}record" in listed


@pytest.mark.parametrize("number", ["moods", "newly_broken?rule=no_such_rule"])
def test_a_number_that_nobody_counts_is_no_list(cast: Cast, browser: Any, draft: UUID, number: str) -> None:
    assert browser(cast.greta).get(f"/playbooks/versions/{draft}/preview/{number}").status_code == 404


def ask_ines(cast: Cast, draft: UUID) -> None:
    """Ask a manager who writes no playbook to approve a draft."""
    with transaction(cast.organization_id):
        asked = ReviewDraft(1, [StepDraft([cast.ines.id], 1)])
        ask_review(cast.greta.actor, "playbook", draft, asked, clock.today())


def test_who_neither_writes_nor_approves_finds_no_preview(cast: Cast, browser: Any, draft: UUID) -> None:
    assert browser(cast.ines).get(f"/playbooks/versions/{draft}/preview").status_code == 404


def test_whoever_is_asked_to_approve_sees_what_it_would_do(cast: Cast, browser: Any, draft: UUID) -> None:
    ask_ines(cast, draft)

    assert browser(cast.ines).get(f"/playbooks/versions/{draft}/preview").status_code == 200


def test_programs_see_it_like_their_people(cast: Cast, program: Any, draft: UUID) -> None:
    where = f"/playbooks/versions/{draft}/preview"
    before = program(cast.ines).call("GET", where).status_code
    ask_ines(cast, draft)

    after = program(cast.ines).call("GET", where)

    assert (before, after.status_code, after.json["newly_broken"]) == (404, 200, 1)


def test_a_neighbour_opens_no_list(browser: Any, next_door: Cast, draft: UUID) -> None:
    assert browser(next_door.greta).get(f"/playbooks/versions/{draft}/preview/cannot_tell").status_code == 404
