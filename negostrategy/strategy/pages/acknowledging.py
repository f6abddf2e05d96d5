"""Confirming what one has read, the cases, and for leaders who has not read which version."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.edge.answers import see, show
from negostrategy.edge.idempotency import sent_once
from negostrategy.edge.organization import today_here
from negostrategy.edge.permit import permit
from negostrategy.edge.refusing import heed_refusal
from negostrategy.edge.spreadsheet import as_csv
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.queries.acknowledgements import (
    begins_later,
    due_on,
    is_followed,
    statement_counts,
    status_of,
    version_that_counts,
)
from negostrategy.strategy.queries.audiences import audience_said
from negostrategy.strategy.queries.confirming import cases_of
from negostrategy.strategy.queries.document import Document, published_document
from negostrategy.strategy.service.acknowledging import (
    NotToBeRead,
    NotYetToBeRead,
    RemindedToday,
    confirm_statements,
    remind,
)
from negostrategy.strategy.service.cases import add_case, answer_case, remove_case
from negostrategy.strategy.statements import FEWEST_ANSWERS

pages = Blueprint("acknowledging", __name__)
ONE = "/strategy/versions/<uuid:version_id>"


@pages.post(f"{ONE}/statements")
@permit(Grant.STRATEGY_READ)
def confirm(actor: Actor, version_id: UUID) -> Response:
    """Keep which statements this person has confirmed."""
    is_all = confirm_statements(actor, version_id, request.form.getlist("parts"))
    saying = "Kept: you have read this version." if is_all else "Kept. The statements without a tick are still open."
    return see("strategy.version", saying=saying, version_id=version_id)


@pages.get(f"{ONE}/cases")
@permit(Grant.STRATEGY_READ)
def cases(actor: Actor, version_id: UUID) -> Response:
    """Return the cases of a version, to be answered; for leaders also to be written."""
    return _cases(actor, published_document(version_id))


@pages.post(f"{ONE}/cases")
@permit(Grant.STRATEGY_WRITE)
@sent_once
def write_case(actor: Actor, version_id: UUID) -> Response:
    """Add a case; a refused form comes back as it was typed."""
    found, form = published_document(version_id), request.form
    choices = [line.strip() for line in form.get("choices", "").splitlines() if line.strip()]
    place = form.get("right_place", "")
    try:
        heed_refusal()
        number = int(place) if place.isascii() and place.isdecimal() and len(place) < 3 else 0
        # Browsers end a line with two characters, and count one of them against the limit of the field.
        situation, because = (form.get(name, "").strip().replace("\r\n", "\n") for name in ("situation", "because"))
        add_case(actor, version_id, situation, choices, number, because)
    except BadInput as refusal:
        return _cases(actor, found, refusal.status, errors=refusal.errors)
    return see(".cases", saying="Added.", version_id=version_id)


@pages.post(f"{ONE}/cases/<uuid:case_id>/answer")
@permit(Grant.STRATEGY_READ)
def answer(actor: Actor, version_id: UUID, case_id: UUID) -> Response:
    """Answer a case, and see at once whether it was right and why."""
    found, chosen = published_document(version_id), request.form.get("choice", "")
    if not chosen.isdecimal() or len(chosen) > 1:
        # Sent without a choice: nobody's first answer is to count for that.
        return _cases(actor, found, BadInput.status, errors={"/choice": ["Choose one of the answers first."]})
    answer_case(actor, case_id, int(chosen))
    return _cases(actor, found, tried=(case_id, chosen))


@pages.post(f"{ONE}/cases/<uuid:case_id>/removal")
@permit(Grant.STRATEGY_WRITE)
def take_out(actor: Actor, version_id: UUID, case_id: UUID) -> Response:
    """Take a case out."""
    remove_case(actor, case_id)
    return see(".cases", saying="Taken out.", version_id=version_id)


@pages.get(f"{ONE}/acknowledgements")
@permit(Grant.STRATEGY_WRITE)
def status(_actor: Actor, version_id: UUID) -> Response:
    """Return who has read a version and who has not, as a page or with ?format=csv as a table."""
    found = published_document(version_id)
    counts_for = version_that_counts(version_id)
    m31 = status_of(counts_for)
    if request.args.get("format") != "csv":
        return show(
            "acknowledgements/status.html",
            document=found,
            counted=found if counts_for == found.id else published_document(counts_for),
            m31=m31,
            due_on=due_on,
            asked=audience_said(counts_for),
            counts=statement_counts(counts_for),
            fewest=FEWEST_ANSWERS,
            is_over=is_followed(version_id, today_here()),
            begins_later=begins_later(counts_for, today_here()),
        )
    rows = [[one.name, one.team or "", due_on(one).isoformat()] for one in m31.missing]
    headers = {"Content-Disposition": f'attachment; filename="not-read-version-{found.number}.csv"'}
    return Response(as_csv(["name", "team", "due_on"], rows), mimetype="text/csv", headers=headers)


@pages.post(f"{ONE}/reminders")
@permit(Grant.STRATEGY_WRITE)
def remind_them(actor: Actor, version_id: UUID) -> Response:
    """Remind who has not read a version."""
    published_document(version_id)
    try:
        count = remind(actor, version_that_counts(version_id))
    except (RemindedToday, NotToBeRead, NotYetToBeRead) as refusal:
        return see(".status", saying=refusal.detail, version_id=version_id)
    return see(".status", saying=f"Reminded: {count}.", version_id=version_id)


def _cases(
    actor: Actor,
    found: Document,
    status: int = 200,
    errors: Mapping[str, list[str]] | None = None,
    tried: tuple[UUID, str] | None = None,
) -> Response:
    return show(
        "acknowledgements/cases.html",
        status,
        document=found,
        cases=cases_of(found.id, actor.user_id),
        tried=tried,
        may_write=actor.may(Grant.STRATEGY_WRITE),
        typed=request.form,
        errors=errors or {},
    )
