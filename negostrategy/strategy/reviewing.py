"""What is typed around a review: whom to ask, in which steps, and what they say."""

from dataclasses import dataclass
from uuid import UUID

from marshmallow import fields, validate

from negostrategy.edge.fields import Count, text
from negostrategy.edge.payloads import DraftSchema

MOST_STEPS, MOST_SEATS = 5, 12


@dataclass(frozen=True)
class StepDraft:
    """People who are asked side by side, and how many of them have to say yes."""

    user_ids: list[UUID]
    quorum: int


@dataclass(frozen=True)
class ReviewDraft:
    """Steps, asked one after another, and a word to those who are asked."""

    revision: int
    steps: list[StepDraft]
    note: str | None = None


@dataclass(frozen=True)
class DecisionDraft:
    """Yes or no to the revision that was read, and why."""

    revision: int
    approves: bool
    reason: str | None = None


class StepSchema(DraftSchema):
    """One step."""

    makes = StepDraft
    user_ids = fields.List(
        fields.UUID(error_messages={"invalid_uuid": "Choose people from the list."}),
        required=True,
        validate=validate.Length(1, MOST_SEATS, error=f"A step asks 1 to {MOST_SEATS} people."),
    )
    quorum = Count(load_default=1, validate=validate.Range(1, MOST_SEATS))


class ReviewSchema(DraftSchema):
    """A review to ask for."""

    makes = ReviewDraft
    revision = fields.Integer(required=True, error_messages={"required": "Say which revision is to be approved."})
    steps = fields.List(
        fields.Nested(StepSchema),
        required=True,
        validate=validate.Length(1, MOST_STEPS, error=f"A review has 1 to {MOST_STEPS} steps."),
    )
    note = text(2000, load_default=None)


class DecisionSchema(DraftSchema):
    """A decision."""

    makes = DecisionDraft
    revision = fields.Integer(required=True, error_messages={"required": "Say which revision you have read."})
    approves = fields.Boolean(required=True, error_messages={"required": "Say yes or no."})
    reason = text(2000, load_default=None)
