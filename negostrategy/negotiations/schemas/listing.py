"""The filters of the list, as they stand in an address."""

from dataclasses import dataclass
from dataclasses import fields as fields_of
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from marshmallow import fields, post_load, validate

from negostrategy.edge.display import in_field
from negostrategy.edge.fields import Amount, Day, line
from negostrategy.edge.organization import organization_of_request
from negostrategy.edge.payloads import DraftSchema
from negostrategy.kernel.business import Channel, Kind, Outcome, Segment, Style, Topic
from negostrategy.negotiations.schemas.words import CurrencyCode, word

BOUNDS = ("value_from", "value_to")


@dataclass(frozen=True)
class Wanted:
    """Which negotiations are meant; what is None is not asked. state: open or closed.

    currency: of the value. A bound of value never stands without one: amounts of two currencies are not compared.
    """

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
    currency: str | None = None

    @property
    def given(self) -> dict[str, Any]:
        """Return the filters in force, by name."""
        pairs = ((one.name, getattr(self, one.name)) for one in fields_of(self))
        return {name: value for name, value in pairs if value is not None}

    @property
    def address(self) -> dict[str, Any]:
        """Return the filters in force as words of an address that whoever opens it reads alike."""
        return {name: in_field(value) for name, value in self.given.items()}


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
    currency = CurrencyCode()

    @post_load
    def make(self, values: dict[str, Any], **_kwargs: Any) -> Wanted:
        """Return the filters."""
        return wanted_of(values)


def wanted_of(values: dict[str, Any]) -> Wanted:
    """Return filters as they were loaded; a bound of value without a currency is one in the organization's."""
    has_bounds = not values.keys().isdisjoint(BOUNDS)
    usual = {"currency": organization_of_request().currency} if has_bounds else {}
    return Wanted(**usual | values)
