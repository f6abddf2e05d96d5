"""How a record ended: the form that closes it, with what was agreed on each term, and the taps that do without it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.edge.answers import said_by, see, show
from negostrategy.edge.payloads import form_values, load, load_form
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.here import here, requests_on
from negostrategy.negotiations.pages.choices import CHOICES
from negostrategy.negotiations.pages.forms import TermCard, card_of
from negostrategy.negotiations.policy import ClosingRefused
from negostrategy.negotiations.queries.closings import FormerClosing, former_closing
from negostrategy.negotiations.queries.record import editable
from negostrategy.negotiations.queries.shapes import Record
from negostrategy.negotiations.schemas import OutcomeSchema, PulseSchema
from negostrategy.negotiations.schemas.table import OutcomeDraft, PulseDraft
from negostrategy.negotiations.service import close_negotiation, feel
from negostrategy.strategy.queries import floors_of

pages = Blueprint("outcome", __name__)
AGREED, NOT_PART, MET, NOTE = "agreed-", "not_part-", "met-", "met_note-"
type_of_errors = Mapping[str, list[str]]


@pages.get("/negotiations/<uuid:negotiation_id>/outcome")
@permit(Grant.NEGOTIATION_LOG)
def outcome(actor: Actor, negotiation_id: UUID) -> Response:
    """Return the form that closes a record."""
    record = editable(actor, negotiation_id)
    before = former_closing(negotiation_id) if record.is_open else None
    typed = {"outcome": "agreed" if record.is_open else record.outcome, "reason": record.outcome_reason}
    day = before.closed_on if before else record.closed_on
    return _form(record, typed | ({"closed_on": day.isoformat()} if day else {}), former=before)


@pages.post("/negotiations/<uuid:negotiation_id>/outcome")
@permit(Grant.NEGOTIATION_LOG)
def close(actor: Actor, negotiation_id: UUID) -> Response:
    """Close a record: how it ended, what was agreed, how it felt; or open it again."""
    record = editable(actor, negotiation_id)
    try:
        sent = form_values(request.form, OutcomeSchema())
        felt = sent.pop("pulse", None)
        draft = load(OutcomeSchema(), _by_term(record, sent))
        pulse = load(PulseSchema(), {"side": "ours", "score": felt}) if felt else None
        _close(actor, negotiation_id, draft)
    except (BadInput, ClosingRefused) as refusal:
        return _form(record, request.form, refusal.status, said_by(refusal, "/outcome"))
    if isinstance(pulse, PulseDraft):
        feel(actor, negotiation_id, pulse)
    return see("negotiations.show", saying="Saved.", negotiation_id=negotiation_id)


@pages.post("/negotiations/<uuid:negotiation_id>/ended")
@permit(Grant.NEGOTIATION_LOG)
def end(actor: Actor, negotiation_id: UUID) -> Response:
    """Close a record with one tap; where that leaves something unsaid, the form asks for it."""
    record = editable(actor, negotiation_id)
    try:
        _close(actor, negotiation_id, load_form(OutcomeSchema()))
    except (BadInput, ClosingRefused) as refusal:
        return _form(record, request.form, refusal.status, said_by(refusal, "/outcome"))
    return see("home.show", saying="Saved.")


def _close(actor: Actor, negotiation_id: UUID, draft: OutcomeDraft) -> None:
    # Refused after judging: what the attempt has written must not be committed with the page that explains it.
    with session.begin_nested():
        close_negotiation(actor, negotiation_id, draft, here())


def _by_term(record: Record, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form sends as the schema takes it; an emptied field takes back what was said of its term."""
    rest = {name: said for name, said in sent.items() if not name.startswith((AGREED, NOT_PART, MET, NOTE))}
    met = [name.removeprefix(MET) for name in sent if name.startswith(MET)]
    conditions = {key: sent.get(NOTE + key, "") for key in met}
    not_part = [name.removeprefix(NOT_PART) for name in sent if name.startswith(NOT_PART)]
    fields = [name for name in request.form if name.startswith(AGREED)]
    typed = {name.removeprefix(AGREED): sent.get(name) for name in fields}
    known = {term.key for term in record.terms}
    agreed = {key: said for key, said in typed.items() if said is not None or (key in known and key not in not_part)}
    return rest | {"agreed": agreed, "not_part": not_part, "conditions_met": conditions}


def _form(
    record: Record,
    typed: Mapping[str, Any],
    status: int = 200,
    errors: type_of_errors | None = None,
    former: FormerClosing | None = None,
) -> Response:
    named = {_field_of(pointer): said for pointer, said in (errors or {}).items()}
    return show(
        "negotiations/outcome.html",
        status,
        record=record,
        cards=_cards(record, named),
        conditions=_conditions(record.id) if record.is_open else [],
        typed=typed,
        errors=named,
        choices=CHOICES,
        former=former or (former_closing(record.id) if record.is_open else None),
    )


def _field_of(pointer: str) -> str:
    # Terms and conditions are addressed by two words in a refusal; in the form their fields have one name.
    parts = pointer.split("/")
    prefix = {"agreed": AGREED, "conditions_met": NOTE}.get(parts[1], "")
    return f"/{prefix}{parts[2]}" if prefix and len(parts) > 2 else pointer


def _conditions(negotiation_id: UUID) -> list[Any]:
    return [one for one in requests_on(negotiation_id) if one.state == "approved" and one.conditions]


def _cards(record: Record, errors: Mapping[str, Any]) -> list[TermCard]:
    cards = [card_of(place, term, None) for place, term in enumerate(record.terms)]
    is_wanted = record.terms or any(pointer.startswith(f"/{AGREED}") for pointer in errors)
    if not record.playbook_version_id or not is_wanted:
        return cards
    there = {term.key for term in record.terms}
    missing = [seed for seed in floors_of(record.playbook_version_id) if seed.key not in there]
    return cards + [card_of(place, seed, None) for place, seed in enumerate(missing, len(cards))]
