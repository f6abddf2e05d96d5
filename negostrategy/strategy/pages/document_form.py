"""The form in which a draft of the strategy is written: what it shows, what was typed, and what others saved."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response, request
from werkzeug.datastructures import MultiDict

from negostrategy.accounts.queries.people import is_alone, people, person
from negostrategy.edge.answers import show
from negostrategy.edge.organization import today_here
from negostrategy.edge.payloads import form_values, sent_revision
from negostrategy.edge.prose import WHAT_ONE_MAY_WRITE
from negostrategy.edge.speaking import read_number
from negostrategy.kernel.business import Segment, VersionState
from negostrategy.kernel.numbers import NoNumber
from negostrategy.strategy.joining import SECTION, SEGMENT, Joined, joined, marks_of
from negostrategy.strategy.metrics import METRICS
from negostrategy.strategy.pages.forms import errors_by_field, opened, sent_rows, to_open
from negostrategy.strategy.queries.comments import open_comment_counts
from negostrategy.strategy.queries.document import Document
from negostrategy.strategy.queries.reviews import reviews_of
from negostrategy.strategy.schemas import DocumentSchema
from negostrategy.strategy.segments import OPENNESS_WORDS, STYLE_WORDS, grids_of, in_order
from negostrategy.strategy.service.drafting import DraftNotAsSeen
from negostrategy.strategy.unapproved import beginning_of_strategy

SPARE_ROWS = 1
# From so many on, a page that names everybody weighs more than what is written on it.
MANY, LONGEST_NAME = 20, 80
KEPT = ("owner_id", "review_on", "change_size", "change_note")
OBJECTIVE_FIELDS = ("title", "metric", "measure", "unit", "baseline", "target", "due_on", "note")
FIGURES = ("baseline", "target")
SEGMENT_FIELDS = ("default_style", "minimum_variables", "openness", "note")
NAMES = {
    "order": "The order of the parts",
    "objectives": "Objectives",
    "title": "Title",
    "owner_id": "Owner",
    "review_on": "To be reviewed by",
    "change_size": "How much changes",
    "change_note": "What changes, in short",
}


def typed_form() -> dict[str, Any]:
    """Return what was typed, as the schema takes it; a pressed arrow has moved its part or objective already."""
    sent = form_values(request.form, DocumentSchema())
    sections = [
        {"key": name.removeprefix(SECTION), "body": request.form[name].strip()}
        for name in request.form
        if name.startswith(SECTION)
    ]
    # An empty field says nobody, or no day; a form without the field says nothing.
    kept = {name: sent.get(name) for name in KEPT if name in request.form}
    return {
        "title": sent.get("title", ""),
        "sections": _moved(sections, sent.get("move", "")),
        "segments": [row for segment in Segment if (row := _sent_segment(request.form, segment))],
        "objectives": sent_rows(sent, "objective", OBJECTIVE_FIELDS),
    } | kept


def moved_to() -> str | None:
    """Return where on the page stands what a button has just moved or opened, if one was pressed."""
    if to_open():
        return to_open()
    kind, _, key = request.form.get("move", "").rpartition("-")[0].partition("-")
    return f"part-{key}" if kind == "section" else "objectives" if kind == "objective" else None


def asked_whole() -> dict[str, str]:
    """Return what the next page has to write out, as words of its address: a row, or choices and whom to look for."""
    look_for = request.form.get("look_for", "")[:LONGEST_NAME] if to_open() == "owners" else ""
    return {name: word for name, word in {"open": to_open(), "look_for": look_for}.items() if word}


def owners_found(words: str) -> list[tuple[str, str]]:
    """Return the first of those whom all the words find, by name: who may be chosen as the owner."""
    return [(str(one.id), one.name) for one in people(words, MANY) if one.is_active]


def said_by(found: Document) -> dict[str, Any]:
    """Return what a draft says, in the shape of what is typed."""
    return {
        "title": found.title,
        "sections": [{"key": one["key"], "body": one.get("body", "")} for one in found.sections],
        "segments": [asdict(one) for one in found.segments],
        "objectives": [{name: getattr(one, name) for name in OBJECTIVE_FIELDS} for one in found.objectives],
    } | {name: getattr(found, name) for name in KEPT}


def refused_form(found: Document, typed: dict[str, Any], errors: Mapping[str, Sequence[str]], status: int) -> Response:
    """Return the form as it was typed, each sentence at its field."""
    keys = {
        "section": [one["key"] for one in typed["sections"]],
        "segment": [one["segment"] for one in typed["segments"]],
    }
    # The form began where it began, refused or not: with the present revision it would pass over what others saved.
    begun = {"revision": sent_revision(), "began": request.form.get("began", "")}
    return draft_form(found, status, typed, errors_by_field(errors, keys), begun=begun)


def outdated_form(found: Document, typed: dict[str, Any]) -> Response:
    """Return what was typed laid upon what somebody else saved meanwhile. The next press of the button decides."""
    saved = said_by(found)
    sent = {one["key"] for one in typed["sections"]}
    rest = [one for one in saved["sections"] if one["key"] not in sent]
    mine = typed | {"sections": typed["sections"] + rest, "objectives": [_counted(one) for one in typed["objectives"]]}
    whole = joined(mine, saved, request.form.get("began", ""))
    return draft_form(found, DraftNotAsSeen.status, whole.typed, whole=whole)


def _counted(objective: Mapping[str, Any]) -> dict[str, Any]:
    """Return an objective with its figures as numbers, as they are kept; what is no number stays as it was typed."""
    counted = dict(objective)
    for name in FIGURES:
        with suppress(NoNumber):
            counted[name] = read_number(counted[name]) if counted.get(name) else counted.get(name)
    return counted


def draft_form(
    found: Document,
    status: int = 200,
    typed: dict[str, Any] | None = None,
    errors: dict[str, list[str]] | None = None,
    *,
    begun: dict[str, Any] | None = None,
    whole: Joined | None = None,
) -> Response:
    """Return the page on which a draft is written."""
    saved = said_by(found)
    said = typed or saved
    titles = {section["key"]: section for section in found.sections}
    bodies = {one["key"]: one["body"] for one in said["sections"]}
    order = bodies if set(bodies) == set(titles) else titles
    return show(
        "strategy/edit.html",
        status,
        document=found,
        beginning=beginning_of_strategy(found, today_here()),
        said=said,
        begun=begun or {"revision": found.revision, "began": marks_of(saved)},
        parts=[titles[key] | {"body": bodies.get(key, titles[key].get("body", ""))} for key in order],
        grids=grids_of(said["segments"]),
        whole=whole,
        named=lambda name: _named(name, titles),
        styles=list(STYLE_WORDS.items()),
        openness=list(OPENNESS_WORDS.items()),
        what_one_may_write=WHAT_ONE_MAY_WRITE,
        spare_rows=SPARE_ROWS,
        metrics=[(one.key, f"{one.name} ({one.unit})") for one in METRICS.values()],
        **_owners(said.get("owner_id")),
        opened=opened(),
        kept={name: said.get(name) for name in KEPT},
        reviews=reviews_of(found.id),
        is_alone=found.state == VersionState.DRAFT and is_alone(),
        comments=open_comment_counts(found.id),
        today=today_here(),
        errors=errors or {},
    )


def _owners(chosen: Any) -> dict[str, Any]:
    """Return whom the form offers as the owner: everybody in a small company, else who it is and who was looked for."""
    first = owners_found("")
    if len(first) < MANY:
        return {"owners": first}
    look_for = (request.form.get("look_for") or request.args.get("look_for", ""))[:LONGEST_NAME]
    found = owners_found(look_for) if look_for else []
    now = [one for one in _owner_now(chosen) if one not in found]
    return {"owners": now + found, "look_for": look_for, "are_many": True}


def _owner_now(chosen: Any) -> list[tuple[str, str]]:
    try:
        one = person(UUID(str(chosen)))
    except ValueError:
        return []
    return [(str(one.id), one.name)] if one and one.is_active else []


def _sent_segment(form: MultiDict[str, str], segment: str) -> dict[str, Any] | None:
    prefix = f"{SEGMENT}{segment}-"
    said: dict[str, Any] = {name: value for name in SEGMENT_FIELDS if (value := form.get(prefix + name, "").strip())}
    allowed = in_order(form.getlist(f"{prefix}allowed_styles"))
    if not said and not allowed:
        return None
    return {"segment": segment, "allowed_styles": allowed} | said


def _moved(sections: list[dict[str, str]], move: str) -> list[dict[str, str]]:
    keys = [section["key"] for section in sections]
    key, _, way = move.removeprefix(SECTION).rpartition("-")
    if not move.startswith(SECTION) or key not in keys:
        return sections
    place = keys.index(key)
    other = min(max(place + (1 if way == "down" else -1), 0), len(keys) - 1)
    sections[place], sections[other] = sections[other], sections[place]
    return sections


def _named(name: str, titles: Mapping[str, Mapping[str, Any]]) -> str:
    if name.startswith(SECTION):
        return str(titles.get(name.removeprefix(SECTION), {}).get("title", name.removeprefix(SECTION)))
    if name.startswith(SEGMENT):
        return name.removeprefix(SEGMENT).replace("_", " ").capitalize()
    return NAMES.get(name, name)
