"""The filters of the list, as they stand in an address."""

from dataclasses import dataclass
from dataclasses import fields as fields_of
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from marshmallow import fields, validate

from negostrategy.edge.fields import Amount, Day, line
from negostrategy.edge.payloads import DraftSchema
from negostrategy.kernel.business import Channel, Kind, Outcome, Segment, Style, Topic
from negostrategy.negotiations.schemas.words import word


@dataclass(frozen=True)
class Wanted:
    """Which negotiations are meant; what is None is not asked. state: open or closed."""

    words: str | None = None
    kind: str | None = None
    topic: str | None = None
    channel: str | None = None
    outcome: str | None = None
    state: str | None = None
    segment: str | None = None
    style_used: str | None = None
    owner: UUID | None = None
    team: UUID | None = None
    counterpart: UUID | None = None
    counterpart_team: UUID | None = None
    playbook_version: UUID | None = None
    held_from: date | None = None
    held_to: date | None = None
    value_from: Decimal | None = None
    value_to: Decimal | None = None

    @property
    def given(self) -> dict[str, Any]:
        """Return the filters in force, by name."""
        pairs = ((one.name, getattr(self, one.name)) for one in fields_of(self))
        return {name: value for name, value in pairs if value is not None}


class WantedSchema(DraftSchema):
    """Flat words; each narrows the list."""

    makes = Wanted
    words = line(200)
    kind = word(Kind)
    topic = word(Topic)
    channel = word(Channel)
    outcome = word(Outcome)
    state = fields.String(validate=validate.OneOf(["open", "closed"], error="Choose open or closed."))
    segment = word(Segment)
    style_used = word(Style)
    owner = fields.UUID()
    team = fields.UUID()
    counterpart = fields.UUID()
    counterpart_team = fields.UUID()
    playbook_version = fields.UUID()
    held_from = Day()
    held_to = Day()
    value_from = Amount()
    value_to = Amount()
