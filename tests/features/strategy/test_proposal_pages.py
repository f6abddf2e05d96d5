"""Proposals on pages and for programs: begun from a record or a look back, and no case opens to who may not read it."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.facts.service import refresh
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.schemas.debrief import DebriefDraft
from negostrategy.negotiations.service.debriefing import write_debrief
from negostrategy.strategy.models import PlaybookVersion
from negostrategy.strategy.queries.proposals import cases_for
from negostrategy.strategy.service.playbooks import install_starter
from negostrategy.strategy.service.proposing import ProposalDraft, decide_proposal, propose
from tests.cast import Cast
from tests.features.facts.records import add_record
from tests.features.strategy.proposals import book_with, wished


def ended_record(cast: Cast, **more: Any) -> UUID:
    """Return a record of Noor's that has ended."""
    with transaction(cast.organization_id):
        record = add_record(cast.noor, outcome="no_deal", closed_on=clock.today(), **more)
        refresh([record], is_new=True)
        return record


def test_the_page_proposes_and_decides(cast: Cast, browser: Any) -> None:
    address = browser(cast.noor).post("/proposals/new", {"title": "Other", "wish": "Otherwise."}).headers["Location"]
    path = address.split(cast.slug, 1)[1]

    browser(cast.greta).post(f"{path}/decision", {"adopt": "yes", "reason": "It fits."})

    assert "It fits." in browser(cast.noor).get(path).text


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
