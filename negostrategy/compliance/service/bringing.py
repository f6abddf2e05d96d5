"""Proposals that bring a case along: only a record that its bringer may read speaks for one."""

from uuid import UUID

from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput
from negostrategy.negotiations.queries.askable import askable
from negostrategy.strategy.service.proposing import ProposalDraft, propose, support


def propose_with_case(actor: Actor, draft: ProposalDraft) -> UUID:
    """Return the id of a new proposal.

    Errors: BadInput for a record that this person cannot read, and for a playbook that is not here.
    """
    _refuse_foreign_case(actor, draft.negotiation_id)
    return propose(actor, draft)


def support_with_case(actor: Actor, proposal_id: UUID, negotiation_id: UUID | None) -> None:
    """Add one's voice to a proposal, with a record that speaks for it or without one.

    Errors: NotFound; DecidedAlready; BadInput for a record that this person cannot read.
    """
    _refuse_foreign_case(actor, negotiation_id)
    support(actor, proposal_id, negotiation_id)


def _refuse_foreign_case(actor: Actor, negotiation_id: UUID | None) -> None:
    if negotiation_id is not None and askable(actor, negotiation_id) is None:
        raise BadInput({"/negotiation_id": ["There is no such record for you to bring along."]})
