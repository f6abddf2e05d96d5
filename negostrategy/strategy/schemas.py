"""What leaders type: sections and objectives, variables, rules, scope, and the day of publication."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from marshmallow import fields, post_load, validate

from negostrategy.edge.fields import Amount, Day, line, text
from negostrategy.edge.payloads import DraftSchema
from negostrategy.edge.prose import prose_field
from negostrategy.kernel.business import Binding, ChangeSize, Direction, Kind, Privacy, Segment, Topic, ValueKind
from negostrategy.kernel.grants import Role
from negostrategy.strategy.segments import SegmentRow, SegmentSchema, refuse_doubles

# The metrics of strategy.metrics, which cannot be imported here: it asks questions, and schemas ask none.
MEASURES = (
    "M2", "M6", "M9", "M10", "M10n", "M10r", "M11", "M11s", "M17", "M18", "M21", "M21b", "M24", "M26", "M31", "M32",
)  # fmt: skip
KEY = validate.Regexp(
    r"^[a-z][a-z0-9_]{0,59}\Z", error="Use small letters, digits and underscores, beginning with a letter."
)
TRADERS = (Role.EMPLOYEE, Role.MANAGER, Role.LEADER)


def _word(words: Any, **more: Any) -> fields.String:
    listed = [str(word) for word in words]
    return fields.String(validate=validate.OneOf(listed, error=f"Choose one of: {', '.join(listed)}."), **more)


@dataclass(frozen=True)
class SectionDraft:
    """The text of one part."""

    key: str
    body: str
    title: str | None = None


class SectionSchema(DraftSchema):
    """One part of the document, known by its key."""

    makes = SectionDraft
    key = fields.String(required=True, validate=KEY)
    title = line(200, load_default=None)
    body = prose_field(20_000, load_default="")


@dataclass(frozen=True)
class ObjectiveDraft:
    """Something to reach."""

    title: str
    metric: str
    target: Decimal
    unit: str = ""
    baseline: Decimal | None = None
    due_on: date | None = None
    note: str | None = None
    measure: str | None = None


class ObjectiveSchema(DraftSchema):
    """A metric in words, from where to where, until when."""

    makes = ObjectiveDraft
    title = line(200, required=True, error_messages={"required": "Say what the objective is."})
    metric = line(300, required=True, error_messages={"required": "Say what is measured."})
    unit = line(40, load_default="")
    baseline = Amount(load_default=None)
    target = Amount(required=True, error_messages={"required": "Type the number to reach."})
    due_on = Day(load_default=None)
    note = prose_field(2_000, load_default=None)
    measure = _word(MEASURES, load_default=None, allow_none=True)


@dataclass(frozen=True)
class DocumentDraft:
    """A change of a draft: only what is given changes."""

    title: str | None = None
    sections: list[SectionDraft] | None = None
    objectives: list[ObjectiveDraft] | None = None
    segments: list[SegmentRow] | None = None
    owner_id: UUID | None = None
    review_on: date | None = None
    change_size: str | None = None
    change_note: str | None = None
    given: frozenset[str] = frozenset()


class DocumentSchema(DraftSchema):
    """Objectives and segments, when given, replace all; sections their own text, and their order if all are given."""

    title = fields.String(
        load_default=None, validate=validate.Length(1, 200, error="Give it a title, of at most 200 characters.")
    )
    sections = fields.List(fields.Nested(SectionSchema), load_default=None, validate=validate.Length(max=40))
    objectives = fields.List(fields.Nested(ObjectiveSchema), load_default=None, validate=validate.Length(max=40))
    segments = fields.List(
        fields.Nested(SegmentSchema),
        load_default=None,
        validate=[validate.Length(max=len(Segment)), refuse_doubles],
    )
    owner_id = fields.UUID(allow_none=True)
    review_on = Day(allow_none=True)
    change_size = _word(ChangeSize, load_default=None, allow_none=True)
    change_note = text(2_000)

    @post_load
    def make(self, values: dict[str, Any], **_more: Any) -> DocumentDraft:
        """Return the change, which remembers what was given: nobody as owner is not the same as no word of it."""
        return DocumentDraft(**values, given=frozenset(values))


@dataclass(frozen=True)
class Publication:
    """From which day a version holds, and what becomes of running negotiations: pinned as they are, or moved to it."""

    effective_on: date
    running: Literal["pin", "migrate"] = "pin"


class PublicationSchema(DraftSchema):
    """The day from which it holds."""

    makes = Publication
    effective_on = Day(required=True)
    running = _word(["pin", "migrate"], load_default="pin")


@dataclass(frozen=True)
class VariableDraft:
    """Something that can be set at different levels."""

    key: str
    name: str
    kind: str = ValueKind.NUMBER
    unit: str = ""
    direction: str | None = None
    giver: str | None = None
    opening: Decimal | None = None
    target: Decimal | None = None
    acceptable: Decimal | None = None
    walk_away: Decimal | None = None
    weight: Decimal = Decimal(0)
    levels: list[dict[str, Any]] | None = None
    note: str | None = None
    to_confirm: bool = False
    seal: str = "open"
    reference: str | None = None
    ladder: list[dict[str, Any]] = field(default_factory=list)
    traders: list[str] = field(default_factory=list)
    is_ordered: bool = True


class LadderStepSchema(DraftSchema):
    """One step of a fallback ladder: what we would still take, and what we say or ask for in return."""

    value = Amount(required=True)
    note = line(200, load_default="")


class LevelSchema(DraftSchema):
    """One step of a choice."""

    level = fields.Integer(required=True, validate=validate.Range(0, 99))
    label = line(120, required=True)
    points = fields.Integer(required=True, validate=validate.Range(0, 100))


class VariableSchema(DraftSchema):
    """Positions are numbers on one line; a choice has levels instead."""

    makes = VariableDraft
    key = fields.String(required=True, validate=KEY)
    name = line(120, required=True, error_messages={"required": "Give the variable a name."})
    kind = _word(ValueKind, load_default=ValueKind.NUMBER.value)
    unit = line(40, load_default="")
    direction = _word(Direction, load_default=None, allow_none=True)
    giver = _word(["us", "them"], load_default=None, allow_none=True)
    opening = Amount(load_default=None)
    target = Amount(load_default=None)
    acceptable = Amount(load_default=None)
    walk_away = Amount(load_default=None)
    weight = Amount(load_default=Decimal(0), validate=validate.Range(0, 1000, error="A weight is 0 to 1000."))
    levels = fields.List(
        fields.Nested(LevelSchema), load_default=None, allow_none=True, validate=validate.Length(1, 20)
    )
    note = text(2_000, load_default=None)
    to_confirm = fields.Boolean(load_default=False)
    seal = _word(["open", "sealed"], load_default="open")
    reference = line(80, load_default=None, allow_none=True)
    ladder = fields.List(fields.Nested(LadderStepSchema), load_default=list, validate=validate.Length(max=12))
    traders = fields.List(_word(TRADERS), load_default=list, validate=validate.Length(max=len(TRADERS)))
    is_ordered = fields.Boolean(load_default=True)


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
    kind = _word(["yes_no", "number", "choice"], load_default="yes_no")
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
    binding = _word(Binding, required=True)
    severity = fields.Integer(load_default=3, validate=validate.OneOf([5, 3, 1], error="A severity is 5, 3 or 1."))
    guidance = prose_field(2_000, load_default=None)
    condition = fields.Dict(keys=fields.String(), load_default=None, allow_none=True)
    expression = fields.Dict(keys=fields.String(), load_default=None, allow_none=True)


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
    kind = _word(Kind, allow_none=True)
    topics = fields.List(_word(Topic), validate=validate.Length(max=10))
    segments = fields.List(_word(Segment), validate=validate.Length(max=12))
    value_from = Amount(allow_none=True)
    value_to = Amount(allow_none=True)
    privacy_default = _word(Privacy)
    owner_id = fields.UUID(allow_none=True)
    review_on = Day(allow_none=True)
    change_size = _word(ChangeSize)
    change_note = text(2_000, allow_none=True)
    variables = fields.List(fields.Nested(VariableSchema), validate=validate.Length(max=60))
    questions = fields.List(fields.Nested(QuestionSchema), validate=validate.Length(max=60))
    rules = fields.List(fields.Nested(RuleSchema), validate=validate.Length(max=100))

    @post_load
    def make(self, values: dict[str, Any], **_more: Any) -> PlaybookDraft:
        """Return the draft, which remembers what was given: leaving out is not the same as emptying."""
        return PlaybookDraft(**values, given=frozenset(values))
