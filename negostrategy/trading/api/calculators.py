"""Calculators as JSON."""

from typing import Any

from marshmallow import Schema, fields, validate

from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.trading.api.blueprint import api
from negostrategy.trading.calculators.shelf import BY_KEY
from negostrategy.trading.calculators.working import answer_of

LONGEST_TYPED = 80


class InputsSchema(Schema):
    """What a calculator asks, by name, as people type it; percent as 6 for 6 %."""

    inputs = fields.Dict(
        keys=fields.String(validate=validate.Length(1, 60)),
        values=fields.String(validate=validate.Length(0, LONGEST_TYPED)),
        required=True,
    )


class StepShape(Schema):
    """One step on the way to the result. measure: money, share, days or number."""

    words = fields.String(required=True)
    amount = fields.Decimal(as_string=True, required=True)
    measure = fields.String(required=True)


class WorkedShape(Schema):
    """A result, its formula, and the way to it."""

    amount = fields.Decimal(as_string=True, required=True)
    formula = fields.String(required=True)
    steps = fields.List(fields.Nested(StepShape), required=True)


@api.post("/calculators/<key>")
@permit(Grant.NEGOTIATION_READ)
@api.arguments(InputsSchema)
@api.response(200, WorkedShape)
def work_out(_actor: Actor, sent: dict[str, Any], key: str) -> Any:
    """Return what a calculator makes of its inputs; nothing is kept."""
    if key not in BY_KEY:
        raise NotFound
    unknown = set(sent["inputs"]) - {one.name for one in BY_KEY[key].inputs}
    if unknown:
        raise BadInput({f"/inputs/{name}": ["This calculator asks for no such thing."] for name in sorted(unknown)})
    answer = answer_of(BY_KEY[key], sent["inputs"])
    if answer.worked is None:
        raise BadInput({f"/inputs{pointer}".rstrip("/"): said for pointer, said in answer.errors.items()})
    steps = [step._asdict() for step in answer.worked.steps]
    return {"amount": answer.worked.amount, "formula": answer.worked.formula, "steps": steps}
