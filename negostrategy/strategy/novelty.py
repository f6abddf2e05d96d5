"""What a version of a playbook says for the first time, and what it says differently from the one before."""

from collections.abc import Iterable
from dataclasses import fields

from negostrategy.strategy.queries.playbooks import PlaybookText, RuleRow, VariableRow

type_of_part = VariableRow | RuleRow
# An id is new in every version, and a place says nothing about the sentence itself.
NOT_SAID = ("id", "place", "to_confirm")


def novelties(before: PlaybookText | None, text: PlaybookText) -> dict[str, str]:
    """Return “new” or “changed” by the keys of variables and rules that the version before has not, or not so.

    Shapes: keys are “variable:price” and “rule:no_free_gift”; empty when there is no version before.
    """
    if before is None:
        return {}
    variables = _marks("variable", before.variables, text.variables)
    return variables | _marks("rule", before.rules, text.rules)


def _marks(what: str, before: Iterable[type_of_part], now: Iterable[type_of_part]) -> dict[str, str]:
    stood = {one.key: _said(one) for one in before}
    said = {one.key: _said(one) for one in now}
    return {f"{what}:{key}": "changed" if key in stood else "new" for key, one in said.items() if stood.get(key) != one}


def _said(one: type_of_part) -> list[object]:
    return [getattr(one, field.name) for field in fields(one) if field.name not in NOT_SAID]
