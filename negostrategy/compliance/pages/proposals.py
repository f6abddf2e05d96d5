"""Change proposals: the list, making one from wherever the case is, and deciding."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, request
from sqlalchemy import select

from negostrategy.compliance.queries.beginnings import from_debrief
from negostrategy.compliance.queries.effects import effect_of
from negostrategy.compliance.service.bringing import propose_with_case, support_with_case
from negostrategy.edge.answers import REFUSALS, said_by, see, show
from negostrategy.edge.idempotency import sent_once
from negostrategy.edge.payloads import load_form
from negostrategy.edge.permit import permit
from negostrategy.edge.refusing import heed_refusal
from negostrategy.facts.models import Facts
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.queries.among import readable_among
from negostrategy.strategy.queries.proposals import (
    ProposalRow,
    cases_for,
    open_proposals_about,
    pace,
    part_said,
    proposal,
    proposals,
)
from negostrategy.strategy.queries.rules import playbook_names
from negostrategy.strategy.service.proposing import ProposalSchema, decide_proposal

pages = Blueprint("proposals", __name__)
STATES = ("open", "adopted", "declined")
MOST_CASES = 50
FILLED = ("title", "playbook_id", "part", "negotiation_id")


@pages.get("/proposals")
@permit(Grant.PROPOSAL_MAKE)
def list_page(_actor: Actor) -> Response:
    """Return the proposals, those that wait first."""
    state = request.args.get("state")
    rows = proposals(state if state in STATES else None)
    return show("proposals/list.html", rows=rows, state=state, pace=pace(clock.now()))


@pages.get("/proposals/new")
@permit(Grant.PROPOSAL_MAKE)
def new(actor: Actor) -> Response:
    """Return the form of a proposal; a look back, or words in the address, fill it."""
    debrief_id = _id(request.args.get("debrief_id"))
    typed = {name: request.args[name][:300] for name in FILLED if request.args.get(name)}
    return _new(typed | (from_debrief(actor, debrief_id) if debrief_id else {}))


@pages.post("/proposals/new")
@permit(Grant.PROPOSAL_MAKE)
@sent_once
def make(actor: Actor) -> Response:
    """Make a proposal; a record that this person cannot read is no case of theirs."""
    try:
        made = propose_with_case(actor, load_form(ProposalSchema()))
    except BadInput as refusal:
        return _new(request.form, refusal.status, refusal.errors)
    return see(".show", saying="Proposed. Whoever decides has been told.", proposal_id=made)


@pages.get("/proposals/<uuid:proposal_id>", endpoint="show")
@permit(Grant.PROPOSAL_MAKE)
def show_proposal(actor: Actor, proposal_id: UUID) -> Response:
    """Return one proposal with its cases: those this person may read, and how many others."""
    return _show(actor, _found(proposal_id))


@pages.post("/proposals/<uuid:proposal_id>/voices")
@permit(Grant.PROPOSAL_MAKE)
def add_voice(actor: Actor, proposal_id: UUID) -> Response:
    """Add one's voice, with the record one came from, if any."""
    support_with_case(actor, proposal_id, _id(request.form.get("negotiation_id")))
    return see(".show", saying="Your voice counts.", proposal_id=proposal_id)


@pages.post("/proposals/<uuid:proposal_id>/decision")
@permit(Grant.PROPOSAL_DECIDE)
def decide(actor: Actor, proposal_id: UUID) -> Response:
    """Adopt or decline."""
    _found(proposal_id)
    try:
        heed_refusal()
        decide_proposal(actor, proposal_id, request.form.get("adopt") == "yes", request.form.get("reason", ""))
    except REFUSALS as refusal:
        # Asked again: somebody else may have decided meanwhile, and that is what the page has to show.
        return _show(actor, _found(proposal_id), refusal.status, said_by(refusal, "/reason"))
    return see(".show", saying="Decided. Whoever proposed it has been told.", proposal_id=proposal_id)


def _found(proposal_id: UUID) -> ProposalRow:
    found = proposal(proposal_id)
    if found is None:
        raise NotFound
    return found


def _new(typed: Mapping[str, str], status: int = 200, errors: Mapping[str, list[str]] | None = None) -> Response:
    books = [(str(one), name) for one, name in playbook_names()]
    playbook_id = _id(typed.get("playbook_id"))
    alike = open_proposals_about(playbook_id, typed.get("part") or None) if playbook_id else []
    return show("proposals/new.html", status, typed=typed, playbooks=books, alike=alike, errors=errors or {})


def _id(typed: str | None) -> UUID | None:
    try:
        return UUID(typed or "")
    except ValueError:
        return None


def _show(
    actor: Actor, found: ProposalRow, status: int = 200, errors: Mapping[str, list[str]] | None = None
) -> Response:
    ids = cases_for(found.id)
    rows = readable_among(actor, select(Facts.id).where(Facts.id.in_(ids)), MOST_CASES)
    return show(
        "proposals/one.html",
        status,
        one=found,
        part=part_said(found.playbook_id, found.part),
        cases=rows,
        others=len(set(ids)) - len(rows),
        effect=effect_of(found) if found.state == "adopted" else None,
        may_decide=found.state == "open" and actor.may(Grant.PROPOSAL_DECIDE),
        typed=request.form,
        errors=errors or {},
    )
