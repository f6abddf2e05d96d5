"""What a leader types of a variable: its positions, its levels, its ladder, and who may trade it."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from marshmallow import fields, validate

from negostrategy.edge.fields import Amount, line, text
from negostrategy.edge.payloads import DraftSchema
from negostrategy.kernel.business import Direction, ValueKind
from negostrategy.kernel.grants import Role
from negostrategy.strategy.schemas.words import KEY, word

TRADERS = (Role.EMPLOYEE, Role.MANAGER, Role.LEADER)


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
    is_optional: bool = False


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
    kind = word(ValueKind, load_default=ValueKind.NUMBER.value)
    unit = line(40, load_default="")
    direction = word(Direction, load_default=None, allow_none=True)
    giver = word(["us", "them"], load_default=None, allow_none=True)
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
    seal = word(["open", "sealed"], load_default="open")
    reference = line(80, load_default=None, allow_none=True)
    ladder = fields.List(fields.Nested(LadderStepSchema), load_default=list, validate=validate.Length(max=12))
    traders = fields.List(word(TRADERS), load_default=list, validate=validate.Length(max=len(TRADERS)))
    is_ordered = fields.Boolean(load_default=True)
    is_optional = fields.Boolean(load_default=False)
