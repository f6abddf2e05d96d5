"""From the fields of a form to what the schemas read, and back to what was typed when it is refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from negostrategy.edge.display import in_field
from negostrategy.edge.payloads import form_values, load
from negostrategy.negotiations.number_line import typed_form
from negostrategy.negotiations.pages.choices import USUAL_UNITS
from negostrategy.negotiations.queries.shapes import Record, TermRow
from negostrategy.negotiations.schemas import RecordSchema, TermDraft
from negostrategy.strategy.queries import TermSeed

FACTS = (
    *("title", "note", "kind", "topic", "channel", "held_on", "counterpart", "segment", "style_planned", "style_used"),
    *("power_balance", "rules_of_game", "alternative", "alternative_value", "alternative_valued_on", "value"),
    *("currency",),
)
POSITIONS = ("opening", "target", "acceptable", "walk_away", "theirs", "agreed")
VALUES = ("our_value", "their_value", "quantity", "detail", "reference_amount")
TICKS = ("not_part",)
COPIED = tuple(one.name for one in fields(TermDraft) if one.name not in (*POSITIONS, *TICKS))
_ROW = re.compile(r"terms-(\d{1,3})-([a-z_]{1,20})")
type_of_terms = list[dict[str, Any]]


@dataclass(frozen=True)
class TermCard:
    """One term in the form. said: what stands in each of its fields."""

    place: int
    key: str
    name: str
    unit: str
    kind: str
    direction: str | None
    labels: list[str]
    said: Mapping[str, str]
    reference: str | None = None


def card_of(place: int, term: TermRow | TermSeed, said: Mapping[str, str] | None) -> TermCard:
    """Return a term for the form: what was typed, else what is known."""
    labels = [level["label"] for level in term.levels or []]
    known = {name: typed_form(term.kind, getattr(term, name, None), labels) for name in POSITIONS}
    known |= {name: _typed(getattr(term, name, None)) for name in VALUES}
    known |= {name: "yes" if getattr(term, name, False) else "" for name in TICKS}
    unit = getattr(term, "currency", None) or term.unit
    return TermCard(
        place,
        term.key,
        term.name,
        unit,
        term.kind,
        term.direction,
        labels,
        known if said is None else said,
        term.reference,
    )


def facts_typed() -> dict[str, Any]:
    """Return the facts of a full form; a field that was emptied is emptied on the record too.

    Errors: BadInput.
    """
    sent = form_values(_only(FACTS), RecordSchema())
    emptied = {
        name: None for name in FACTS if name in request.form and name not in ("title", "kind", "topic", "held_on")
    }
    given: dict[str, Any] = load(RecordSchema(), emptied | sent)
    return given


def id_typed() -> dict[str, Any]:
    """Return the id that a form gives its record, so that sending it twice records once. Errors: BadInput."""
    return dict(load(RecordSchema(only=("id",)), form_values(_only(("id",)), RecordSchema())))


def facts_of(record: Record) -> dict[str, str]:
    """Return a record's facts as one would type them."""
    said = {name: getattr(record, name) for name in FACTS if name != "counterpart"}
    return {name: _typed(value) for name, value in said.items()} | {"counterpart": record.other_side or ""}


def term_rows() -> type_of_terms:
    """Return the rows of terms in a form, by their numbers, empty ones left out."""
    rows: dict[int, dict[str, str]] = {}
    for name, value in request.form.items():
        matched = _ROW.fullmatch(name)
        if matched and value.strip():
            rows.setdefault(int(matched[1]), {})[matched[2]] = value.strip()
    return [row for _number, row in sorted(rows.items()) if row.get("key") or row.get("name")]


def terms_typed(rows: type_of_terms, known: Mapping[str, TermRow | TermSeed]) -> list[TermDraft]:
    """Return the terms of a form's rows. What a row cannot change is taken from what is known under its key.

    Errors: BadInput, its pointers counting the rows from 0.
    """
    sent = [_term_sent(row, known.get(row.get("key", ""))) for row in rows if not row.get("remove")]
    terms: list[TermDraft] = load(RecordSchema(only=("terms",), partial=True), {"terms": sent})["terms"]
    return terms


def _term_sent(row: dict[str, Any], known: TermRow | TermSeed | None) -> dict[str, Any]:
    positions = {name: row.get(name) for name in POSITIONS}
    values = {name: row[name] for name in (*VALUES, *TICKS) if name in row}
    if known is not None:
        kept = {name: getattr(known, name, None) for name in COPIED if name not in VALUES}
        return kept | values | positions
    topic, _, kind = row.get("what", "other:number").partition(":")
    labels = [label.strip() for label in row.get("levels", "").split(";") if label.strip()]
    made = {"name": row.get("name"), "topic": topic, "kind": kind, "unit": row.get("unit") or USUAL_UNITS.get(kind, "")}
    made |= {"levels": [{"label": label} for label in labels]} if labels else {}
    made |= {"direction": row["direction"]} if row.get("direction") else {}
    return made | values | positions


def _only(names: tuple[str, ...]) -> MultiDict[str, str]:
    return MultiDict([(name, value) for name in names for value in request.form.getlist(name)])


def _typed(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(in_field(value))
