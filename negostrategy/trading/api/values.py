"""The value table of a record, as JSON."""

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from negostrategy.edge.openapi import etag_of, require_match
from negostrategy.edge.organization import organization_of_request
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.trading.api.blueprint import api
from negostrategy.trading.queries.table import Sums, Values, values_of
from negostrategy.trading.schemas import EntrySchema, TableDraft, TableSchema
from negostrategy.trading.service.valuing import keep_table

ADDRESS = "/negotiations/<uuid:negotiation_id>/values"


class RangeShape(Schema):
    """A range; both ends are equal where the figure is known exactly."""

    low = fields.Decimal(as_string=True, required=True)
    high = fields.Decimal(as_string=True, required=True)


def _range(**more: Any) -> fields.Nested:
    return fields.Nested(RangeShape, required=True, **more)


class ValueLineShape(EntrySchema):
    """One line, and what it gains both sides together; None while a figure is not known."""

    gain = _range(allow_none=True)
    sureness = fields.String(required=True)


class SumsShape(Schema):
    """Totals in one unit. transfer: from us to them; below 0 they pay us."""

    unit = fields.String(required=True)
    joint, ours, theirs, possible = (_range() for _total in range(4))
    left, share, transfer = (_range(allow_none=True) for _part in range(3))
    unknown_lines = fields.Integer(required=True)


class ValuesShape(Schema):
    """A whole value table with its totals, money and points apart, and what to ask."""

    currency = fields.String(required=True)
    our_share = fields.Decimal(as_string=True, required=True)
    point_price = fields.Decimal(as_string=True, allow_none=True, required=True)
    entries = fields.List(fields.Nested(ValueLineShape), required=True)
    money = fields.Nested(SumsShape, allow_none=True, required=True)
    points = fields.Nested(SumsShape, allow_none=True, required=True)
    questions = fields.List(fields.String(), required=True)


@api.get(ADDRESS)
@permit(Grant.NEGOTIATION_READ)
@api.response(200, ValuesShape)
def show_values(actor: Actor, negotiation_id: UUID) -> Any:
    """Return the value table of a record, empty when nobody has begun one; its ETag is needed to change it."""
    return _answer(_found(actor, negotiation_id))


@api.put(ADDRESS)
@permit(Grant.NEGOTIATION_LOG)
@api.arguments(TableSchema)
@api.response(200, ValuesShape)
def put_values(actor: Actor, draft: TableDraft, negotiation_id: UUID) -> Any:
    """Keep a whole value table; lines that are not sent are taken out."""
    found = _found(actor, negotiation_id)
    require_match(etag_of(negotiation_id, found.revision))
    keep_table(actor, negotiation_id, found.revision, draft)
    return _answer(_found(actor, negotiation_id))


def _found(actor: Actor, negotiation_id: UUID) -> Values:
    values = values_of(actor, negotiation_id, organization_of_request().currency)
    if values is None:
        raise NotFound
    return values


def _answer(values: Values) -> tuple[dict[str, Any], int, dict[str, str]]:
    said = {
        "currency": values.currency,
        "our_share": values.our_share,
        "point_price": values.point_price,
        "entries": values.lines,
        "money": _said(values.money),
        "points": _said(values.points),
        "questions": values.questions,
    }
    return said, 200, {"ETag": etag_of(values.record.id, values.revision)}


def _said(sums: Sums | None) -> dict[str, Any] | None:
    if sums is None:
        return None
    chosen, capture = sums.chosen, sums.capture
    return {
        "unit": sums.unit,
        "joint": chosen.joint,
        "ours": chosen.ours,
        "theirs": chosen.theirs,
        "possible": capture.possible,
        "left": sums.left,
        "unknown_lines": sums.unknown_count,
        "share": capture.share,
        "transfer": sums.transfer,
    }
