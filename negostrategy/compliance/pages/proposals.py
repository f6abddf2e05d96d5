"""Change proposals: the list, making one from wherever the case is, and deciding."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, request
from sqlalchemy import select

from negostrategy.compliance.queries.effects import effect_of
from negostrategy.edge.answers import see, show
from negostrategy.edge.payloads import load_form
from negostrategy.edge.permit import permit
from negostrategy.facts.models import Facts
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.queries.among import readable_among
from negostrategy.negotiations.queries.askable import askable
from negostrategy.strategy.queries.proposals import ProposalRow, cases_for, proposal, proposals
from negostrategy.strategy.queries.rules import playbook_names
from negostrategy.strategy.service.proposing import ProposalSchema, decide_proposal, propose, support

pages = Blueprint("proposals", __name__)
STATES = ("open", "adopted", "declined")
MOST_CASES = 50
FILLED = ("title", "wish", "playbook_id", "part", "negotiation_id")


@pages.get("/proposals")
@permit(Grant.PROPOSAL_MAKE)
def list_page(_actor: Actor) -> Response:
    """Return the proposals, those that wait first."""
    state = request.args.get("state")
    return show("proposals/list.html", rows=proposals(state if state in STATES else None), state=state)


@pages.get("/proposals/new")
@permit(Grant.PROPOSAL_MAKE)
def new(_actor: Actor) -> Response:
    """Return the form of a proposal; words in the address fill it."""
    return _new({name: request.args[name][:300] for name in FILLED if name in request.args})


@pages.post("/proposals/new")
@permit(Grant.PROPOSAL_MAKE)
def make(actor: Actor) -> Response:
    """Make a proposal; a record that this person cannot read is no case of theirs."""
    try:
        draft = load_form(ProposalSchema())
        refuse_foreign_case(actor, draft.negotiation_id)
        made = propose(actor, draft)
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
    """Add one's voice."""
    support(actor, proposal_id, None)
    return see(".show", saying="Your voice counts.", proposal_id=proposal_id)


@pages.post("/proposals/<uuid:proposal_id>/decision")
@permit(Grant.PROPOSAL_DECIDE)
def decide(actor: Actor, proposal_id: UUID) -> Response:
    """Adopt or decline."""
    found = _found(proposal_id)
    try:
        decide_proposal(actor, proposal_id, request.form.get("adopt") == "yes", request.form.get("reason", ""))
    except BadInput as refusal:
        return _show(actor, found, refusal.status, refusal.errors)
    return see(".show", saying="Decided. Whoever proposed it has been told.", proposal_id=proposal_id)


def refuse_foreign_case(actor: Actor, negotiation_id: UUID | None) -> None:
    """Return when a case is none, or a record that this person may read.

    Errors: BadInput.
    """
    if negotiation_id is not None and askable(actor, negotiation_id) is None:
        raise BadInput({"/negotiation_id": ["There is no such record for you to bring along."]})


def _found(proposal_id: UUID) -> ProposalRow:
    found = proposal(proposal_id)
    if found is None:
        raise NotFound
    return found


def _new(typed: Mapping[str, str], status: int = 200, errors: Mapping[str, list[str]] | None = None) -> Response:
    books = [(str(one), name) for one, name in playbook_names()]
    return show("proposals/new.html", status, typed=typed, playbooks=books, errors=errors or {})


def _show(
    actor: Actor, found: ProposalRow, status: int = 200, errors: Mapping[str, list[str]] | None = None
) -> Response:
    ids = cases_for(found.id)
    rows = readable_among(actor, select(Facts.id).where(Facts.id.in_(ids)), MOST_CASES)
    return show(
        "proposals/one.html",
        status,
        one=found,
        cases=rows,
        others=len(set(ids)) - len(rows),
        effect=effect_of(found) if found.state == "adopted" else None,
        may_decide=found.state == "open" and actor.may(Grant.PROPOSAL_DECIDE),
        typed=request.form,
        errors=errors or {},
    )
