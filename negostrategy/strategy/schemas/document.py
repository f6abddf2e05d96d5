"""What a leader types of the strategy: its parts, objectives and segments."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from marshmallow import fields, post_load, validate

from negostrategy.edge.fields import Amount, Day, line, text
from negostrategy.edge.payloads import DraftSchema
from negostrategy.edge.prose import prose_field
from negostrategy.kernel.business import ChangeSize, Segment
from negostrategy.strategy.schemas.words import KEY, word
from negostrategy.strategy.segments import SegmentRow, SegmentSchema, refuse_doubles

# The metrics of strategy.metrics, which cannot be imported here: it asks questions, and schemas ask none.
MEASURES = (
    "M2", "M6", "M9", "M10", "M10n", "M10r", "M11", "M11s", "M17", "M18", "M21", "M21b", "M24", "M26", "M31", "M32",
)  # fmt: skip


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
    measure = word(MEASURES, load_default=None, allow_none=True)


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
    change_size = word(ChangeSize, load_default=None, allow_none=True)
    change_note = text(2_000)

    @post_load
    def make(self, values: dict[str, Any], **_more: Any) -> DocumentDraft:
        """Return the change, which remembers what was given: nobody as owner is not the same as no word of it."""
        return DocumentDraft(**values, given=frozenset(values))
