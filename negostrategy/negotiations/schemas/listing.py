"""The filters of the list, as they stand in an address."""

from marshmallow import fields, validate

from negostrategy.edge.fields import Amount, Day, line
from negostrategy.edge.payloads import DraftSchema
from negostrategy.kernel.business import Channel, Kind, Outcome, Segment, Style, Topic
from negostrategy.negotiations.queries.rows import Wanted
from negostrategy.negotiations.schemas.words import word


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
