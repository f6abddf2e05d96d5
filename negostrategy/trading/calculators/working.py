"""Working a calculator with what somebody typed, or a program sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError

from negostrategy.bargaining.faults import BargainingError, NotARate, NotAShare
from negostrategy.bargaining.worked import Worked
from negostrategy.edge.fields import Amount
from negostrategy.edge.speaking import is_person
from negostrategy.trading.calculators.shape import Calculator, Input

HUNDRED = Decimal(100)
LONGEST_WORDS = 80
PERCENT, RATE = "percent", "rate"


@dataclass(frozen=True)
class Figure:
    """One input as it was understood: a number in the unit in which it was typed, or words."""

    name: str
    label: str
    kind: str
    said: Decimal | str


@dataclass(frozen=True)
class Answer:
    """What came out: either worked, or errors by input ("/spend"), with "/" for what concerns all of them.

    figures: the inputs that were filled in, as they were understood.
    """

    worked: Worked | None
    errors: dict[str, list[str]]
    figures: tuple[Figure, ...] = ()


def answer_of(calculator: Calculator, typed: Mapping[str, str]) -> Answer:
    """Return what a calculator makes of what was typed; every input that cannot be read has its sentence."""
    figures: list[Figure] = []
    errors: dict[str, list[str]] = {}
    for one in calculator.inputs:
        try:
            said = _said(one, typed.get(one.name, "").strip())
        except ValidationError as refusal:
            errors[f"/{one.name}"] = [str(message) for message in refusal.messages]
            continue
        if said is not None:
            figures.append(Figure(one.name, one.label, one.kind, said))
    if errors:
        return Answer(None, errors)
    try:
        return Answer(calculator.work(_values(calculator, figures)), {}, tuple(figures))
    except BargainingError as refusal:
        return Answer(None, _errors(calculator, refusal))


def _said(one: Input, said: str) -> Decimal | str | None:
    if not said:
        if one.is_needed:
            raise ValidationError(f"Fill in: {one.label.lower()}.")
        return None
    if one.kind == "words":
        return said[:LONGEST_WORDS]
    number: Decimal = Amount().deserialize(said)
    return number


def _values(calculator: Calculator, figures: list[Figure]) -> dict[str, Any]:
    values: dict[str, Any] = dict.fromkeys(one.name for one in calculator.inputs)
    for figure in figures:
        values[figure.name] = figure.said
        if figure.kind == PERCENT and isinstance(figure.said, Decimal):
            values[figure.name] = figure.said / HUNDRED
    return values


def _errors(calculator: Calculator, refusal: BargainingError) -> dict[str, list[str]]:
    """Return a refusal of the arithmetic in the words of the form. The arithmetic takes shares, the form percent."""
    advice = "Type 6 for 6 %." if is_person() else 'Send "6" for 6 %.'
    if isinstance(refusal, NotAShare):
        return {"/": [f"{refusal.what} must lie between 0 and 100 %. {advice}"]}
    if not isinstance(refusal, NotARate):
        return {"/": [str(refusal)]}
    has_rate = any(one.name == RATE for one in calculator.inputs)
    return {f"/{RATE}" if has_rate else "/": [f"{refusal.reach} {advice}"]}
