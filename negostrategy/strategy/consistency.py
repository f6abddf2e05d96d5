"""Do the positions of a variable agree with each other? Each sentence belongs to one field."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from negostrategy.kernel.business import Direction, ValueKind
from negostrategy.strategy.queries.playbooks import VariableRow

type_of_remarks = Iterator[tuple[str, str]]


def remarks_on(variable: VariableRow) -> type_of_remarks:
    """Yield what does not fit about a variable: the field, and a sentence that says what would."""
    if variable.kind == ValueKind.CHOICE and not variable.levels:
        yield "levels", "a choice needs levels. Write them from worst to best for us."
    if not variable.is_ordered and variable.direction is not None:
        yield "direction", "its levels have no order, so neither more nor less is better. Choose “Neither”."
    if variable.reference and variable.kind not in (ValueKind.PERCENT, ValueKind.NUMBER, ValueKind.MONEY):
        yield "reference", "only numbers are percentages of something. Leave the reference empty."
    if variable.kind == ValueKind.CHOICE and variable.direction is None and variable.seal == "sealed":
        yield "direction", "a sealed walk-away needs an order of the levels. Say whether more or less is better."
    if variable.direction is None:
        if variable.weight and not variable.levels:
            yield "direction", "it has a weight, so say whether more or less is better, or weigh it 0."
        return
    yield from _about_ladder(variable)
    yield from _about_order(variable)


def _about_order(variable: VariableRow) -> type_of_remarks:
    sign = _sign(variable)
    places = (("walk_away", variable.walk_away), ("acceptable", variable.acceptable), ("target", variable.target))
    known = [(name, value) for name, value in places if value is not None]
    for (worse, low), (better, high) in pairwise(known):
        if sign * (high - low) < 0:
            yield worse, f"the {_word(worse)} position lies beyond the {_word(better)} one. Swap them."
    if variable.target is not None and variable.target == variable.walk_away:
        yield "walk_away", "target and walk-away are the same. Leave room between them, or leave one of them empty."
    opening, target = variable.opening, variable.target
    if opening is not None and target is not None and sign * (opening - target) < 0:
        yield "opening", "we would open with less than our own target. Open at the target or beyond it."


def _about_ladder(variable: VariableRow) -> type_of_remarks:
    sign = _sign(variable)
    steps = [Decimal(step["value"]) for step in variable.ladder]
    if any(sign * (better - worse) <= 0 for better, worse in pairwise(steps)):
        yield (
            "ladder",
            "each step of the fallbacks gives a little more than the one before it. Put the best step first.",
        )
    if steps and variable.target is not None and sign * (variable.target - max(steps, key=sign.__mul__)) < 0:
        yield "ladder", "a fallback lies beyond the target. Begin below the target."
    if steps and variable.walk_away is not None and sign * (min(steps, key=sign.__mul__) - variable.walk_away) < 0:
        yield "ladder", "a fallback lies beyond the walk-away. End at the walk-away or before it."


def _sign(variable: VariableRow) -> Decimal:
    return Decimal(1 if variable.direction == Direction.MORE else -1)


def _word(name: str) -> str:
    return name.replace("_", "-")
