"""What of a shape a reader is shown: whatever the gate does not open is taken out of it, not only marked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from negostrategy.analytics.gate import Gate, OpenGate
from negostrategy.analytics.shapes import FEW, Amounts, Counted, Group, Spread
from negostrategy.kernel.disclosure import FEWEST

type_of_filters = Callable[[str], Mapping[str, str]]


def by_filter(name: str, called: Mapping[str, str] | None = None) -> type_of_filters:
    """Return how the parts of a group are listed: each under one filter, by its own word or by what it is called."""
    return lambda word: {name: (called or {}).get(word, word)}


CHECKED: Final = by_filter("result")
ENDED: Final = by_filter("outcome")
BANDED: Final = by_filter("band")
COVERED: Final = by_filter("covered", {"covered": "yes", "bare": "no"})
TESTED: Final = by_filter("tested", {"right": "held"})


def shown_group(gate: Gate, group: Group, filters: type_of_filters) -> Group:
    """Return a group as far as it is shown. filters: what lists one of its parts."""
    if isinstance(gate, OpenGate):
        return group
    if not gate.opens(group.cell):
        return replace(group, parts=dict.fromkeys(group.parts, 0), records=0, owners=0, is_hidden=True)
    hidden = {word for word in group.parts if not gate.opens(group.cell_of(**filters(word)))}
    if _can_be_worked_out([group.parts[word] for word in hidden]):
        hidden = set(group.parts)
    few = {FEW: sum(group.parts[word] for word in hidden)} if hidden else {}
    parts = {word: count for word, count in group.parts.items() if word not in hidden}
    return replace(group, parts=parts | few, hidden_parts=frozenset(hidden))


def shown_groups(gate: Gate, groups: Iterable[Group], filters: type_of_filters) -> list[Group]:
    """Return groups as far as they are shown."""
    return [shown_group(gate, group, filters) for group in groups]


def shown_count(gate: Gate, counted: Counted) -> Counted:
    """Return a number as far as it is shown."""
    return counted if gate.opens(counted.cell) else replace(counted, count=None)


def shown_spread(gate: Gate, spread: Spread) -> Spread:
    """Return a spread as far as it is shown."""
    if gate.opens(spread.cell):
        return spread
    return replace(spread, n=0, owners=0, low=None, median=None, high=None, likely=None, is_hidden=True)


def shown_amounts(gate: Gate, amounts: Iterable[Amounts]) -> list[Amounts]:
    """Return the sums of money that are shown; how many records each is of only where that may be known."""
    return [
        one if gate.opens(one.cell or {}) else replace(one, n=None, cell=None)
        for one in amounts
        if gate.weighs(one.cell or {})
        # What counts less than all is what does not count: that, too, must not be the money of few.
        and all(gate.weighs({**(one.cell or {}), **split}, or_nothing=True) for split in one.splits)
    ]


def _can_be_worked_out(counts: list[int]) -> bool:
    # All that was counted less what is shown of it is what is hidden: of things that are more than one to a record,
    # too few may be left although their records are enough.
    return 0 < sum(counts) < FEWEST or sum(count > 0 for count in counts) == 1
