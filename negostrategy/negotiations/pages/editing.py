"""Changing a record: its facts and its terms, with both versions in sight when somebody else was faster."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.edge.answers import see, show
from negostrategy.edge.payloads import sent_revision
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.here import here
from negostrategy.negotiations.pages.choices import CHOICES, TERM_CHOICES
from negostrategy.negotiations.pages.forms import (
    POSITIONS,
    card_of,
    facts_of,
    facts_typed,
    term_rows,
    terms_typed,
    type_of_terms,
)
from negostrategy.negotiations.policy import ClosingRefused
from negostrategy.negotiations.queries.record import editable, readable, said_before
from negostrategy.negotiations.queries.shapes import Record, TermRow
from negostrategy.negotiations.queries.versions import TermChange, VersionChange, term_changes, version_change
from negostrategy.negotiations.service import NotAsSeen, edit_negotiation
from negostrategy.negotiations.service.editing import ASK, FOLLOW, STAY, TERMS_CURRENCY
from negostrategy.strategy.queries import TermSeed, variables_of

pages = Blueprint("editing", __name__)
NEW_ROWS = 2
FIRST_OFFERED = 200
type_of_differences = list[tuple[str, str, str]]


@pages.get("/negotiations/<uuid:negotiation_id>/edit")
@permit(Grant.NEGOTIATION_LOG)
def edit(actor: Actor, negotiation_id: UUID) -> Response:
    """Return the form of a record's facts."""
    record = editable(actor, negotiation_id)
    return _facts(record, facts_of(record))


@pages.post("/negotiations/<uuid:negotiation_id>/edit")
@permit(Grant.NEGOTIATION_LOG)
def save(actor: Actor, negotiation_id: UUID) -> Response:
    """Save the facts; a refused form comes back as it was typed, an outdated one beside what is saved now."""
    record = editable(actor, negotiation_id)
    meant = request.form.get(TERMS_CURRENCY)
    try:
        given = facts_typed() | {TERMS_CURRENCY: meant if meant in (FOLLOW, STAY) else ASK}
        # What comes under another version is shown first: the attempt must not be committed with the page that asks.
        with session.begin_nested():
            edit_negotiation(actor, negotiation_id, sent_revision(), given, here())
            _ask_about_version(record, editable(actor, negotiation_id))
    except _VersionNotSeen as asking:
        return _facts(record, request.form, 409, asking=asking)
    except NotAsSeen:
        return _facts(record, request.form, 412, differences=_differing_facts(record))
    except BadInput as refusal:
        return _facts(record, request.form, 422, errors=refusal.errors)
    except ClosingRefused as refusal:
        return _facts(record, request.form, refusal.status, errors={"/": [refusal.detail]})
    return see("negotiations.show", saying="Saved.", negotiation_id=negotiation_id)


@pages.get("/negotiations/<uuid:negotiation_id>/terms")
@permit(Grant.NEGOTIATION_LOG)
def terms(actor: Actor, negotiation_id: UUID) -> Response:
    """Return the form of a record's terms, with those of its playbook that are not on it yet."""
    record = editable(actor, negotiation_id)
    return _terms(record, [])


@pages.post("/negotiations/<uuid:negotiation_id>/terms")
@permit(Grant.NEGOTIATION_LOG)
def save_terms(actor: Actor, negotiation_id: UUID) -> Response:
    """Save the terms; a refused form comes back as it was typed, an outdated one beside what is saved now."""
    record = editable(actor, negotiation_id)
    rows = term_rows()
    known: dict[str, TermRow | TermSeed] = {seed.key: seed for seed in _seeds(record)}
    known |= {term.key: term for term in record.terms}
    try:
        drafts = terms_typed(rows, known)
        _edit(actor, negotiation_id, {"terms": drafts})
    except NotAsSeen:
        return _terms(record, rows, 412, differences=_differing_terms(record, rows))
    except BadInput as refusal:
        return _terms(record, rows, 422, errors=_by_field(refusal.errors, rows))
    except ClosingRefused as refusal:
        return _terms(record, rows, refusal.status, errors={"/": [refusal.detail]})
    return see("negotiations.show", saying="Saved.", negotiation_id=negotiation_id)


@pages.get("/negotiations/<uuid:negotiation_id>/before/<int:number>")
@permit(Grant.NEGOTIATION_READ)
def before(actor: Actor, negotiation_id: UUID, number: int) -> Response:
    """Return what a record said before one of its edits."""
    record = readable(actor, negotiation_id)
    said = said_before(negotiation_id, number) if number < 2**31 else None
    if said is None:
        raise NotFound
    return show("negotiations/before.html", record=record, said=said, number=number)


def _edit(actor: Actor, negotiation_id: UUID, given: dict[str, Any]) -> None:
    # Refused after judging: what the attempt has written must not be committed with the page that explains it.
    with session.begin_nested():
        edit_negotiation(actor, negotiation_id, sent_revision(), given, here())


def _facts(
    record: Record,
    typed: Any,
    status: int = 200,
    errors: dict[str, list[str]] | None = None,
    differences: type_of_differences | None = None,
    asking: "_VersionNotSeen | None" = None,
) -> Response:
    return show(
        "negotiations/edit.html",
        status,
        record=record,
        typed=typed,
        errors=errors or {},
        differences=differences,
        asking=asking,
        choices=CHOICES,
        terms_follow=[(FOLLOW, "They change with the record"), (STAY, "They stay as they are")],
    )


class _VersionNotSeen(Exception):
    """A change would bring a record under another version, and its reader has not been told yet."""

    def __init__(self, change: VersionChange, terms: list[TermChange]) -> None:
        super().__init__(change.key)
        self.change = change
        self.terms = terms


def _ask_about_version(before: Record, after: Record) -> None:
    change = version_change(before.playbook_version_id, after.playbook_version_id)
    if change is not None and request.form.get("version_seen") != change.key:
        raise _VersionNotSeen(change, term_changes(before, after))


def _terms(
    record: Record,
    rows: type_of_terms,
    status: int = 200,
    errors: dict[str, list[str]] | None = None,
    differences: type_of_differences | None = None,
) -> Response:
    keys = {term.key for term in record.terms}
    typed = {row["key"]: row for row in rows if "key" in row}
    seeds = [seed for seed in _seeds(record) if seed.key not in keys]
    return show(
        "negotiations/terms.html",
        status,
        record=record,
        cards=[card_of(place, term, typed.get(term.key)) for place, term in enumerate(record.terms)],
        offered=[card_of(place, seed, typed.get(seed.key)) for place, seed in enumerate(seeds, FIRST_OFFERED)],
        added=[row for row in rows if "key" not in row],
        new_rows=NEW_ROWS,
        errors=errors or {},
        differences=differences,
        choices=CHOICES,
        term_choices=TERM_CHOICES,
    )


def _seeds(record: Record) -> list[TermSeed]:
    return variables_of(record.playbook_version_id) if record.playbook_version_id else []


def _differing_facts(record: Record) -> type_of_differences:
    saved = facts_of(record)
    typed = {name: request.form[name].strip() for name in saved if name in request.form}
    return [(name, saved[name], said) for name, said in typed.items() if said != saved[name]]


def _differing_terms(record: Record, rows: type_of_terms) -> type_of_differences:
    saved = {term.key: term for term in record.terms}
    found = []
    for row in rows:
        term = saved.get(row.get("key", ""))
        for name in POSITIONS:
            now = term.typed(name) if term else ""
            if row.get(name, "") != now:
                found.append(
                    (f"{term.name if term else row.get('name', row.get('key'))}, {name}", now, row.get(name, ""))
                )
    return found


def _by_field(errors: dict[str, list[str]], rows: type_of_terms) -> dict[str, list[str]]:
    # The schema counts the rows that are kept; the form names its fields by key, or by their number when they are new.
    kept = [row for row in rows if not row.get("remove")]
    named = {}
    for pointer, said in errors.items():
        place = pointer.split("/")[2:3]
        row = kept[int(place[0])] if place and place[0].isdecimal() and int(place[0]) < len(kept) else {}
        name = row.get("name") or row.get("key", "").replace("_", " ")
        named[pointer] = [f"{name}: {sentence}" if name else sentence for sentence in said]
    return named
