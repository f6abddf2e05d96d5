"""The list, and one record."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request, url_for

from negostrategy.edge.answers import see, show
from negostrategy.edge.display import money
from negostrategy.edge.payloads import load_query
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.here import findings_of, here, requests_on
from negostrategy.negotiations.offers import chart_of
from negostrategy.negotiations.pages.choices import CHOICES
from negostrategy.negotiations.pages.forms import FACTS, facts_typed, id_typed
from negostrategy.negotiations.queries.debriefs import debriefs_of
from negostrategy.negotiations.queries.expected import expected_of
from negostrategy.negotiations.queries.record import readable, revisions_of
from negostrategy.negotiations.queries.rows import NegotiationRow, negotiations
from negostrategy.negotiations.queries.shapes import Record
from negostrategy.negotiations.queries.timeline import timeline_of
from negostrategy.negotiations.schemas.listing import BOUNDS, Wanted, WantedSchema
from negostrategy.negotiations.service import record_negotiation
from negostrategy.strategy.queries import PinnedPlaybook, optional_among, pinned_playbook
from negostrategy.strategy.queries.ladders import Ladder, ladders_of

pages = Blueprint("negotiations", __name__)
NAMED = {
    "owner": "Owner",
    "team": "Team",
    "counterpart": "With",
    "counterpart_team": "With",
    "playbook_version": "Playbook",
}


@pages.get("/negotiations")
@permit(Grant.NEGOTIATION_READ)
def list_page(actor: Actor) -> Response:
    """Return one page of the negotiations this person may read."""
    errors: dict[str, list[str]] = {}
    try:
        wanted = load_query(WantedSchema())
    except BadInput as refusal:
        wanted, errors = Wanted(), refusal.errors
    page = negotiations(actor, wanted, request.args.get("cursor"))
    views = {
        "Mine": {"owner": actor.user_id},
        "Mine, open": {"owner": actor.user_id, "state": "open"},
        "Open": {"state": "open"},
    }
    return show(
        "negotiations/list.html",
        422 if errors else 200,
        page=page,
        wanted=wanted,
        errors=errors,
        choices=CHOICES,
        views={"All": {}} | views,
        chips=_chips(wanted, page.rows),
        address=lambda **more: url_for(".list_page", **wanted.address | more),
    )


@pages.get("/negotiations/<uuid:negotiation_id>", endpoint="show")
@permit(Grant.NEGOTIATION_READ)
def show_record(actor: Actor, negotiation_id: UUID) -> Response:
    """Return one record: its facts, its terms, what the rules say of it, and how it came about."""
    record = readable(actor, negotiation_id)
    playbook = pinned_playbook(record.playbook_version_id) if record.playbook_version_id else None
    return show(
        "negotiations/record.html",
        record=record,
        playbook=playbook,
        expected=expected_of(record),
        questions=open_questions(record, playbook),
        findings=findings_of(negotiation_id),
        requests=requests_on(negotiation_id),
        debriefs=[] if record.is_open else debriefs_of(negotiation_id),
        may_waive=record.owner_id != actor.user_id and (actor.is_manager or actor.is_leader),
        timeline=timeline_of(record, revisions_of(negotiation_id)),
        chart=chart_of(record),
        may_edit=record.may_be_edited_by(actor),
        fallbacks=_fallbacks(record),
        optional=optional_among(record.playbook_version_id, [term.key for term in record.left_out]),
        is_owner=record.owner_id == actor.user_id,
    )


@pages.get("/negotiations/new")
@permit(Grant.NEGOTIATION_LOG)
def new(_actor: Actor) -> Response:
    """Return the form of a full record; words in the address fill it."""
    typed = {name: request.args[name][:300] for name in FACTS if name in request.args}
    return _new({"held_on": here().today.isoformat(), "kind": "external"} | typed)


@pages.post("/negotiations/new")
@permit(Grant.NEGOTIATION_LOG)
def make(actor: Actor) -> Response:
    """Make a full record, or show the form again with what was typed."""
    try:
        negotiation_id = record_negotiation(actor, facts_typed() | id_typed(), here())
    except BadInput as refusal:
        return _new(request.form, refusal.status, refusal.errors)
    return see(".show", saying="Saved.", negotiation_id=negotiation_id)


def open_questions(record: Record, playbook: PinnedPlaybook | None) -> list[dict[str, Any]]:
    """Return the questions of the playbook with the record's answers: [{key, text, kind, choices, answer}]."""
    questions = playbook.questions if playbook else []
    return [question | {"answer": record.answers.get(question["key"])} for question in questions]


def _fallbacks(record: Record) -> list[Ladder]:
    there = {term.key for term in record.terms}
    return [ladder for key, ladder in ladders_of(record.playbook_version_id).items() if key in there]


def _new(typed: Any, status: int = 200, errors: dict[str, list[str]] | None = None) -> Response:
    return show("negotiations/new.html", status, typed=typed, errors=errors or {}, choices=CHOICES)


def _chips(wanted: Wanted, rows: Any) -> list[tuple[str, str, str]]:
    chips, has_bounds = [], any(getattr(wanted, bound) is not None for bound in BOUNDS)
    for name, value in wanted.given.items():
        # The bounds of value say their currency themselves.
        if name == "words" or (name == "currency" and has_bounds):
            continue
        said = _said(wanted, name, value)
        without = _without(wanted, name)
        what = NAMED.get(name, name.replace("_", " ").capitalize())
        said = _name_of(name, rows) if name in NAMED else said
        chips.append((what, said, url_for(".list_page", **without)))
    return chips


def _without(wanted: Wanted, name: str) -> dict[str, Any]:
    left = {key: one for key, one in wanted.address.items() if key != name}
    # With its last bound the currency goes, too: nobody sees any more that it narrows.
    is_last = name in BOUNDS and not left.keys() & set(BOUNDS)
    return {key: one for key, one in left.items() if key != "currency"} if is_last else left


def _said(wanted: Wanted, name: str, value: Any) -> str:
    if name in BOUNDS:
        return money(value, wanted.currency)
    return dict(CHOICES.get({"style_used": "style"}.get(name, name), [])).get(str(value), str(value))


def _name_of(name: str, rows: list[NegotiationRow]) -> str:
    # The rows themselves know whose they are: no further question is asked for the words of a chip.
    if not rows:
        return "chosen"
    known = {"owner": rows[0].owner_name, "counterpart": rows[0].other_side, "counterpart_team": rows[0].other_side}
    return known.get(name) or "chosen"
