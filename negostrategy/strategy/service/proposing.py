"""Wishing for a change, adding one's voice, deciding: with the cases attached, and an answer for whoever wished."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from marshmallow import fields, validate
from sqlalchemy import select

from negostrategy.accounts.service.telling import tell_people
from negostrategy.audit import service as trail
from negostrategy.edge.fields import line, text
from negostrategy.edge.payloads import DraftSchema
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, Conflict, NotFound
from negostrategy.kernel.ids import new_id
from negostrategy.notices import service as inbox
from negostrategy.notices.queries import last_told
from negostrategy.notices.service import News
from negostrategy.strategy.models import Playbook, Proposal, ProposalCase
from negostrategy.strategy.queries.proposals import who_decides

MADE, WAITS = "proposal.made", "proposal.waits"
# People who propose expect an answer within two weeks; four days are left to give it.
PATIENCE_DAYS, EVERY = 10, timedelta(days=7)


@dataclass(frozen=True)
class ProposalDraft:
    """What should be otherwise: of a playbook, or without one of the strategy; part is a rule, variable or section."""

    title: str
    wish: str
    playbook_id: UUID | None = None
    part: str | None = None
    negotiation_id: UUID | None = None


class ProposalSchema(DraftSchema):
    """A proposal."""

    makes = ProposalDraft
    title = line(200, required=True, error_messages={"required": "Say in a few words what should change."})
    wish = text(4000, required=True, error_messages={"required": "Say what should hold instead, and why."})
    playbook_id = fields.UUID(load_default=None, allow_none=True)
    part = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 60))
    negotiation_id = fields.UUID(load_default=None, allow_none=True)


class DecidedAlready(Conflict):
    """This proposal has been decided already. Make a new one."""

    code = "decided_already"


def propose(actor: Actor, draft: ProposalDraft) -> UUID:
    """Return the id of a new proposal; whoever decides is told.

    negotiation_id: a record of the case, which the caller has seen; only its id is kept. Errors: BadInput for a
    playbook that is not here.
    """
    if draft.playbook_id is not None and session.get(Playbook, (actor.organization_id, draft.playbook_id)) is None:
        raise BadInput({"/playbook_id": ["There is no such playbook."]})
    proposal = Proposal(
        id=new_id(),
        playbook_id=draft.playbook_id,
        part=draft.part,
        title=draft.title,
        wish=draft.wish,
        proposed_by_id=actor.user_id,
        proposed_at=clock.now(),
    )
    session.add(proposal)
    session.flush()
    support(actor, proposal.id, draft.negotiation_id)
    trail.record(actor, "proposal.made", "proposal", proposal.id)
    news = News(MADE, proposal.id, "A change is proposed.", f"/proposals/{proposal.id}")
    tell_people([user_id for user_id in who_decides() if user_id != actor.user_id], news, by_mail=True)
    return proposal.id


def support(actor: Actor, proposal_id: UUID, negotiation_id: UUID | None) -> None:
    """Add one's voice, with a case of one's own or without; a second voice without a case changes nothing.

    Errors: NotFound; DecidedAlready.
    """
    _open(proposal_id)
    there = session.scalars(
        select(ProposalCase.negotiation_id)
        .where(ProposalCase.proposal_id == proposal_id)
        .where(ProposalCase.brought_by_id == actor.user_id)
    ).all()
    if negotiation_id in there or (negotiation_id is None and there):
        return
    session.add(
        ProposalCase(id=new_id(), proposal_id=proposal_id, negotiation_id=negotiation_id, brought_by_id=actor.user_id)
    )
    session.flush()


def decide_proposal(actor: Actor, proposal_id: UUID, is_adopted: bool, reason: str) -> None:
    """Adopt or decline, with a reason; whoever proposed it, and everybody who added a voice, is told.

    Errors: NotFound; DecidedAlready; BadInput without a reason.
    """
    if not reason.strip():
        raise BadInput({"/reason": ["Say why; whoever proposed it reads this."]})
    proposal = _open(proposal_id)
    proposal.state = "adopted" if is_adopted else "declined"
    proposal.decided_by_id, proposal.decided_at, proposal.reason = actor.user_id, clock.now(), reason.strip()
    trail.record(actor, "proposal.decided", "proposal", proposal_id, is_adopted=is_adopted)
    session.flush()
    voices = session.scalars(select(ProposalCase.brought_by_id).where(ProposalCase.proposal_id == proposal_id)).all()
    said = f"A proposal that you stand behind is {proposal.state}; the reason is with it."
    news = News("proposal.decided", proposal_id, said, f"/proposals/{proposal_id}")
    tell_people([proposal.proposed_by_id, *voices], news, by_mail=True)
    for kind in (MADE, WAITS):
        inbox.settle(kind, proposal_id)


def remind_of_proposals() -> int:
    """Return how many proposals whoever decides was reminded of: those older than ten days, each once a week."""
    now = clock.now()
    waiting = session.scalars(
        select(Proposal.id)
        .where(Proposal.state == "open")
        .where(Proposal.proposed_at <= now - timedelta(days=PATIENCE_DAYS))
        .order_by(Proposal.proposed_at, Proposal.id)
    ).all()
    due = [one for one in waiting if all(now - at >= EVERY for at in last_told(WAITS, one).values())]
    for proposal_id in due:
        sentence = "A proposed change waits for a decision."
        tell_people(who_decides(), News(WAITS, proposal_id, sentence, f"/proposals/{proposal_id}"), by_mail=True)
    return len(due)


def _open(proposal_id: UUID) -> Proposal:
    found = session.scalars(select(Proposal).where(Proposal.id == proposal_id).with_for_update()).one_or_none()
    if found is None:
        raise NotFound
    if found.state != "open":
        raise DecidedAlready
    return found
