"""A counterpart as it is sent."""

from dataclasses import dataclass

from negostrategy.edge.fields import line
from negostrategy.edge.payloads import DraftSchema
from negostrategy.kernel.business import Segment
from negostrategy.negotiations.schemas.words import word


@dataclass(frozen=True)
class CounterpartDraft:
    """An organization we negotiate with."""

    name: str
    segment: str | None = None


class CounterpartSchema(DraftSchema):
    """Its name and the segment that says how we negotiate with it."""

    makes = CounterpartDraft
    name = line(200, required=True)
    segment = word(Segment, allow_none=True)
