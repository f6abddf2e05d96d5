"""Working a calculator with what somebody typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError

from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.worked import Worked
from negostrategy.edge.fields import Amount
from negostrategy.trading.calculators.shape import Calculator, Input

HUNDRED = Decimal(100)
LONGEST_WORDS = 80


@dataclass(frozen=True)
class Answer:
    """What came out: either worked, or errors by input ("/spend"), with "/" for what concerns all of them."""

    worked: Worked | None
    errors: dict[str, list[str]]


def answer_of(calculator: Calculator, typed: Mapping[str, str]) -> Answer:
    """Return what a calculator makes of what was typed; every input that cannot be read has its sentence."""
    values: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for one in calculator.inputs:
        try:
            values[one.name] = _value(one, typed.get(one.name, "").strip())
        except ValidationError as refusal:
            errors[f"/{one.name}"] = [str(message) for message in refusal.messages]
    if errors:
        return Answer(None, errors)
    try:
        return Answer(calculator.work(values), {})
    except BargainingError as refusal:
        return Answer(None, {"/": [str(refusal)]})


def _value(one: Input, said: str) -> Any:
    if not said:
        if one.is_needed:
            raise ValidationError(f"Fill in: {one.label.lower()}.")
        return None
    if one.kind == "words":
        return said[:LONGEST_WORDS]
    number = Amount().deserialize(said)
    return number / HUNDRED if one.kind == "percent" else number
