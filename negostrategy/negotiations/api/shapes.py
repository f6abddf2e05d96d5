"""What the API answers about negotiations. Amounts are decimal strings; positions are written as one sends them."""

from typing import Any

from marshmallow import Schema, fields

from negostrategy.edge.fields import Amount
from negostrategy.negotiations.number_line import typed_form
from negostrategy.negotiations.queries.shapes import TermRow


class PositionShape(fields.String):
    """A position in the words of its term's kind: 45, 2026-12-04, a level's label, yes."""

    def serialize(self, attr: str, obj: TermRow, *_more: Any, **_kwargs: Any) -> str | None:
        """Return a position of a term."""
        return typed_form(obj.kind, getattr(obj, attr), obj.labels) or None


class RowShape(Schema):
    """One negotiation in a list."""

    id = fields.UUID(required=True)
    title = fields.String(required=True)
    held_on = fields.Date(required=True)
    kind = fields.String(required=True)
    topic = fields.String(required=True)
    channel = fields.String(allow_none=True)
    outcome = fields.String(required=True)
    segment = fields.String(allow_none=True)
    privacy = fields.String(required=True)
    value = Amount(allow_none=True)
    currency = fields.String(allow_none=True)
    counterpart = fields.String(attribute="other_side", allow_none=True)
    owner_id = fields.UUID(required=True)
    owner_name = fields.String(required=True)
    changed_at = fields.AwareDateTime(format="iso", required=True)
    revision = fields.Integer(required=True)


class TermShape(Schema):
    """One term: positions in the words of its kind, so that they can be sent back unchanged."""

    key = fields.String(required=True)
    name = fields.String(required=True)
    topic = fields.String(required=True)
    kind = fields.String(required=True)
    unit = fields.String(required=True)
    currency = fields.String(allow_none=True)
    direction = fields.String(allow_none=True)
    giver = fields.String(allow_none=True)
    weight = Amount(required=True)
    levels = fields.List(fields.Dict(), allow_none=True)
    opening = PositionShape(allow_none=True)
    target = PositionShape(allow_none=True)
    acceptable = PositionShape(allow_none=True)
    walk_away = PositionShape(allow_none=True)
    theirs = PositionShape(allow_none=True)
    agreed = PositionShape(allow_none=True)
    quantity = Amount(allow_none=True)
    our_value = Amount(allow_none=True)
    their_value = Amount(allow_none=True)
    detail = fields.String(allow_none=True)
    reference = fields.String(allow_none=True)
    reference_amount = Amount(allow_none=True)
    not_part = fields.Boolean(required=True)
    band = fields.String(allow_none=True, dump_only=True)


class MoveShape(Schema):
    """One move. positions: numbers on the number line of each term."""

    place = fields.Integer(required=True)
    side = fields.String(required=True)
    tag = fields.String(required=True)
    made_at = fields.AwareDateTime(format="iso", allow_none=True)
    positions = fields.Dict(keys=fields.String(), values=fields.Float())
    note = fields.String(allow_none=True)


class PersonShape(Schema):
    """Somebody of ours on a record."""

    user_id = fields.UUID(required=True)
    name = fields.String(required=True)
    part = fields.String(required=True)


class FindingShape(Schema):
    """What one rule says of a record."""

    rule_id = fields.UUID(required=True)
    rule_place = fields.Integer(required=True)
    rule_title = fields.String(required=True)
    binding = fields.String(required=True)
    severity = fields.Integer(required=True)
    result = fields.String(required=True)
    evidence = fields.String(required=True)
    guidance = fields.String(allow_none=True)
    playbook_name = fields.String(required=True)
    version_number = fields.Integer(required=True)
    waived_until = fields.Date(allow_none=True)


class FullShape(RowShape):
    """One record with everything on it."""

    note = fields.String(allow_none=True)
    recorded_at = fields.AwareDateTime(format="iso", required=True)
    style_planned = fields.String(allow_none=True)
    style_used = fields.String(allow_none=True)
    power_balance = fields.Integer(allow_none=True)
    rules_of_game = fields.String(allow_none=True)
    alternative = fields.String(allow_none=True)
    alternative_value = Amount(allow_none=True)
    alternative_valued_on = fields.Date(allow_none=True)
    outcome_reason = fields.String(allow_none=True)
    closed_on = fields.Date(allow_none=True)
    strategy_version_id = fields.UUID(allow_none=True)
    playbook_version_id = fields.UUID(allow_none=True)
    answers = fields.Dict(keys=fields.String())
    terms = fields.List(fields.Nested(TermShape))
    moves = fields.List(fields.Nested(MoveShape))
    people = fields.List(fields.Nested(PersonShape))


class JudgedRecordShape(FullShape):
    """One record with everything on it, judged."""

    findings = fields.List(fields.Nested(FindingShape))


class VersionNameShape(Schema):
    """A version of a playbook by its name."""

    version_id = fields.UUID(required=True)
    playbook_id = fields.UUID(required=True)
    name = fields.String(required=True)
    number = fields.Integer(required=True)
    effective_on = fields.Date(allow_none=True)


VersionChangeShape = Schema.from_dict(
    {
        "from": fields.Nested(VersionNameShape, allow_none=True, required=True),
        "to": fields.Nested(VersionNameShape, allow_none=True, required=True),
    },
    name="VersionChangeShape",
)


class ChangedRecordShape(JudgedRecordShape):
    """One record after a change. version_change: from which version of its playbook to which, null when it stayed."""

    version_change = fields.Nested(VersionChangeShape, allow_none=True)


class CounterpartShape(Schema):
    """One counterpart."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    segment = fields.String(allow_none=True)


class CountedCounterpartShape(CounterpartShape):
    """One counterpart in a list. count: negotiations with it that you may read."""

    count = fields.Integer()
    last_on = fields.Date(allow_none=True)
