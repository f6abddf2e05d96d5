"""What is added to a record one by one: moves, the outcome, answers, feelings, people."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from marshmallow import ValidationError, fields, validate, validates_schema

from negostrategy.edge.fields import Day, line, text
from negostrategy.edge.payloads import DraftSchema
from negostrategy.kernel.business import MoveTag, Outcome, Privacy, PulseDomain, Side
from negostrategy.negotiations.schemas.records import Answer
from negostrategy.negotiations.schemas.words import KEY, LONGEST_REMARK, Position, ticks, word


@dataclass(frozen=True)
class MoveDraft:
    """One step of one side. positions: {term key: as it was said}. answers_place: the move it gives back for."""

    side: str
    tag: str = MoveTag.OFFER
    positions: dict[str, Any] = field(default_factory=dict)
    note: str | None = None
    answers_place: int | None = None
    made_on: date | None = None


class MoveSchema(DraftSchema):
    """Positions are read by the kind of their term."""

    makes = MoveDraft
    side = word(Side, required=True)
    tag = word(MoveTag)
    positions = fields.Dict(
        keys=fields.String(validate=KEY), values=Position(allow_none=True), validate=validate.Length(max=100)
    )
    note = text(LONGEST_REMARK, allow_none=True)
    answers_place = fields.Integer(allow_none=True, validate=validate.Range(1, 10_000))
    made_on = Day(allow_none=True)

    @validates_schema
    def require_what_was_said(self, values: dict[str, Any], **_kwargs: Any) -> None:
        """Return when the move tells something. That it is an offer is the default and tells nothing."""
        has_positions = any(said is not None for said in values.get("positions", {}).values())
        is_told = has_positions or (values.get("note") or "").strip()
        if not is_told and values.get("tag", MoveTag.OFFER) == MoveTag.OFFER:
            raise ValidationError("Say what was offered, or write a note.", "positions")


@dataclass(frozen=True)
class OutcomeDraft:
    """How it ended, why, and when. closed_on: today unless said.

    agreed: {term key: as it was said} of what was agreed; not_part: the keys of what is not part of the agreement. What
    neither of the two names stays as it is; None takes back what was said. conditions_met: {approval: how its
    condition is met}, for a yes on a condition that cannot be compared.
    """

    outcome: str
    outcome_reason: str | None = None
    closed_on: date | None = None
    agreed: dict[str, Any] = field(default_factory=dict)
    not_part: tuple[str, ...] = ()
    conditions_met: dict[UUID, str] = field(default_factory=dict)


class OutcomeSchema(DraftSchema):
    """The end of a negotiation, or its reopening."""

    makes = OutcomeDraft
    outcome = word(Outcome, required=True)
    outcome_reason = text(LONGEST_REMARK, allow_none=True)
    closed_on = Day(allow_none=True)
    agreed = fields.Dict(
        keys=fields.String(validate=KEY), values=Position(allow_none=True), validate=validate.Length(max=100)
    )
    not_part = fields.List(fields.String(validate=KEY), validate=validate.Length(max=100))
    conditions_met = ticks()


@dataclass(frozen=True)
class AnswerDraft:
    """The answer to one question of the playbook."""

    question: str
    answer: Any


class AnswerSchema(DraftSchema):
    """One answer; null takes it back."""

    makes = AnswerDraft
    question = fields.String(required=True, validate=KEY)
    answer = Answer(required=True, allow_none=True)


@dataclass(frozen=True)
class PulseDraft:
    """How one side felt on one theme, 1 badly to 7 well."""

    side: str
    domain: str
    score: int


class PulseSchema(DraftSchema):
    """One feeling of one side."""

    makes = PulseDraft
    side = word(Side, required=True)
    domain = word(PulseDomain, load_default=PulseDomain.RESULT.value)
    score = fields.Integer(required=True, validate=validate.Range(1, 7, error="Choose 1 to 7."))


@dataclass(frozen=True)
class PeopleDraft:
    """Who takes part, who else may read, and how narrow reading is."""

    parties: list[UUID] | None = None
    readers: list[UUID] | None = None
    privacy: str | None = None


class PeopleSchema(DraftSchema):
    """Lists replace; what is not given stays."""

    makes = PeopleDraft
    parties = fields.List(fields.UUID(), validate=validate.Length(max=100))
    readers = fields.List(fields.UUID(), validate=validate.Length(max=100))
    privacy = word(Privacy)


@dataclass(frozen=True)
class PersonDraft:
    """Somebody to be named on a record, by name or address."""

    name: str
    part: str = "party"


class PersonSchema(DraftSchema):
    """One more person."""

    makes = PersonDraft
    name = line(200, required=True)
    part = fields.String(validate=validate.OneOf(["party", "reader"], error="Choose party or reader."))
