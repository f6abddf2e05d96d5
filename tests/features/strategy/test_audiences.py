"""Who has to read a version: everybody who negotiates, or some teams and roles; narrower for one part."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DatabaseError

from negostrategy.accounts.models import User
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.transaction import transaction
from negostrategy.notices.models import Notice
from negostrategy.strategy.audiences import AudienceDraft, Reach
from negostrategy.strategy.queries.acknowledgements import due_on, status_of
from negostrategy.strategy.queries.audiences import audience_said, is_asked, reaches_of
from negostrategy.strategy.queries.confirming import statements_of
from negostrategy.strategy.service.audience import set_audience
from negostrategy.strategy.service.document import start_draft
from negostrategy.strategy.service.drafting import AlreadyPublished, DraftNotAsSeen
from negostrategy.strategy.service.publication import publish_strategy
from tests.cast import Cast
from tests.review import approved

EVERYBODY = {"Noor Haddad", "Nils Berg", "Ines Carvalho", "Greta Holm", "Otto Lind"}


def published_for(cast: Cast, draft: UUID, audience: AudienceDraft) -> UUID:
    """Return the id of a version that was published for some."""
    with transaction(cast.organization_id):
        set_audience(cast.greta.actor, draft, 1, audience)
        publish_strategy(cast.greta.actor, approved(cast, draft), clock.today())
    return draft


def names_asked(cast: Cast, version: UUID) -> set[str]:
    """Return who has to read a version and has not."""
    with transaction(cast.organization_id):
        return {one.name for one in status_of(version).missing}


def test_without_an_audience_everybody_who_negotiates_is_asked(cast: Cast, draft: UUID) -> None:
    assert names_asked(cast, published_for(cast, draft, AudienceDraft())) == EVERYBODY


def test_a_team_means_those_below_it_too(cast: Cast, draft: UUID) -> None:
    version = published_for(cast, draft, AudienceDraft(team_ids=[cast.operations_id]))

    assert names_asked(cast, version) == {cast.noor.name, cast.nils.name, cast.ines.name}


@pytest.mark.parametrize(
    ("roles", "names"),
    [
        (["leader"], {"Greta Holm"}),
        (["manager"], {"Ines Carvalho"}),
        (["leader", "manager"], {"Greta Holm", "Ines Carvalho"}),
    ],
)
def test_roles_choose_among_who_negotiates(cast: Cast, draft: UUID, roles: list[str], names: set[str]) -> None:
    assert names_asked(cast, published_for(cast, draft, AudienceDraft(roles=roles))) == names


def test_where_teams_and_roles_are_chosen_both_have_to_fit(cast: Cast, draft: UUID) -> None:
    audience = AudienceDraft(team_ids=[cast.operations_id], roles=["employee"])

    assert names_asked(cast, published_for(cast, draft, audience)) == {cast.noor.name, cast.nils.name}


def test_only_who_is_asked_counts(cast: Cast, draft: UUID) -> None:
    version = published_for(cast, draft, AudienceDraft(roles=["leader"]))

    with transaction(cast.organization_id):
        assert (status_of(version).in_scope, is_asked(version, cast.noor.id)) == (1, False)


def test_only_who_is_asked_is_told(cast: Cast, draft: UUID) -> None:
    published_for(cast, draft, AudienceDraft(team_ids=[cast.design_id]))

    with transaction(cast.organization_id):
        told = session.query(Notice.user_id).where(Notice.kind == "strategy.read").all()
    assert [row.user_id for row in told] == [cast.otto.id]


def test_a_part_may_be_for_some_only(cast: Cast, draft: UUID) -> None:
    version = published_for(cast, draft, AudienceDraft(parts={"walk_away": Reach(roles=["manager"])}))

    with transaction(cast.organization_id):
        keys = [{one.key for one in statements_of(version, person.id)} for person in (cast.noor, cast.ines)]
    assert ["walk_away" in asked for asked in keys] == [False, True]


def test_who_is_not_asked_for_a_part_is_done_without_it(cast: Cast, draft: UUID, browser: Any) -> None:
    version = published_for(cast, draft, AudienceDraft(parts={"walk_away": Reach(roles=["manager"])}))
    with transaction(cast.organization_id):
        parts = [one.key for one in statements_of(version, cast.noor.id)]

    browser(cast.noor).post(f"/strategy/versions/{version}/statements", {"parts": parts})

    assert cast.noor.name not in names_asked(cast, version)


def test_the_next_draft_begins_with_the_audience_of_the_last(cast: Cast, draft: UUID) -> None:
    published_for(cast, draft, AudienceDraft(roles=["manager"]))

    with transaction(cast.organization_id):
        assert reaches_of(start_draft(cast.greta.actor)) == {"": Reach(roles=["manager"])}


def test_an_audience_of_a_published_version_stays(cast: Cast, draft: UUID) -> None:
    version = published_for(cast, draft, AudienceDraft(roles=["manager"]))

    with pytest.raises(AlreadyPublished), transaction(cast.organization_id):
        set_audience(cast.greta.actor, version, 1, AudienceDraft())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audiences SET roles = '{}'",
        "DELETE FROM audiences",
        "INSERT INTO audiences SELECT organization_id, gen_random_uuid(), strategy_version_id, 'ethics' FROM audiences",
    ],
)
def test_no_statement_changes_the_audience_of_what_is_published(cast: Cast, draft: UUID, statement: str) -> None:
    published_for(cast, draft, AudienceDraft(roles=["manager"]))

    with pytest.raises(DatabaseError, match="never changes"), transaction(cast.organization_id):
        session.execute(text(statement))


def test_changing_the_audience_ends_the_review(cast: Cast, draft: UUID) -> None:
    with transaction(cast.organization_id):
        approved(cast, draft)
        set_audience(cast.greta.actor, draft, 1, AudienceDraft(roles=["manager"]))

    with transaction(cast.organization_id):
        state = session.execute(text("SELECT state FROM strategy_versions")).scalar_one()
    assert state == "draft"


def test_an_outdated_page_changes_nothing(cast: Cast, draft: UUID) -> None:
    with pytest.raises(DraftNotAsSeen), transaction(cast.organization_id):
        set_audience(cast.greta.actor, draft, 7, AudienceDraft(roles=["manager"]))


def test_a_team_of_next_door_is_refused(cast: Cast, next_door: Cast, draft: UUID) -> None:
    with pytest.raises(BadInput), transaction(cast.organization_id):
        set_audience(cast.greta.actor, draft, 1, AudienceDraft(team_ids=[next_door.design_id]))


def test_the_page_keeps_what_was_ticked(cast: Cast, draft: UUID, browser: Any) -> None:
    ticked = {"revision": "1", "-roles": "manager", "walk_away-team_ids": str(cast.design_id)}

    browser(cast.greta).post(f"/strategy/drafts/{draft}/audience", ticked)

    with transaction(cast.organization_id):
        assert reaches_of(draft) == {"": Reach(roles=["manager"]), "walk_away": Reach([cast.design_id])}


def test_an_outdated_page_shows_what_holds_now_and_what_was_ticked(cast: Cast, draft: UUID, browser: Any) -> None:
    with transaction(cast.organization_id):
        set_audience(cast.greta.actor, draft, 1, AudienceDraft(roles=["leader"]))

    answer = browser(cast.greta).post(f"/strategy/drafts/{draft}/audience", {"revision": "1", "-roles": "manager"})

    assert (answer.status_code, "now for: Leaders" in answer.text) == (412, True)


@pytest.mark.parametrize(("person", "status"), [("greta", 200), ("ines", 403), ("noor", 403)])
def test_only_leaders_say_who_has_to_read(cast: Cast, draft: UUID, browser: Any, person: str, status: int) -> None:
    assert browser(getattr(cast, person)).get(f"/strategy/drafts/{draft}/audience").status_code == status


def test_the_page_of_next_door_is_not_there(next_door: Cast, draft: UUID, browser: Any) -> None:
    assert browser(next_door.greta).get(f"/strategy/drafts/{draft}/audience").status_code == 404


def test_an_audience_is_said_in_words(cast: Cast, draft: UUID) -> None:
    with transaction(cast.organization_id):
        set_audience(cast.greta.actor, draft, 1, AudienceDraft([cast.design_id], ["employee", "manager"]))

        assert audience_said(draft)[""] == "Managers and employees in Design office, with the teams below"


def test_who_is_not_asked_sees_no_request_on_the_strategy(cast: Cast, draft: UUID, browser: Any) -> None:
    published_for(cast, draft, AudienceDraft(roles=["manager"]))

    asked = ["You have not confirmed" in browser(person).get("/strategy").text for person in (cast.noor, cast.ines)]

    assert asked == [False, True]


def test_programs_say_who_has_to_read(cast: Cast, draft: UUID, program: Any) -> None:
    greta, path = program(cast.greta), f"/strategy/versions/{draft}/audience"
    etag = greta.call("GET", path).headers["ETag"]

    answer = greta.call("PUT", path, {"roles": ["manager"], "parts": {"ethics": {"roles": ["leader"]}}}, If_Match=etag)

    assert (answer.status_code, answer.json["parts"]["ethics"]["roles"]) == (200, ["leader"])


@pytest.mark.parametrize("body", [{"roles": ["admin"]}, {"parts": {"mood": {}}}, {"team_ids": ["x"]}, {"mood": []}])
def test_programs_are_refused_what_is_no_audience(cast: Cast, draft: UUID, program: Any, body: Any) -> None:
    greta, path = program(cast.greta), f"/strategy/versions/{draft}/audience"
    etag = greta.call("GET", path).headers["ETag"]

    assert greta.call("PUT", path, body, If_Match=etag).status_code == 422


def test_programs_learn_what_waits_for_their_person(cast: Cast, strategy: UUID, program: Any) -> None:
    own = program(cast.noor).call("GET", f"/strategy/versions/{strategy}/acknowledgement").json

    assert (own["is_asked"], own["due_on"]) == (True, (clock.today() + timedelta(days=30)).isoformat())


def test_programs_confirm_statements(cast: Cast, strategy: UUID, program: Any) -> None:
    noor, path = program(cast.noor), f"/strategy/versions/{strategy}"
    parts = [one["key"] for one in noor.call("GET", f"{path}/acknowledgement").json["statements"]]

    own = noor.call("POST", f"{path}/statements", {"parts": parts}).json

    assert own["acknowledged_at"] is not None


def test_programs_of_leaders_see_who_is_missing(cast: Cast, strategy: UUID, program: Any) -> None:
    status = program(cast.greta).call("GET", f"/strategy/versions/{strategy}/acknowledgements").json

    assert {one["name"] for one in status["missing"]} == EVERYBODY
    assert (status["answers"], status["right_answers"]) == (0, None)


@pytest.mark.parametrize("what", ["acknowledgements", "reminders"])
def test_programs_of_others_do_not(cast: Cast, strategy: UUID, program: Any, what: str) -> None:
    method = "GET" if what == "acknowledgements" else "POST"

    assert program(cast.ines).call(method, f"/strategy/versions/{strategy}/{what}").status_code == 403


def test_a_reviewer_sees_that_others_have_to_read_it_now(cast: Cast, draft: UUID, browser: Any) -> None:
    published_for(cast, draft, AudienceDraft(roles=["leader"]))
    with transaction(cast.organization_id):
        second = start_draft(cast.greta.actor)
        set_audience(cast.greta.actor, second, 1, AudienceDraft(roles=["manager"]))

    page = browser(cast.greta).get(f"/versions/{second}/changes").text

    assert "Who has to read it" in page


def test_leaders_see_who_has_not_read_a_version_with_one_click(cast: Cast, strategy: UUID, browser: Any) -> None:
    page = browser(cast.greta).get("/strategy/versions").text

    assert f"/strategy/versions/{strategy}/acknowledgements" in page


def test_who_joins_later_has_thirty_days_from_their_start(cast: Cast, strategy: UUID) -> None:
    start = clock.now() + timedelta(days=40)
    with transaction(cast.organization_id):
        session.execute(update(User).where(User.id == cast.otto.id).values(created_at=start))

    with transaction(cast.organization_id):
        until = {one.name: due_on(one) for one in status_of(strategy).missing}

    assert until[cast.otto.name] == start.date() + timedelta(days=30)


def test_what_somebody_does_not_have_to_confirm_is_not_asked_of_them_by_program(
    cast: Cast, draft: UUID, program: Any
) -> None:
    version = published_for(cast, draft, AudienceDraft(roles=["manager"]))

    own = program(cast.noor).call("GET", f"/strategy/versions/{version}/acknowledgement").json

    assert (own["is_asked"], own["due_on"]) == (False, None)
