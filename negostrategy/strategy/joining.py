"""Two people wrote on one draft: what only one of them changed is taken from that one; the rest is theirs to decide.

A form carries a mark of everything it began with, so that it can be told who changed what. Pure.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from negostrategy.edge.fields import has_few_decimals, is_within_reach
from negostrategy.strategy.pieces import Piece, pieces_between

LENGTH_OF_MARK = 10
LONGEST_MARKS = 8_000
SECTION, SEGMENT = "section-", "segment-"


@dataclass(frozen=True)
class Disputed:
    """Something both changed. pieces: how what they saved becomes what was typed here."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Joined:
    """A form after both were laid upon each other. taken: the names of what comes from what the other one saved."""

    typed: dict[str, Any]
    taken: list[str] = field(default_factory=list)
    disputed: list[Disputed] = field(default_factory=list)


def marks_of(said: Mapping[str, Any]) -> str:
    """Return a mark of everything a form says, to be sent along with it."""
    return " ".join(f"{name}:{_mark(value)}" for name, value in _units(said).items())


def joined(mine: Mapping[str, Any], theirs: Mapping[str, Any], began: str) -> Joined:
    """Return what was typed, laid upon what was saved meanwhile.

    began: the marks of what the form began with; whatever has none counts as changed by both when it differs.
    """
    marks = dict(one.partition(":")[::2] for one in began[:LONGEST_MARKS].split())
    units, saved = _units(mine), _units(theirs)
    taken: list[str] = []
    disputed: list[Disputed] = []
    for name in [name for name in {**saved, **units} if _mark(units.get(name)) != _mark(saved.get(name))]:
        if _mark(units.get(name)) == marks.get(name):
            taken.append(name)
        elif _mark(saved.get(name)) != marks.get(name):
            disputed.append(Disputed(name, pieces_between(_worded(saved.get(name)), _worded(units.get(name)))))
    return Joined(_assembled({**units, **{name: saved.get(name) for name in taken}}), taken, disputed)


def _units(said: Mapping[str, Any]) -> dict[str, Any]:
    sections = {SECTION + one["key"]: one.get("body", "") for one in said.get("sections", [])}
    segments = {SEGMENT + one["segment"]: one for one in said.get("segments", [])}
    lists = {"order": [one["key"] for one in said.get("sections", [])], "objectives": said.get("objectives", [])}
    rest = {name: value for name, value in said.items() if name not in ("sections", "segments", "objectives")}
    return rest | sections | segments | lists


def _assembled(units: Mapping[str, Any]) -> dict[str, Any]:
    keys = [key for key in units["order"] if SECTION + key in units]
    segments = [value for name, value in units.items() if name.startswith(SEGMENT) and value]
    rest = {name: value for name, value in units.items() if not name.startswith((SECTION, SEGMENT)) and name != "order"}
    return rest | {
        "sections": [{"key": key, "body": units[SECTION + key] or ""} for key in keys],
        "segments": segments,
    }


def _mark(value: Any) -> str:
    plain = json.dumps(_plain(value), sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:LENGTH_OF_MARK]


def _plain(value: Any) -> Any:
    """Return a value as both a form and the database would say it: 75, 75.0 and “75 ” are the same."""
    if isinstance(value, Mapping):
        return {name: said for name, inner in value.items() if (said := _plain(inner)) not in ("", [])}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if value is None or isinstance(value, bool):
        return "" if value is None else value
    text = (value.isoformat() if isinstance(value, date) else str(value)).replace("\r\n", "\n").strip()
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    is_storable = is_within_reach(number) and has_few_decimals(number)
    return f"{number.normalize():f}" if is_storable else text


def _worded(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(
            f"{name.replace('_', ' ')}: {said}" for name, inner in value.items() if (said := _worded(inner))
        )
    if isinstance(value, list | tuple):
        sign = "\n" if any(isinstance(inner, Mapping) for inner in value) else ", "
        return sign.join(_worded(inner) for inner in value)
    return str(_plain(value))
