"""Variables and questions as rows of a form: every value as text, each position typed in its own kind."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from negostrategy.kernel.business import ValueKind
from negostrategy.kernel.faults import BadInput
from negostrategy.strategy.keys import free_key
from negostrategy.strategy.language.catalogue import POSITIONS
from negostrategy.strategy.positions import NoPosition, read_position, typed_position
from negostrategy.strategy.queries.playbooks import VariableRow
from negostrategy.strategy.schemas import TRADERS

OURS = POSITIONS[:4]
FIGURES = (*OURS, "weight")
TYPED = ("key", "name", "unit", "levels", "note", "reference", "ladder", *FIGURES)
BETWEEN, WITH_NOTE, WITH_POINTS = ";", "|", "="
BEST = 100
LONGEST_POINTS = 3
type_of_row = Mapping[str, Any]


def row_of_variable(variable: VariableRow) -> dict[str, Any]:
    """Return a variable as its row in the form."""
    labels = [level["label"] for level in variable.levels or []]
    row = {
        name: getattr(variable, name) or "" for name in ("key", "name", "kind", "unit", "direction", "giver", "note")
    }
    figures = {name: typed_position(variable.kind, getattr(variable, name), labels) for name in OURS}
    return {
        **row,
        **figures,
        "weight": typed_position(ValueKind.NUMBER, variable.weight),
        "levels": f"{BETWEEN} ".join(labels if variable.is_ordered else map(_with_points, variable.levels or [])),
        "seal": variable.seal,
        "reference": variable.reference or "",
        "ladder": "\n".join(_line(variable, step) for step in variable.ladder),
        "unordered": "" if variable.is_ordered else "yes",
        "optional": "yes" if variable.is_optional else "",
        **{f"trade_{role}": "yes" for role in variable.traders},
    }


def shown_rows(before: Sequence[VariableRow], rows: Sequence[type_of_row]) -> list[dict[str, Any]]:
    """Return rows with what the form shows beside what is typed: levels to choose from, and figures to confirm."""
    to_confirm = {variable.key for variable in before if variable.to_confirm}
    return [
        {
            **row,
            "offered": [(label, label) for label, _points in _split_levels(row)],
            "to_confirm": row.get("key") in to_confirm,
        }
        for row in rows
    ]


def variables_of(before: Sequence[VariableRow], rows: Sequence[type_of_row]) -> list[dict[str, Any]]:
    """Return rows of the form as the variables of a draft.

    Errors: BadInput for positions that are none, with a pointer for each.
    """
    known = {variable.key: variable for variable in before}
    refused: dict[str, list[str]] = {}
    made = [_variable(place, row, known, rows, refused) for place, row in enumerate(rows)]
    if refused:
        raise BadInput(refused)
    return made


def row_of_question(question: type_of_row) -> dict[str, Any]:
    """Return a question as its row in the form."""
    return {**question, "choices": f"{BETWEEN} ".join(question.get("choices") or ())}


def question_of(row: type_of_row, rows: Sequence[type_of_row]) -> dict[str, Any]:
    """Return a row of the form as a question."""
    kind = row.get("kind", "yes_no")
    choices = _split(row.get("choices", "")) if kind == "choice" else []
    asked = {"text": row["text"]} if row.get("text") else {}
    return {"key": _key_of(row, "text", rows), "kind": kind, "choices": choices} | asked


def _variable(
    place: int,
    row: type_of_row,
    known: Mapping[str, VariableRow],
    rows: Sequence[type_of_row],
    refused: dict[str, list[str]],
) -> dict[str, Any]:
    before = known.get(row.get("key", ""))
    kind = row.get("kind", ValueKind.NUMBER.value)
    levels = _split_levels(row) if kind == ValueKind.CHOICE else []
    labels = [label for label, _points in levels]
    made = {name: row.get(name) for name in ("direction", "giver", "note", "reference")}
    made |= {"key": _key_of(row, "name", rows), "kind": kind, "unit": row.get("unit", "")}
    made |= {"seal": row.get("seal") or "open", "is_ordered": not row.get("unordered")}
    made["is_optional"] = bool(row.get("optional"))
    made["traders"] = [str(role) for role in TRADERS if row.get(f"trade_{role}")]
    made["levels"] = _levels(levels, before)
    for name in OURS:
        try:
            made[name] = read_position(kind, row.get(name, ""), labels) or None
        except NoPosition as refusal:
            refused[f"/variables/{place}/{name}"] = [str(refusal)]
    try:
        made["ladder"] = _ladder(kind, row.get("ladder", ""), labels)
    except NoPosition as refusal:
        refused[f"/variables/{place}/ladder"] = [str(refusal)]
    made["weight"] = row.get("weight") or "0"
    made["to_confirm"] = bool(before and before.to_confirm and not row.get("confirmed") and _is_same(before, row))
    return made | ({"name": row["name"]} if row.get("name") else {})


def _is_same(before: VariableRow, row: type_of_row) -> bool:
    """Return whether no figure was typed anew: a figure that somebody chose is no suggestion any more."""
    stood = row_of_variable(before)
    return all(row.get(name, "") == stood[name] for name in FIGURES)


def _levels(typed: Sequence[tuple[str, int | None]], before: VariableRow | None) -> list[dict[str, Any]] | None:
    stood = list(before.levels or []) if before else []
    is_scored = any(points is not None for _label, points in typed)
    if not is_scored and [level["label"] for level in stood] == [label for label, _points in typed]:
        return stood or None
    step = BEST / max(len(typed) - 1, 1)
    made = [
        {"level": place, "label": label, "points": round(place * step) if points is None else points}
        for place, (label, points) in enumerate(typed)
    ]
    return made or None


def _ladder(kind: str, typed: str, labels: Sequence[str]) -> list[dict[str, str]]:
    lines = [line.partition(WITH_NOTE) for line in typed.splitlines() if line.strip()]
    if any(not value.strip() for value, _mark, _note in lines):
        raise NoPosition("Begin each step with its value, such as: 45 | if they take the index formula.")
    return [{"value": read_position(kind, value, labels), "note": note.strip()} for value, _mark, note in lines]


def _line(variable: VariableRow, step: type_of_row) -> str:
    value = typed_position(variable.kind, Decimal(step["value"]), variable.labels)
    return f"{value} {WITH_NOTE} {step['note']}" if step["note"] else value


def _split_levels(row: type_of_row) -> list[tuple[str, int | None]]:
    """Return the levels typed: labels, and their points where there is no order that gives them."""
    parts = _split(row.get("levels", ""))
    if not row.get("unordered"):
        return [(part, None) for part in parts]
    return [_scored(part) for part in parts]


def _scored(part: str) -> tuple[str, int | None]:
    label, mark, points = part.rpartition(WITH_POINTS)
    digits = points.strip()
    is_whole = digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_POINTS
    return (label.strip(), int(digits)) if mark and label.strip() and is_whole else (part, None)


def _with_points(level: type_of_row) -> str:
    return f"{level['label']} {WITH_POINTS} {level['points']}"


def _key_of(row: type_of_row, name: str, rows: Sequence[type_of_row]) -> str:
    if row.get("key"):
        return str(row["key"])
    earlier = rows[: next(place for place, one in enumerate(rows) if one is row)]
    kept = {str(one["key"]) for one in rows if one.get("key")}
    return free_key(row.get(name) or name, kept | {_key_of(one, name, rows) for one in earlier if not one.get("key")})


def _split(typed: str) -> list[str]:
    return [part.strip() for part in typed.split(BETWEEN) if part.strip()]
