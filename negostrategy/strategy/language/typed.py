"""The value of a rule's part between a field and the rule language: 45 days, “no deal”, a level, a day."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from negostrategy.edge.display import in_field as shown_in_field
from negostrategy.edge.fields import is_within_reach
from negostrategy.edge.speaking import read_number
from negostrategy.kernel.numbers import NoNumber
from negostrategy.strategy.language.catalogue import FACTS, OPERATORS, POSITIONS, WITH_LIST
from negostrategy.strategy.language.measures import Measure, without_unit
from negostrategy.strategy.positions import NoPosition, read_position, typed_position

BETWEEN = ","
type_of_measures = Mapping[str, Measure]
NO_MEASURES: type_of_measures = MappingProxyType({})


def in_field(leaf: Mapping[str, Any], measures: type_of_measures) -> str:
    """Return what stands in the field for a part's value."""
    value = leaf.get("value", "")
    if isinstance(value, list):
        words = FACTS[leaf["fact"]].words if leaf.get("fact") in FACTS else ()
        return ", ".join(one.replace("_", " ") if one in words else str(one) for one in value)
    measure = _measure(leaf, measures)
    if measure is not None and isinstance(value, int | float) and not isinstance(value, bool):
        return typed_position(measure.kind, Decimal(str(value)), measure.labels)
    return str(shown_in_field(value))


def from_field(
    leaf: Mapping[str, Any], typed: str, choice_keys: Collection[str], measures: type_of_measures
) -> dict[str, Any]:
    """Return the value of a part, and the unit it was counted in where its variable has one.

    What cannot be read stays as it was typed, for the check to name. leaf: the part without its value.
    """
    is_text = leaf.get("answer") in choice_keys or (leaf.get("fact") in FACTS and FACTS[leaf["fact"]].type == "text")
    if is_text:
        words = FACTS[leaf["fact"]].words if "fact" in leaf else ()
        said = [_word(one.strip(), words) for one in typed.split(BETWEEN) if one.strip()]
        return {"value": said if leaf["is"] in WITH_LIST else _word(typed, words)}
    if leaf["is"] in WITH_LIST:
        return {"value": [_number(one.strip()) for one in typed.split(BETWEEN) if one.strip()]}
    measure = _measure(leaf, measures)
    if measure is None:
        unit = FACTS[leaf["fact"]].unit if leaf.get("fact") in FACTS else ""
        return {"value": _number(without_unit(typed, (unit, *unit.split(BETWEEN))))}
    value = _number(_place(measure, without_unit(typed, (measure.unit,))))
    is_counted = measure.is_number and measure.unit and leaf["is"] in OPERATORS["number"]
    return {"value": value} | ({"unit": measure.unit} if is_counted else {})


def _measure(leaf: Mapping[str, Any], measures: type_of_measures) -> Measure | None:
    return measures.get(leaf.get("variable", "")) if leaf.get("of") in POSITIONS else None


def _place(measure: Measure, typed: str) -> str:
    try:
        return read_position(measure.kind, typed, measure.labels)
    except NoPosition:
        return typed


def _word(typed: str, words: Collection[str]) -> str:
    stored = typed.strip().lower().replace(" ", "_")
    return stored if stored in words else typed


def _number(typed: str) -> Any:
    try:
        exact = read_number(typed)
    except NoNumber:
        return typed
    if not is_within_reach(exact):
        return typed
    return int(exact) if exact == exact.to_integral_value() else float(exact)
