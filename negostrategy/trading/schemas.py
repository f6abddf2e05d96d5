"""What people send about values: lines of the table, what holds for all of it, and packages."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from marshmallow import ValidationError, fields, pre_load, validate, validates_schema

from negostrategy.edge.fields import Amount, Day, line
from negostrategy.edge.payloads import DraftSchema
from negostrategy.trading.models import BASES, GIVERS, MEASURES

MOST_LINES = 60
HALF = Decimal("0.5")
RANGES = (("cost_low", "cost_high"), ("worth_low", "worth_high"))


@dataclass(frozen=True)
class EntryDraft:
    """One line: a change that one side could give. A single figure is a range from itself to itself."""

    what: str
    giver: str
    id: UUID | None = None
    term_key: str | None = None
    term_value: str | None = None
    measure: str = "money"
    cost_low: Decimal | None = None
    cost_high: Decimal | None = None
    worth_low: Decimal | None = None
    worth_high: Decimal | None = None
    basis: str = "guess"
    source: str = ""
    asked_on: date | None = None
    told: Decimal | None = None
    told_on: date | None = None
    is_chosen: bool = False


@dataclass(frozen=True)
class TableDraft:
    """A whole value table as somebody left it."""

    entries: list[EntryDraft] = field(default_factory=list)
    our_share: Decimal = HALF
    point_price: Decimal | None = None


@dataclass(frozen=True)
class PackageDraft:
    """A package to keep: a name, and the lines in it."""

    name: str
    entry_ids: list[UUID]


def _one_of(words: list[str], say: str, **more: Any) -> fields.String:
    return fields.String(validate=validate.OneOf(words, error=say), **more)


class EntrySchema(DraftSchema):
    """One line. Where only one end of a range is filled in, both are that figure."""

    makes = EntryDraft
    id = fields.UUID(allow_none=True)
    what = line(200, required=True, error_messages={"required": "Say in a few words what changes."})
    giver = _one_of(GIVERS, "Say whether we give it or they do.", required=True)
    term_key = line(60)
    term_value = line(60)
    measure = _one_of(MEASURES, "Count it in money or in points.")
    cost_low, cost_high = Amount(allow_none=True), Amount(allow_none=True)
    worth_low, worth_high = Amount(allow_none=True), Amount(allow_none=True)
    basis = _one_of(BASES, "Say whether it comes from records or is a guess.")
    source = line(300, allow_none=False)
    asked_on, told_on = Day(allow_none=True), Day(allow_none=True)
    told = Amount(allow_none=True)
    is_chosen = fields.Boolean()

    @pre_load
    def fill_ranges(self, sent: Any, **_kwargs: object) -> Any:
        """Return what was sent with both ends of every range that has one."""
        return _filled(sent) if isinstance(sent, dict) else sent

    @validates_schema
    def check_ranges(self, values: dict[str, Any], **_kwargs: object) -> None:
        """Return when both ranges begin where they should."""
        for low, high in RANGES:
            if values.get(low) is not None and values.get(high) is not None and values[low] > values[high]:
                raise ValidationError({high: ["The high figure lies below the low one."]})


class TableSchema(DraftSchema):
    """A whole table."""

    makes = TableDraft
    entries = fields.List(
        fields.Nested(EntrySchema),
        validate=validate.Length(max=MOST_LINES, error=f"A table holds at most {MOST_LINES} lines."),
    )
    our_share = Amount(validate=validate.Range(0, 1, error="A share lies between 0 and 100 %."))
    point_price = Amount(
        allow_none=True, validate=validate.Range(0, error="A point cannot be worth less than nothing.")
    )


class TakenSchema(DraftSchema):
    """Lines taken into the package on the trade board."""

    take = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=MOST_LINES))


class ChosenSchema(DraftSchema):
    """Lines that make a package; none of them leaves everything as it is."""

    entry_ids = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=MOST_LINES))


class PackageSchema(DraftSchema):
    """A package to keep."""

    makes = PackageDraft
    name = line(80, required=True, error_messages={"required": "Give the package a name."})
    entry_ids = fields.List(
        fields.UUID(), required=True, validate=validate.Length(1, MOST_LINES, error="Choose at least one line.")
    )


def _filled(sent: dict[str, Any]) -> dict[str, Any]:
    whole = dict(sent)
    for low, high in RANGES:
        one, other = whole.get(low), whole.get(high)
        whole[low], whole[high] = (one if one not in (None, "") else other), (other if other not in (None, "") else one)
    return {key: value for key, value in whole.items() if key in sent or value is not None}
