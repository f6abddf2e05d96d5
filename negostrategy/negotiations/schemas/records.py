"""The quick log and the full record."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from marshmallow import ValidationError, fields, post_load, pre_load, validate

from negostrategy.edge.fields import Amount, Day, line, text
from negostrategy.edge.payloads import DraftSchema
from negostrategy.kernel.business import Channel, GameRules, Kind, Outcome, Privacy, Segment, Style, Topic
from negostrategy.negotiations.schemas.terms import TermSchema
from negostrategy.negotiations.schemas.words import (
    KEY,
    LONGEST_NOTE,
    LONGEST_REMARK,
    LONGEST_TITLE,
    CurrencyCode,
    ticks,
    word,
)

MOST_TERMS, MOST_PEOPLE, MOST_ANSWERS = 100, 100, 100
SAY_IT = "Write one sentence about what happened."


@dataclass(frozen=True)
class QuickLog:
    """What happened, in one sentence; everything else has a default."""

    title: str
    id: UUID | None = None
    kind: str | None = None
    topic: str | None = None
    channel: str | None = None
    held_on: date | None = None
    counterpart: str | None = None
    note: str | None = None


class QuickLogSchema(DraftSchema):
    """counterpart: an organization, or one of our teams. id: made by the client, so that sending twice logs once."""

    makes = QuickLog
    title = line(LONGEST_TITLE, required=True, error_messages={"required": SAY_IT})
    id = fields.UUID()
    kind = word(Kind)
    topic = word(Topic)
    channel = word(Channel)
    held_on = Day()
    counterpart = line(200)
    note = text(LONGEST_NOTE)


class Answer(fields.Raw):
    """The answer to one question: yes or no, a number, or the words of a choice."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if value is not None and not isinstance(value, str | int | float):
            raise ValidationError("Yes or no, a number, or one of the choices is expected.")
        if isinstance(value, str) and len(value) > LONGEST_TITLE:
            raise ValidationError(f"Use at most {LONGEST_TITLE} characters.")
        return value


class RecordSchema(DraftSchema):
    """A full record, or a change of one: what is not named stays; null empties.

    counterpart is an organization for external negotiations, one of our teams for internal ones. conditions_met: said
    with an outcome, {approval: how its condition is met}.
    """

    id = fields.UUID()
    title = line(LONGEST_TITLE, required=True, error_messages={"required": SAY_IT})
    note = text(LONGEST_NOTE, allow_none=True)
    kind = word(Kind)
    topic = word(Topic)
    channel = word(Channel, allow_none=True)
    held_on = Day()
    counterpart = line(200, allow_none=True)
    segment = word(Segment, allow_none=True)
    privacy = word(Privacy)
    style_planned = word(Style, allow_none=True)
    style_used = word(Style, allow_none=True)
    power_balance = fields.Integer(
        allow_none=True, validate=validate.Range(-2, 2, error="Power balance goes from −2 to +2.")
    )
    rules_of_game = word(GameRules, allow_none=True)
    alternative = text(LONGEST_REMARK, allow_none=True)
    alternative_value = Amount(allow_none=True)
    alternative_valued_on = Day(allow_none=True)
    value = Amount(allow_none=True)
    currency = CurrencyCode(allow_none=True)
    outcome = word(Outcome)
    outcome_reason = text(LONGEST_REMARK, allow_none=True)
    closed_on = Day(allow_none=True)
    answers = fields.Dict(keys=fields.String(validate=KEY), values=Answer(), validate=validate.Length(max=MOST_ANSWERS))
    conditions_met = ticks()
    terms = fields.List(fields.Nested(TermSchema), validate=validate.Length(max=MOST_TERMS))

    @pre_load
    def refuse_other_shapes(self, values: Any, **_kwargs: Any) -> Any:
        """Return what was sent when it is one object."""
        if not isinstance(values, dict):
            raise ValidationError("Send one object.")
        return values

    @post_load
    def make(self, values: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        """Return the fields that were given, by the names of the columns."""
        keys = [term.key for term in values.get("terms", [])]
        if len(set(keys)) < len(keys):
            raise ValidationError("Two terms have the same key. Give each its own name.", "terms")
        if values.get("answers") is not None:
            values["answers"] = {key: said for key, said in values.get("answers", {}).items() if said is not None}
        return values


class RecordChangeSchema(RecordSchema):
    """A merge patch of a record: what is not named stays. Its id never changes, so that it is no member here."""

    class Meta(RecordSchema.Meta):
        """What is read of a record, but for its id."""

        exclude = ("id",)

    title = fields.String(validate=validate.Length(1, LONGEST_TITLE, error=f"Use 1 to {LONGEST_TITLE} characters."))
