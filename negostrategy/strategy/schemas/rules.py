"""What a leader types of rules, and of the questions that rules need answered."""

from dataclasses import dataclass, field
from typing import Any

from marshmallow import fields, validate

from negostrategy.edge.fields import line
from negostrategy.edge.payloads import DraftSchema
from negostrategy.edge.prose import prose_field
from negostrategy.kernel.business import Binding
from negostrategy.strategy.schemas.words import KEY, word


@dataclass(frozen=True)
class QuestionDraft:
    """Something only people can tell."""

    key: str
    text: str
    kind: str = "yes_no"
    choices: list[str] = field(default_factory=list)


class QuestionSchema(DraftSchema):
    """Asked on the record, answered in one tap."""

    makes = QuestionDraft
    key = fields.String(required=True, validate=KEY)
    text = line(300, required=True, error_messages={"required": "Write the question."})
    kind = word(["yes_no", "number", "choice"], load_default="yes_no")
    choices = fields.List(
        fields.String(validate=validate.Length(1, 120)), load_default=list, validate=validate.Length(max=20)
    )


@dataclass(frozen=True)
class RuleDraft:
    """One sentence to judge by."""

    key: str
    title: str
    binding: str
    severity: int
    guidance: str | None = None
    condition: dict[str, Any] | None = None
    expression: dict[str, Any] | None = None


class RuleSchema(DraftSchema):
    """condition and expression are nodes of the rule language; docs/rules.md tells what they may say."""

    makes = RuleDraft
    key = fields.String(required=True, validate=KEY)
    title = line(300, required=True, error_messages={"required": "Write the rule in one sentence."})
    binding = word(Binding, required=True)
    severity = fields.Integer(load_default=3, validate=validate.OneOf([5, 3, 1], error="A severity is 5, 3 or 1."))
    guidance = prose_field(2_000, load_default=None)
    condition = fields.Dict(keys=fields.String(), load_default=None, allow_none=True)
    expression = fields.Dict(keys=fields.String(), load_default=None, allow_none=True)
