"""Change proposals as JSON."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from marshmallow import EXCLUDE, Schema, fields, validate
from sqlalchemy import select

from negostrategy.compliance.api.blueprint import api
from negostrategy.compliance.queries.effects import effect_of
from negostrategy.compliance.service.bringing import propose_with_case, support_with_case
from negostrategy.edge.fields import text
from negostrategy.edge.openapi import PageQuery, once, page_answer, page_schema
from negostrategy.edge.paging import Page, open_cursor, seal_cursor
from negostrategy.edge.payloads import DraftSchema
from negostrategy.edge.permit import permit
from negostrategy.facts.models import Facts
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.queries.among import readable_among
from negostrategy.strategy.queries.proposals import cases_for, proposal, proposals
from negostrategy.strategy.service.proposing import ProposalDraft, ProposalSchema, decide_proposal

STATES = ("open", "adopted", "declined")
MOST_CASES = 200
ONE = "/proposals/<uuid:proposal_id>"


class ProposalQuery(PageQuery):
    """Which proposals are wanted."""

    class Meta:
        """Other words of the address are left to others."""

        unknown = EXCLUDE

    state = fields.String(validate=validate.OneOf(STATES))


@dataclass(frozen=True)
class VoiceDraft:
    """A voice, with or without a record that speaks for the proposal."""

    negotiation_id: UUID | None = None


class VoiceSchema(DraftSchema):
    """A voice."""

    makes = VoiceDraft
    negotiation_id = fields.UUID(load_default=None, allow_none=True)


@dataclass(frozen=True)
class VerdictDraft:
    """A decision, with its reason."""

    is_adopted: bool
    reason: str


class VerdictSchema(DraftSchema):
    """A decision."""

    makes = VerdictDraft
    is_adopted = fields.Boolean(required=True)
    reason = text(2000, required=True)


class ProposalRowShape(Schema):
    """One proposal. voices: how many people stand behind it."""

    id = fields.UUID(required=True)
    title = fields.String(required=True)
    wish = fields.String(required=True)
    playbook_id = fields.UUID(allow_none=True, required=True)
    about = fields.String(required=True)
    part = fields.String(allow_none=True, required=True)
    proposed_by = fields.String(required=True)
    proposed_at = fields.AwareDateTime(format="iso", required=True)
    state = fields.String(required=True)
    decided_by = fields.String(allow_none=True, required=True)
    decided_at = fields.AwareDateTime(format="iso", allow_none=True, required=True)
    reason = fields.String(allow_none=True, required=True)
    voices = fields.Integer(required=True)


class SideShape(Schema):
    """Kept of n records, with the 95 % interval of the share."""

    kept = fields.Integer(required=True)
    n = fields.Integer(required=True)
    interval = fields.List(fields.Float(), allow_none=True, required=True)


class EffectShape(Schema):
    """Before and after. While either side has fewer than twenty records, is_sayable is false."""

    what = fields.String(required=True)
    since_on = fields.Date(required=True)
    version = fields.Integer(allow_none=True, required=True)
    is_sayable = fields.Boolean(required=True)
    before = fields.Nested(SideShape, required=True)
    after = fields.Nested(SideShape, required=True)


class ProposalShape(ProposalRowShape):
    """One proposal with its cases: those you may read by id, the others as a count."""

    case_ids = fields.List(fields.UUID(), required=True)
    other_case_count = fields.Integer(required=True)
    effect = fields.Nested(EffectShape, allow_none=True, required=True)


@api.get("/proposals")
@permit(Grant.PROPOSAL_MAKE)
@api.arguments(ProposalQuery, location="query")
@api.response(200, page_schema("Proposal", ProposalRowShape))
def list_proposals(_actor: Actor, asked: dict[str, Any]) -> Any:
    """List the proposals, oldest first."""
    rows = sorted(proposals(asked.get("state"), None), key=lambda row: str(row.id))
    after = open_cursor(asked["cursor"], parts=1)[0] if asked.get("cursor") else ""
    rest = [row for row in rows if str(row.id) > after]
    page = rest[: asked["limit"]]
    return page_answer(Page(page, seal_cursor(str(page[-1].id)) if len(rest) > len(page) else None))


@api.post("/proposals")
@permit(Grant.PROPOSAL_MAKE)
@once
@api.arguments(ProposalSchema)
@api.response(201, ProposalShape)
def make_proposal(actor: Actor, draft: ProposalDraft) -> Any:
    """Propose a change, perhaps with a record that speaks for it; whoever decides is told."""
    return _answer(actor, propose_with_case(actor, draft)), 201


@api.get(ONE)
@permit(Grant.PROPOSAL_MAKE)
@api.response(200, ProposalShape)
def show_proposal(actor: Actor, proposal_id: UUID) -> Any:
    """Return one proposal with its cases and, once adopted, what became of it."""
    return _answer(actor, proposal_id)


@api.post(f"{ONE}/voices")
@permit(Grant.PROPOSAL_MAKE)
@once
@api.arguments(VoiceSchema)
@api.response(200, ProposalShape)
def add_voice(actor: Actor, draft: VoiceDraft, proposal_id: UUID) -> Any:
    """Stand behind a proposal, perhaps with a record of your own."""
    support_with_case(actor, proposal_id, draft.negotiation_id)
    return _answer(actor, proposal_id)


@api.post(f"{ONE}/decision")
@permit(Grant.PROPOSAL_DECIDE)
@once
@api.arguments(VerdictSchema)
@api.response(200, ProposalShape)
def decide(actor: Actor, draft: VerdictDraft, proposal_id: UUID) -> Any:
    """Adopt or decline; everybody who stands behind it is told, with the reason."""
    decide_proposal(actor, proposal_id, draft.is_adopted, draft.reason)
    return _answer(actor, proposal_id)


def _answer(actor: Actor, proposal_id: UUID) -> dict[str, Any]:
    found = proposal(proposal_id)
    if found is None:
        raise NotFound
    ids = set(cases_for(proposal_id))
    readable = [row.id for row in readable_among(actor, select(Facts.id).where(Facts.id.in_(ids)), MOST_CASES)]
    return vars(found) | {
        "case_ids": readable,
        "other_case_count": len(ids) - len(readable),
        "effect": effect_of(found) if found.state == "adopted" else None,
    }
