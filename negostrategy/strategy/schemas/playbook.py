"""What a leader types of a playbook: its scope, and its variables, questions and rules."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from marshmallow import fields, post_load, validate

from negostrategy.edge.fields import Amount, Day, line, text
from negostrategy.edge.payloads import DraftSchema
from negostrategy.edge.prose import prose_field
from negostrategy.kernel.business import ChangeSize, Kind, Privacy, Segment, Topic
from negostrategy.strategy.schemas.rules import QuestionDraft, QuestionSchema, RuleDraft, RuleSchema
from negostrategy.strategy.schemas.variables import VariableDraft, VariableSchema
from negostrategy.strategy.schemas.words import word


@dataclass(frozen=True)
class PlaybookDraft:
    """A change of a draft: only what is given changes; lists replace."""

    name: str | None = None
    purpose: str | None = None
    after: str | None = None
    kind: str | None = None
    topics: list[str] | None = None
    segments: list[str] | None = None
    value_from: Decimal | None = None
    value_to: Decimal | None = None
    privacy_default: str | None = None
    owner_id: UUID | None = None
    review_on: date | None = None
    change_size: str | None = None
    change_note: str | None = None
    variables: list[VariableDraft] | None = None
    questions: list[QuestionDraft] | None = None
    rules: list[RuleDraft] | None = None
    given: frozenset[str] = frozenset()


class PlaybookSchema(DraftSchema):
    """A playbook's draft, whole or in part."""

    name = line(120)
    purpose = prose_field(2_000)
    after = prose_field(2_000, allow_none=True)
    kind = word(Kind, allow_none=True)
    topics = fields.List(word(Topic), validate=validate.Length(max=10))
    segments = fields.List(word(Segment), validate=validate.Length(max=12))
    value_from = Amount(allow_none=True)
    value_to = Amount(allow_none=True)
    privacy_default = word(Privacy)
    owner_id = fields.UUID(allow_none=True)
    review_on = Day(allow_none=True)
    change_size = word(ChangeSize)
    change_note = text(2_000, allow_none=True)
    variables = fields.List(fields.Nested(VariableSchema), validate=validate.Length(max=60))
    questions = fields.List(fields.Nested(QuestionSchema), validate=validate.Length(max=60))
    rules = fields.List(fields.Nested(RuleSchema), validate=validate.Length(max=100))

    @post_load
    def make(self, values: dict[str, Any], **_more: Any) -> PlaybookDraft:
        """Return the draft, which remembers what was given: leaving out is not the same as emptying."""
        return PlaybookDraft(**values, given=frozenset(values))
