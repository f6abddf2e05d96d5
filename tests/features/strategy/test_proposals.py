"""Proposals: made with a case, carried by voices, decided with a reason, followed up when there is enough to say."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from negostrategy.compliance.queries.effects import Effect, effect_of
from negostrategy.compliance.service.judging import judge
from negostrategy.facts.service import refresh
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.schemas.debrief import DebriefDraft
from negostrategy.negotiations.service.debriefing import write_debrief
from negostrategy.notices.models import Notice
from negostrategy.strategy.models import PlaybookVersion
from negostrategy.strategy.queries.proposals import Pace, cases_for, pace, proposal, proposals
from negostrategy.strategy.service.playbooks import install_starter
from negostrategy.strategy.service.proposing import (
    DecidedAlready,
    ProposalDraft,
    decide_proposal,
    propose,
    remind_of_proposals,
    support,
)
from tests.cast import Cast
from tests.features.compliance.books import FLOOR, add_book
from tests.features.facts.records import add_record

WISH = ProposalDraft("Let 45 days be enough", "They all pay within 45 days, and we lose the talk about it.")
RULE: dict[str, Any] = {**FLOOR, "key": "valued", "expression": {"fact": "value", "is": "at_least", "value": 100}}


def wished(cast: Cast, draft: ProposalDraft = WISH) -> UUID:
    """Return the id of a proposal of Noor's."""
    with transaction(cast.organization_id):
        return propose(cast.noor.actor, draft)


def test_a_proposal_is_told_to_who_decides(cast: Cast) -> None:
    wished(cast)

    with transaction(cast.organization_id):
        assert session.scalars(select(Notice.user_id).where(Notice.kind == "proposal.made")).all() == [cast.greta.id]


def test_each_person_has_one_voice(cast: Cast) -> None:
    made = wished(cast)

    with transaction(cast.organization_id):
        for person in (cast.otto, cast.otto, cast.noor):
            support(person.actor, made, None)

    with transaction(cast.organization_id):
        assert proposals()[0].voices == 2


def test_a_decision_is_told_to_everybody_behind_it(cast: Cast) -> None:
    made = wished(cast)
    with transaction(cast.organization_id):
        support(cast.otto.actor, made, None)
        decide_proposal(cast.greta.actor, made, is_adopted=True, reason="It fits.")

    with transaction(cast.organization_id):
        told = set(session.scalars(select(Notice.user_id).where(Notice.kind == "proposal.decided")))
    assert told == {cast.noor.id, cast.otto.id}


def test_a_decision_needs_a_reason(cast: Cast) -> None:
    made = wished(cast)

    with pytest.raises(BadInput), transaction(cast.organization_id):
        decide_proposal(cast.greta.actor, made, is_adopted=False, reason=" ")


def test_nobody_decides_twice(cast: Cast) -> None:
    made = wished(cast)
    with transaction(cast.organization_id):
        decide_proposal(cast.greta.actor, made, is_adopted=False, reason="Not now.")

    with pytest.raises(DecidedAlready), transaction(cast.organization_id):
        decide_proposal(cast.greta.actor, made, is_adopted=True, reason="After all.")


def test_another_organization_finds_nothing(cast: Cast, next_door: Cast) -> None:
    made = wished(cast)

    with pytest.raises(NotFound), transaction(next_door.organization_id):
        decide_proposal(next_door.greta.actor, made, is_adopted=True, reason="Ours.")


def test_a_record_one_cannot_read_is_no_case(cast: Cast, browser: Any) -> None:
    with transaction(cast.organization_id):
        record = add_record(cast.noor)
        refresh([record], is_new=True)
    form = {"title": "Other", "wish": "Otherwise.", "negotiation_id": str(record)}

    assert browser(cast.otto).post("/proposals/new", form).status_code == 422


def test_a_case_opens_only_for_who_may_read_it(cast: Cast, browser: Any) -> None:
    with transaction(cast.organization_id):
        record = add_record(cast.noor, title="Secret price round")
        refresh([record], is_new=True)
    made = wished(cast, ProposalDraft("Other", "Otherwise.", negotiation_id=record))

    pages = [browser(person).get(f"/proposals/{made}").text for person in (cast.noor, cast.otto)]

    assert ["Secret price round" in page for page in pages] == [True, False]


@pytest.mark.parametrize(("count", "is_sayable"), [(19, False), (20, True)])
def test_the_effect_is_silent_while_there_is_little_to_say(cast: Cast, count: int, *, is_sayable: bool) -> None:
    with transaction(cast.organization_id):
        version = add_book(cast, (RULE,)).version_id
        playbook_id = session.scalars(select(PlaybookVersion.playbook_id)).one()
        made = propose(cast.noor.actor, ProposalDraft("Other", "Otherwise.", playbook_id, "valued"))
        decide_proposal(cast.greta.actor, made, is_adopted=True, reason="Yes.")
        days: list[date] = [clock.today() - timedelta(days=1), clock.today()]
        ids = [
            add_record(cast.noor, held_on=day, value=50 + 100 * (number % 2), playbook_version_id=version)
            for day in days
            for number in range(count)
        ]
        refresh(ids, is_new=True)
        judge(ids)
        found = proposal(made)
        assert found is not None

        effect = effect_of(found)

    assert effect is not None
    assert effect.is_sayable is is_sayable


def test_the_page_proposes_and_decides(cast: Cast, browser: Any) -> None:
    address = browser(cast.noor).post("/proposals/new", {"title": "Other", "wish": "Otherwise."}).headers["Location"]
    path = address.split(cast.slug, 1)[1]

    browser(cast.greta).post(f"{path}/decision", {"adopt": "yes", "reason": "It fits."})

    assert "It fits." in browser(cast.noor).get(path).text


def book_with(cast: Cast, rule: dict[str, Any] = RULE) -> tuple[UUID, UUID]:
    """Return a playbook and its version in force, in the running transaction."""
    version = add_book(cast, (rule,), variables=({"key": "price"},)).version_id
    return session.scalars(select(PlaybookVersion.playbook_id)).one(), version


def ended_record(cast: Cast, **more: Any) -> UUID:
    """Return a record of Noor's that has ended."""
    with transaction(cast.organization_id):
        record = add_record(cast.noor, outcome="no_deal", closed_on=clock.today(), **more)
        refresh([record], is_new=True)
        return record


def test_a_proposal_about_a_rule_says_its_sentence_and_leads_to_a_new_version_once_adopted(
    cast: Cast, browser: Any
) -> None:
    with transaction(cast.organization_id):
        draft = install_starter(cast.greta.actor, "supplier_price_renewal")
        playbook_id = session.scalars(select(PlaybookVersion.playbook_id).where(PlaybookVersion.id == draft)).one()
        made = propose(cast.noor.actor, ProposalDraft("Other", "Otherwise.", playbook_id, "cost_driver"))
        decide_proposal(cast.greta.actor, made, is_adopted=True, reason="Yes.")

    page = browser(cast.greta).get(f"/proposals/{made}").text

    assert ("We ask what drives the supplier" in page, f"/playbooks/{playbook_id}/drafts" in page) == (True, True)


def test_a_look_back_begins_a_proposal_with_its_words_and_its_record(cast: Cast, browser: Any) -> None:
    record = ended_record(cast)
    with transaction(cast.organization_id):
        debrief = write_debrief(cast.noor.actor, record, DebriefDraft(otherwise="Ask for volumes first."))

    page = browser(cast.noor).get(f"/proposals/new?debrief_id={debrief}").text

    assert ("Ask for volumes first." in page, f'value="{record}"' in page) == (True, True)


def test_a_look_back_one_cannot_read_begins_nothing(cast: Cast, browser: Any) -> None:
    record = ended_record(cast)
    with transaction(cast.organization_id):
        debrief = write_debrief(cast.noor.actor, record, DebriefDraft(otherwise="Ask for volumes first."))

    assert "Ask for volumes first." not in browser(cast.otto).get(f"/proposals/new?debrief_id={debrief}").text


def test_the_record_proposes_with_one_click(cast: Cast, browser: Any) -> None:
    record = ended_record(cast)

    assert f"/proposals/new?negotiation_id={record}" in browser(cast.noor).get(f"/negotiations/{record}").text


def test_who_comes_from_a_record_finds_what_was_proposed_already(cast: Cast, browser: Any) -> None:
    with transaction(cast.organization_id):
        playbook_id, _version = book_with(cast)
        propose(cast.otto.actor, ProposalDraft("Let 45 days be enough", "They pay.", playbook_id, "valued"))
    record = ended_record(cast)

    page = browser(cast.noor).get(f"/proposals/new?playbook_id={playbook_id}&part=valued&negotiation_id={record}").text

    assert ("Let 45 days be enough" in page, "Me too" in page) == (True, True)


def test_a_voice_brings_its_record_along(cast: Cast, browser: Any) -> None:
    made = wished(cast)
    record = ended_record(cast)

    browser(cast.noor).post(f"/proposals/{made}/voices", {"negotiation_id": str(record)})

    with transaction(cast.organization_id):
        assert cases_for(made) == [record]


def test_a_voice_brings_no_record_that_its_owner_cannot_read(cast: Cast, program: Any) -> None:
    made = wished(cast)
    body = {"negotiation_id": str(ended_record(cast))}

    assert program(cast.otto).call("POST", f"/proposals/{made}/voices", body).status_code == 422


def effect_after(cast: Cast, part: str | None, records: Callable[[UUID, date], list[UUID]]) -> Effect:
    """Return what became of an adopted proposal, with records from the day before and from today."""
    with transaction(cast.organization_id):
        playbook_id, version = book_with(cast)
        made = propose(cast.noor.actor, ProposalDraft("Other", "Otherwise.", playbook_id, part))
        decide_proposal(cast.greta.actor, made, is_adopted=True, reason="Yes.")
        ids = [one for days in (1, 0) for one in records(version, clock.today() - timedelta(days=days))]
        refresh(ids, is_new=True)
        judge(ids)
        found = proposal(made)
        assert found is not None
        effect = effect_of(found)
    assert effect is not None
    return effect


def test_the_effect_on_a_whole_playbook_counts_records_not_findings(cast: Cast) -> None:
    def records(version: UUID, day: date) -> list[UUID]:
        return [add_record(cast.noor, held_on=day, value=one, playbook_version_id=version) for one in (50, 150, 200)]

    effect = effect_after(cast, None, records)

    assert (effect.what, effect.before.kept, effect.after.n) == ("Every rule kept", 2, 3)


def test_the_effect_on_a_term_counts_what_was_agreed_within(cast: Cast) -> None:
    def records(version: UUID, day: date) -> list[UUID]:
        limits = {"direction": "more", "target": 100, "acceptable": 90, "walk_away": 70}
        ended = {"held_on": day, "playbook_version_id": version, "outcome": "agreed", "closed_on": day}
        return [add_record(cast.noor, {"price": limits | {"agreed": agreed}}, **ended) for agreed in (95, 60)]

    effect = effect_after(cast, "price", records)

    assert (effect.what, effect.before.kept, effect.before.n) == ("Agreed within what is acceptable", 1, 2)


def test_the_effect_counts_from_the_version_that_came_after_the_decision(cast: Cast) -> None:
    with transaction(cast.organization_id):
        playbook_id, _version = book_with(cast)
        made = propose(cast.noor.actor, ProposalDraft("Other", "Otherwise.", playbook_id, "valued"))
        decide_proposal(cast.greta.actor, made, is_adopted=True, reason="Yes.")
        session.add(
            PlaybookVersion(
                id=new_id(),
                playbook_id=playbook_id,
                number=2,
                purpose="Renew.",
                state="published",
                effective_on=clock.today() + timedelta(days=3),
                published_at=clock.now() + timedelta(minutes=1),
                written_by_id=cast.greta.id,
            )
        )
        session.flush()
        found = proposal(made)
        assert found is not None
        effect = effect_of(found)

    assert effect is not None
    assert (effect.version, effect.since_on) == (2, clock.today() + timedelta(days=3))


def test_programs_propose_stand_behind_and_decide(cast: Cast, program: Any) -> None:
    made = program(cast.noor).call("POST", "/proposals", {"title": "Other", "wish": "Otherwise."})
    path = f"/proposals/{made.json['id']}"
    program(cast.otto).call("POST", f"{path}/voices", {})

    program(cast.greta).call("POST", f"{path}/decision", {"is_adopted": True, "reason": "It fits."})

    shown = program(cast.noor).call("GET", path).json
    assert (made.status_code, shown["state"], shown["voices"], shown["reason"]) == (201, "adopted", 2, "It fits.")


def test_programs_list_what_waits(cast: Cast, program: Any) -> None:
    made, other = wished(cast), wished(cast)
    with transaction(cast.organization_id):
        decide_proposal(cast.greta.actor, other, is_adopted=False, reason="Not now.")

    rows = program(cast.noor).call("GET", "/proposals?state=open&limit=1").json["rows"]

    assert [row["id"] for row in rows] == [str(made)]


def test_only_leaders_decide_by_program(cast: Cast, program: Any) -> None:
    made = wished(cast)

    answer = program(cast.ines).call("POST", f"/proposals/{made}/decision", {"is_adopted": True, "reason": "It fits."})

    assert answer.status_code == 403


def test_the_pace_counts_the_days_to_a_decision(cast: Cast) -> None:
    made = wished(cast)
    with clock.standing_still(clock.now() + timedelta(days=4, hours=1)), transaction(cast.organization_id):
        decide_proposal(cast.greta.actor, made, is_adopted=True, reason="Yes.")

        assert pace(clock.now()) == Pace(raised=1, decided=1, adopted=1, median_days=5)


@pytest.mark.parametrize(("days", "count"), [(9, 0), (10, 1)])
def test_a_proposal_that_waits_is_told_again(cast: Cast, days: int, count: int) -> None:
    wished(cast)

    with clock.standing_still(clock.now() + timedelta(days=days)), transaction(cast.organization_id):
        assert remind_of_proposals() == count


@pytest.mark.parametrize(("days", "count"), [(6, 0), (7, 1)])
def test_whoever_decides_is_reminded_once_a_week(cast: Cast, days: int, count: int) -> None:
    wished(cast)
    first = clock.now() + timedelta(days=12)
    with clock.standing_still(first), transaction(cast.organization_id):
        remind_of_proposals()

    with clock.standing_still(first + timedelta(days=days)), transaction(cast.organization_id):
        assert remind_of_proposals() == count


def test_what_is_decided_waits_in_no_inbox(cast: Cast) -> None:
    made = wished(cast)
    with transaction(cast.organization_id):
        decide_proposal(cast.greta.actor, made, is_adopted=True, reason="It fits.")

    with transaction(cast.organization_id):
        waiting = select(Notice.kind).where(Notice.user_id == cast.greta.id).where(Notice.read_at.is_(None))
        assert session.scalars(waiting).all() == []
