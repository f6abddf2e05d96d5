"""May I agree to this? As JSON."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from negostrategy.compliance.api.blueprint import api
from negostrategy.compliance.service.asking import MOST_OFFERED, may_i_agree
from negostrategy.edge.organization import today_here
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Light
from negostrategy.kernel.grants import Grant

LONGEST_TYPED = 200


class OfferSchema(Schema):
    """An offer: each term by its key, as people type it ("131k", "45 days", "2026-12-24", "yes")."""

    offer = fields.Dict(
        keys=fields.String(validate=validate.Length(1, 60)),
        values=fields.String(validate=validate.Length(0, LONGEST_TYPED)),
        required=True,
        validate=validate.Length(1, MOST_OFFERED, error=f"Offer 1 to {MOST_OFFERED} terms at once."),
    )


class TermAnswerShape(Schema):
    """The band of one offered term; never a limit."""

    key = fields.String(required=True)
    name = fields.String(required=True)
    said = fields.String(required=True)
    band = fields.String(allow_none=True, required=True)


class ApproverShape(Schema):
    """Somebody to ask."""

    user_id = fields.UUID(required=True)
    name = fields.String(required=True)
    acts_for = fields.String(allow_none=True, required=True)
    in_place_of = fields.String(allow_none=True, required=True)
    usual_hours = fields.Decimal(as_string=True, allow_none=True, required=True)


class OfferAnswerShape(Schema):
    """A light, one sentence, and whom to ask."""

    light = fields.String(required=True, validate=validate.OneOf([light.value for light in Light]))
    sentence = fields.String(required=True)
    source = fields.String(allow_none=True, required=True)
    terms = fields.List(fields.Nested(TermAnswerShape), required=True)
    ask = fields.List(fields.Nested(ApproverShape), required=True)
    needs = fields.List(fields.String(), required=True)
    missing = fields.List(fields.String(), required=True)
    conditions = fields.List(fields.String(), required=True)


@api.post("/negotiations/<uuid:negotiation_id>/offer-checks")
@permit(Grant.APPROVAL_ASK)
@api.arguments(OfferSchema)
@api.response(200, OfferAnswerShape)
def check_offer(actor: Actor, draft: dict[str, Any], negotiation_id: UUID) -> dict[str, Any]:
    """Ask whether an offer may be agreed to; the question stays on the record."""
    return asdict(may_i_agree(actor, negotiation_id, draft["offer"], today_here()))
