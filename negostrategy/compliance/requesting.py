"""What is typed around approvals and waivers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import fields, validate

from negostrategy.edge.fields import Day, text
from negostrategy.edge.payloads import DraftSchema

MOST_OFFERED = 60


@dataclass(frozen=True)
class RequestDraft:
    """An offer one would like to agree to, why, and until when the answer is needed."""

    offer: dict[str, Any]
    why: str
    needed_by: date | None = None


@dataclass(frozen=True)
class RulingDraft:
    """Yes or no to a request; a yes may have conditions, a no needs a reason."""

    approves: bool
    reason: str | None = None
    conditions: str | None = None


@dataclass(frozen=True)
class WaiverDraft:
    """Let a broken rule pass until a day: on one record, or on all under the rule."""

    rule_key: str
    reason: str
    until_on: date
    for_all: bool = False


class RequestSchema(DraftSchema):
    """A request for approval."""

    makes = RequestDraft
    offer = fields.Dict(
        keys=fields.String(validate=validate.Length(1, 60)),
        values=fields.String(validate=validate.Length(0, 200)),
        required=True,
        validate=validate.Length(1, MOST_OFFERED, error=f"Offer 1 to {MOST_OFFERED} terms at once."),
    )
    why = text(2000, required=True, error_messages={"required": "Say why it should be agreed to."})
    needed_by = Day(load_default=None, allow_none=True)


class RulingSchema(DraftSchema):
    """A decision on a request."""

    makes = RulingDraft
    approves = fields.Boolean(required=True, error_messages={"required": "Say yes or no."})
    reason = text(2000, load_default=None)
    conditions = text(2000, load_default=None)


class WaiverSchema(DraftSchema):
    """A waiver."""

    makes = WaiverDraft
    rule_key = fields.String(required=True, validate=validate.Length(1, 60))
    reason = text(2000, required=True, error_messages={"required": "Say why this is let pass."})
    until_on = Day(required=True, error_messages={"required": "Say until when this is let pass."})
    for_all = fields.Boolean(load_default=False)


class ShownOnSchema(DraftSchema):
    """The record on which a waiver was shown when it was ended; none in the list of all."""

    makes = dict
    negotiation_id = fields.UUID(load_default=None, allow_none=True)
