"""Acknowledgement: by statement, by version, only major changes ask again; reminders, cases, and M31."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.transaction import transaction
from negostrategy.notices.models import Notice
from negostrategy.strategy.audiences import AudienceDraft, Reach
from negostrategy.strategy.models import UnderstandingAnswer
from negostrategy.strategy.queries.acknowledgements import (
    missing_readers,
    statement_counts,
    status_of,
    version_to_read,
)
from negostrategy.strategy.queries.confirming import cases_of, statements_of
from negostrategy.strategy.schemas import DocumentDraft
from negostrategy.strategy.service.acknowledging import (
    RemindedToday,
    confirm_statements,
    remind,
    remind_when_due,
)
from negostrategy.strategy.service.audience import set_audience
from negostrategy.strategy.service.cases import add_case, answer_case, remove_case
from negostrategy.strategy.service.document import edit_draft, start_draft
from negostrategy.strategy.service.publication import publish_strategy
from tests.cast import Cast, Person
from tests.review import approved


def confirm_all(cast: Cast, version: UUID, person: Person) -> bool:
    """Let somebody confirm every statement of a version."""
    with transaction(cast.organization_id):
        parts = [one.key for one in statements_of(version, person.id)]
        return confirm_statements(person.actor, version, parts)


def names_of_missing(cast: Cast, version: UUID) -> set[str]:
    """Return who has not read a version."""
    with transaction(cast.organization_id):
        return {reader.name for reader in missing_readers(version)}


def test_a_version_counts_as_read_when_every_statement_is_confirmed(cast: Cast, strategy: UUID) -> None:
    with transaction(cast.organization_id):
        first, *_others = statements_of(strategy, cast.noor.id)
        before = confirm_statements(cast.noor.actor, strategy, [first.key])

    assert (before, confirm_all(cast, strategy, cast.noor)) == (False, True)


def test_who_only_runs_the_accounts_has_nothing_to_read(cast: Cast, strategy: UUID) -> None:
    confirm_all(cast, strategy, cast.noor)

    assert names_of_missing(cast, strategy) == {one.name for one in (cast.nils, cast.ines, cast.greta, cast.otto)}


def test_publishing_a_major_version_tells_everybody(cast: Cast, strategy: UUID) -> None:
    with transaction(cast.organization_id):
        told = set(session.scalars(select(Notice.user_id).where(Notice.kind == "strategy.read")))
    assert told == {one.id for one in (cast.noor, cast.nils, cast.ines, cast.greta, cast.otto)}


def next_version(cast: Cast, size: str) -> UUID:
    """Return the id of a second version, in force from tomorrow."""
    with transaction(cast.organization_id):
        version = start_draft(cast.greta.actor)
        edit_draft(cast.greta.actor, version, 1, DocumentDraft(change_size=size))
        publish_strategy(cast.greta.actor, approved(cast, version), clock.today() + timedelta(days=1))
        return version


@pytest.mark.parametrize(("size", "asks_again"), [("minor", False), ("major", True)])
def test_only_major_changes_ask_again(cast: Cast, strategy: UUID, size: str, *, asks_again: bool) -> None:
    second = next_version(cast, size)

    with transaction(cast.organization_id):
        wanted = version_to_read(clock.today() + timedelta(days=1))

    assert wanted == (second if asks_again else strategy)


def test_a_statement_of_another_version_is_refused(cast: Cast, strategy: UUID) -> None:
    with pytest.raises(BadInput), transaction(cast.organization_id):
        confirm_statements(cast.noor.actor, strategy, ["mood"])


def test_a_reminder_goes_to_who_has_not_read_it_once_a_day(cast: Cast, strategy: UUID) -> None:
    confirm_all(cast, strategy, cast.noor)

    with clock.standing_still(clock.now() + timedelta(days=2)):
        with transaction(cast.organization_id):
            count = remind(cast.greta.actor, strategy)
        with pytest.raises(RemindedToday), transaction(cast.organization_id):
            remind(cast.greta.actor, strategy)

    assert count == 4


@pytest.mark.parametrize(("days", "count"), [(10, 0), (24, 5), (31, 5)])
def test_the_calendar_reminds_from_a_week_before_the_day(cast: Cast, strategy: UUID, days: int, count: int) -> None:
    with clock.standing_still(clock.now() + timedelta(days=days)), transaction(cast.organization_id):
        assert remind_when_due() == count


def test_only_the_first_answer_counts(cast: Cast, strategy: UUID) -> None:
    with transaction(cast.organization_id):
        case = cases_of(strategy, cast.noor.id)[0]
        wrong = case.right_place % len(case.choices) + 1
        answer_case(cast.noor.actor, case.id, wrong)
        answer_case(cast.noor.actor, case.id, case.right_place)

    with transaction(cast.organization_id):
        assert session.scalars(select(UnderstandingAnswer.is_right)).all() == [False]


def test_a_case_needs_one_right_choice(cast: Cast, strategy: UUID) -> None:
    with pytest.raises(BadInput), transaction(cast.organization_id):
        add_case(cast.greta.actor, strategy, "They call.", ["Wait", "Answer"], 3, "It says so.")


def test_the_status_counts_with_its_interval(cast: Cast, strategy: UUID) -> None:
    confirm_all(cast, strategy, cast.noor)

    with transaction(cast.organization_id):
        status = status_of(strategy)

    assert (status.acknowledged, status.in_scope, status.median_days, status.interval is not None) == (1, 5, 0, True)


def test_another_organization_confirms_nothing(cast: Cast, next_door: Cast, strategy: UUID) -> None:
    with pytest.raises(NotFound), transaction(next_door.organization_id):
        confirm_statements(next_door.noor.actor, strategy, [])


def test_the_page_confirms_statements(cast: Cast, strategy: UUID, browser: Any) -> None:
    noor = browser(cast.noor)
    with transaction(cast.organization_id):
        parts = [one.key for one in statements_of(strategy, cast.noor.id)]

    noor.post(f"/strategy/versions/{strategy}/statements", {"parts": parts})

    assert "You confirmed it on" in noor.get("/strategy").text


def test_leaders_see_who_has_not_read_it(cast: Cast, strategy: UUID, browser: Any) -> None:
    page = browser(cast.greta).get(f"/strategy/versions/{strategy}/acknowledgements").text

    assert cast.otto.name in page


def test_nobody_else_sees_who_has_not_read_it(cast: Cast, strategy: UUID, browser: Any) -> None:
    assert browser(cast.ines).get(f"/strategy/versions/{strategy}/acknowledgements").status_code == 403


def test_a_wrong_answer_shows_why(cast: Cast, strategy: UUID, browser: Any) -> None:
    with transaction(cast.organization_id):
        case = cases_of(strategy, cast.noor.id)[0]
    wrong = case.right_place % len(case.choices) + 1

    page = browser(cast.noor).post(f"/strategy/versions/{strategy}/cases/{case.id}/answer", {"choice": str(wrong)})

    assert f"Not quite. {case.because}" in page.text


def test_the_inbox_leads_to_what_it_tells_and_marks_it_read(cast: Cast, strategy: UUID, browser: Any) -> None:
    noor = browser(cast.noor)
    with transaction(cast.organization_id):
        notice = session.scalars(select(Notice.id).where(Notice.user_id == cast.noor.id)).one()

    answer = noor.post(f"/inbox/{notice}")

    assert answer.headers["Location"].endswith(f"/strategy/versions/{strategy}")
    assert "New</span>" not in noor.get("/inbox").text


def test_the_inbox_of_others_is_not_there(cast: Cast, strategy: UUID, browser: Any) -> None:
    with transaction(cast.organization_id):
        notice = session.scalars(select(Notice.id).where(Notice.user_id == cast.noor.id)).one()

    assert browser(cast.otto).post(f"/inbox/{notice}").status_code == 404


def unread(cast: Cast, person: Person) -> set[UUID]:
    """Return which versions still wait in somebody's inbox."""
    with transaction(cast.organization_id):
        waiting = select(Notice.subject_id).where(Notice.user_id == person.id).where(Notice.read_at.is_(None))
        return set(session.scalars(waiting.where(Notice.kind == "strategy.read")))


def test_what_was_confirmed_waits_in_the_inbox_no_more(cast: Cast, strategy: UUID) -> None:
    confirm_all(cast, strategy, cast.noor)

    assert (unread(cast, cast.noor), unread(cast, cast.otto)) == (set(), {strategy})


def test_what_another_version_takes_the_place_of_waits_for_nobody(cast: Cast, strategy: UUID) -> None:
    second = next_version(cast, "major")
    before = unread(cast, cast.otto)

    with clock.standing_still(clock.now() + timedelta(days=1)):
        assert (before, unread(cast, cast.otto)) == ({strategy}, {second})


def test_the_cases_of_a_company_go_on_to_its_next_version(cast: Cast, strategy: UUID) -> None:
    with transaction(cast.organization_id):
        for case in cases_of(strategy, cast.greta.id)[1:]:
            remove_case(cast.greta.actor, case.id)
        add_case(cast.greta.actor, strategy, "They call.", ["Wait", "Answer"], 2, "It says so.")
        wanted = [case.situation for case in cases_of(strategy, cast.greta.id)]

    second = next_version(cast, "major")

    with transaction(cast.organization_id):
        assert [case.situation for case in cases_of(second, cast.greta.id)] == wanted


def test_each_part_counts_who_has_to_confirm_it(cast: Cast, draft: UUID) -> None:
    with transaction(cast.organization_id):
        set_audience(cast.greta.actor, draft, 1, AudienceDraft(parts={"walk_away": Reach(roles=["manager"])}))
        publish_strategy(cast.greta.actor, approved(cast, draft), clock.today())
        confirm_statements(cast.ines.actor, draft, ["walk_away"])

        counts = {one.title: (one.confirmed, one.asked) for one in statement_counts(draft)}

    assert (counts.pop("Walking away"), set(counts.values())) == ((1, 1), {(0, 5)})


def test_programs_answer_cases_and_learn_why_only_then(cast: Cast, strategy: UUID, program: Any) -> None:
    noor, path = program(cast.noor), f"/strategy/versions/{strategy}/cases"
    case = noor.call("GET", path).json["rows"][0]
    answer = noor.call("POST", f"{path}/{case['id']}/answer", {"choice": 9}).json

    again = noor.call("GET", path).json["rows"][0]

    assert (case["because"], answer["is_right"], again["because"]) == (None, False, answer["because"])


def test_programs_of_leaders_write_cases(cast: Cast, strategy: UUID, program: Any) -> None:
    body = {"situation": "They call.", "choices": ["Wait", "Answer"], "right_place": 2, "because": "It says so."}

    made = program(cast.greta).call("POST", f"/strategy/versions/{strategy}/cases", body)

    assert (made.status_code, made.json["situation"]) == (201, "They call.")


@pytest.mark.parametrize(
    "change", [{"right_place": 3}, {"choices": ["Wait"]}, {"situation": ""}, {"because": None}, {"mood": "good"}]
)
def test_programs_write_no_case_without_a_right_choice(
    cast: Cast, strategy: UUID, program: Any, change: dict[str, Any]
) -> None:
    body = {"situation": "They call.", "choices": ["Wait", "Answer"], "right_place": 2, "because": "It says so."}

    assert program(cast.greta).call("POST", f"/strategy/versions/{strategy}/cases", body | change).status_code == 422


def test_an_answer_without_a_choice_does_not_count(cast: Cast, strategy: UUID, browser: Any) -> None:
    with transaction(cast.organization_id):
        case = cases_of(strategy, cast.noor.id)[0]

    answer = browser(cast.noor).post(f"/strategy/versions/{strategy}/cases/{case.id}/answer", {})

    with transaction(cast.organization_id):
        counted = session.scalars(select(UnderstandingAnswer.id)).all()
    assert (answer.status_code, "Choose one of the answers first." in answer.text, counted) == (422, True, [])
