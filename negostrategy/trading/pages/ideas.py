"""Names of variables to choose from while a value table is filled in."""

from collections.abc import Sequence
from functools import cache

from negostrategy.kernel.names import name_key
from negostrategy.strategy import starters


def ideas_beside(names: Sequence[str]) -> list[str]:
    """Return these names, then those of the variable library that are not among them."""
    known = {name_key(name) for name in names}
    return [*names, *(name for name in _library() if name_key(name) not in known)]


@cache
def _library() -> tuple[str, ...]:
    return tuple(one.name for group in starters.variable_library() for one in group.variables)
