"""Forms with rows: what stands in objective-3-title belongs to the fourth objective, in the form and in its errors."""

import re
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from flask import request

from negostrategy.kernel.faults import NotFound

A_PLACE_AND_A_HALF = 1.5
FIRST_FIELDS = {"objective": "title", "variable": "name", "question": "text", "segment": "default_style"}
_ROW = re.compile(r"(objective|variable|question)-(\d{1,3})-([a-z_]{1,20})")
_POINTER = re.compile(r"/(objective|variable|question)s/(\d+)(?:/([a-z_]+).*)?")
_OPENED = re.compile(r"[a-z0-9_-]{1,40}")
_KEYED = re.compile(r"/(section|segment)s/(\d+)(?:/([a-z_]+).*)?")


def sent_rows(values: Mapping[str, Any], kind: str, counting: Collection[str]) -> list[dict[str, Any]]:
    """Return the rows of a kind in their order, without those to be taken out and those in which nothing was typed.

    counting: the fields that show that something was typed; a select always sends something.
    A value “move” such as variable-3-up lets that row change places with its neighbour.
    """
    rows: dict[int, dict[str, Any]] = {}
    for name, value in values.items():
        matched = _ROW.fullmatch(name)
        if matched is not None and matched[1] == kind:
            rows.setdefault(int(matched[2]), {})[matched[3]] = value
    order = sorted(rows, key=lambda place: place + _shift(values.get("move", ""), kind, place))
    typed = [rows[place] for place in order if any(rows[place].get(name) for name in counting)]
    return [row for row in typed if not row.pop("remove", None)]


def without_rows(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that belong to no row."""
    return {name: value for name, value in values.items() if _ROW.fullmatch(name) is None}


def errors_by_field(
    errors: Mapping[str, Sequence[str]], keys: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> dict[str, list[str]]:
    """Return sentences under the names of the form's fields instead of under the pointers of the JSON they became.

    keys: of the parts and of the segments, in the order in which they were sent, since their fields are named by key.
    """
    found: dict[str, list[str]] = {}
    for pointer, sentences in errors.items():
        found.setdefault(_field_of(pointer, keys), []).extend(sentences)
    return found


def sent_id(name: str) -> UUID | None:
    """Return the id that was sent under a name, or None when none was.

    Errors: NotFound for what is no id.
    """
    sent = request.form.get(name, "")
    try:
        return UUID(sent) if sent else None
    except ValueError as refusal:
        raise NotFound from refusal


def opened() -> str:
    """Return which row of a form, or which choices, this page has to write out; nothing when nobody asked for any."""
    return to_open() or _opened(request.args.get("open", ""))


def to_open() -> str:
    """Return which row of a form, or which choices, somebody just asked for by its button; nothing without that."""
    return _opened(request.form.get("open", ""))


def _opened(asked: str) -> str:
    return asked if _OPENED.fullmatch(asked) else ""


def _shift(move: str, kind: str, place: int) -> float:
    return {f"{kind}-{place}-up": -A_PLACE_AND_A_HALF, f"{kind}-{place}-down": A_PLACE_AND_A_HALF}.get(move, 0)


def _field_of(pointer: str, keys: Mapping[str, Sequence[str]]) -> str:
    row, keyed = _POINTER.fullmatch(pointer), _KEYED.fullmatch(pointer)
    if row is not None:
        return f"/{row[1]}-{row[2]}-{row[3] or FIRST_FIELDS[row[1]]}"
    if keyed is not None and int(keyed[2]) < len(keys.get(keyed[1], ())):
        name = f"/{keyed[1]}-{keys[keyed[1]][int(keyed[2])]}"
        return name if keyed[1] == "section" else f"{name}-{keyed[3] or FIRST_FIELDS['segment']}"
    return pointer
