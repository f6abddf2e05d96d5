"""Comments on parts of a version, the versions of a day, and retiring by page."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.notices.models import Notice
from negostrategy.strategy.queries.comments import comments_on
from negostrategy.strategy.service.document import start_draft
from tests.cast import Cast


def test_a_comment_is_told_to_who_writes_on_it(cast: Cast, strategy: UUID, browser: Any) -> None:
    browser(cast.noor).post(f"/versions/{strategy}/comments", {"part": "principles", "body": "Too many."})

    with transaction(cast.organization_id):
        told = session.scalars(select(Notice.user_id).where(Notice.kind == "comment.written")).all()
    assert told == [cast.greta.id]


def test_drafts_are_commented_by_those_who_may_read_them(cast: Cast, draft: UUID, browser: Any) -> None:
    assert browser(cast.noor).get(f"/versions/{draft}/comments").status_code == 404


def test_a_comment_on_no_part_is_refused(cast: Cast, strategy: UUID, browser: Any) -> None:
    page = browser(cast.noor).post(f"/versions/{strategy}/comments", {"part": "mood", "body": "Hm."})

    assert (page.status_code, "Hm." in page.text) == (422, True)


def test_a_comment_is_settled_once(cast: Cast, strategy: UUID, browser: Any) -> None:
    greta = browser(cast.greta)
    greta.post(f"/versions/{strategy}/comments", {"part": "principles", "body": "Shorter."})
    with transaction(cast.organization_id):
        one = comments_on(strategy)[0].id

    codes = [greta.post(f"/versions/{strategy}/comments/{one}/settlement").status_code for _ in range(2)]

    assert codes == [303, 404]


def test_another_organization_sees_no_comments(strategy: UUID, next_door: Cast, browser: Any) -> None:
    assert browser(next_door.greta).get(f"/versions/{strategy}/comments").status_code == 404


def test_the_version_of_any_day_is_looked_up(cast: Cast, strategy: UUID, browser: Any) -> None:
    noor = browser(cast.noor)
    yesterday = clock.today() - timedelta(days=1)

    pages = [noor.get(f"/strategy/versions?on={day.isoformat()}").text for day in (clock.today(), yesterday)]

    assert ["No version held on that day." in page for page in pages] == [False, True]


def test_the_strategy_is_retired_from_a_page(cast: Cast, strategy: UUID, browser: Any) -> None:
    form = {"retired_on": clock.today().isoformat(), "reason": "We begin anew."}

    browser(cast.greta).post(f"/strategy/versions/{strategy}/retirement", form)

    assert "No strategy is in force today" in browser(cast.noor).get("/strategy").text


def test_two_versions_are_compared_word_by_word(cast: Cast, strategy: UUID, browser: Any) -> None:
    greta = browser(cast.greta)
    second = greta.post("/strategy/drafts").headers["Location"].rsplit("/", 1)[1]
    greta.post(f"/strategy/drafts/{second}", {"revision": "1", "title": "How we now negotiate", "change_size": "minor"})

    page = greta.get(f"/versions/{second}/changes").text

    assert '<ins class="change__new">' in page


def test_each_part_leads_to_what_is_said_about_it(cast: Cast, strategy: UUID, browser: Any) -> None:
    noor = browser(cast.noor)
    address = f"/versions/{strategy}/comments"
    noor.post(address, {"part": "ethics", "body": "Does this hold for samples?"})

    page = noor.get(f"/strategy/versions/{strategy}").text
    form = noor.get(f"{address}?part=ethics").text

    assert f"{address}?part=ethics#say" in page
    assert "1\u00a0comment" in page
    assert re.search(r'value="ethics" selected', form)


def test_a_draft_is_compared_with_what_holds_not_with_another_draft(cast: Cast, strategy: UUID, browser: Any) -> None:
    with transaction(cast.organization_id):
        start_draft(cast.greta.actor)
        third = start_draft(cast.greta.actor)

    page = browser(cast.greta).get(f"/versions/{third}/changes").text

    assert "version 3 against version 1" in page
