"""Who reacts to what: every side effect on one page."""

from negostrategy.kernel.events import Event, type_of_reaction

REACTIONS: dict[type[Event], list[type_of_reaction]] = {}
