"""What is behind a figure, said in words: each filter in force as its name and what it asks."""

from collections.abc import Callable
from uuid import UUID

from negostrategy.analytics.asked import NOBODY, CellAsked
from negostrategy.analytics.queries.grouping import team_names
from negostrategy.strategy.queries.rules import playbook_names, rules_called, versions_called

DAYS = ("held_from", "held_to")
SAID = {
    "result": {"judged": "kept or broken", "any": "kept, broken or cannot tell", "unknown": "cannot tell"},
    "band": {
        "target": "target or better",
        "within": "acceptable",
        "ask": "between acceptable and walk-away",
        "stop": "beyond walk-away",
        "unstated": "floor not stated",
        "unknown": "cannot tell",
    },
    "planned": {"yes": "as planned", "no": "other than planned", "known": "planned and used, both known"},
    "allowed": {
        "yes": "as the strategy allows",
        "no": "other than the strategy allows",
        "known": "used, and the strategy says",
    },
    "covered": {"yes": "under a playbook", "no": "without one"},
    "scored": {"yes": "with a deal score"},
    "blind": {"yes": "without a walk-away on a weighted term"},
    "captured": {"yes": "with something to win", "money": "with something to win, in money"},
    "moved": {"yes": "with moves"},
    "guessed": {"yes": "of their figures"},
    "tested": {"yes": "that were tested", "held": "that held", "wrong": "that did not hold", "untested": "untested"},
    "prompt": {"yes": "within a day"},
    "valued": {"yes": "with a value"},
    "good": {
        "yes": "acceptable or better",
        "no": "short of acceptable",
        "known": "that can be told",
        "other": "the others",
    },
}
CALLED = {
    "planned": "Style",
    "allowed": "Style",
    "covered": "Playbook",
    "scored": "Agreements",
    "blind": "Closed blind",
    "captured": "Value table",
    "guessed": "Guesses",
    "tested": "Guesses",
    "prompt": "Recorded",
    "valued": "Records",
    "good": "Agreements",
    "moved": "Records",
    "binding": "Rules",
}


def chips_of(cell: CellAsked) -> list[tuple[str, str]]:
    """Return the filters of a cell as people call them: (what is asked, what of it); days stay as they are written."""
    chips = []
    for name, value in cell.given.items():
        called = CALLED.get(name) or name.replace("_", " ").capitalize()
        said = _NAMED[name](value) if name in _NAMED and value != NOBODY else SAID.get(name, {}).get(value)
        chips.append((called, said or _plain(name, value)))
    return chips


def _plain(name: str, value: str) -> str:
    return value if name in (*DAYS, "currency") else value.replace("_", " ")


def _team(value: str) -> str | None:
    return next((name for key, name in team_names().items() if str(key) == value), None)


def _playbook(value: str) -> str | None:
    return next((name for key, name in playbook_names() if str(key) == value), None)


def _rule(value: str) -> str | None:
    return next((one.title for one in rules_called([UUID(value)]).values()), None)


def _version(value: str) -> str | None:
    named = versions_called([UUID(value)]).values()
    return next((f"{one.playbook_name}, version {one.number}" for one in named), None)


_NAMED: dict[str, Callable[[str], str | None]] = {
    "team": _team,
    "playbook": _playbook,
    "rule": _rule,
    "version": _version,
}
