"""The value table of a record: what each change costs and is worth, kept whole, added up while one types."""

from dataclasses import dataclass, field
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.compliance.queries.asking import Answer
from negostrategy.edge.answers import see, show
from negostrategy.edge.organization import organization_of_request, today_here
from negostrategy.edge.payloads import form_values, load, sent_revision
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Light, Side
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.negotiations.queries.askable import askable
from negostrategy.trading.pages.form import FIRST_ROWS, SPARE_ROWS, merged, row_of, sent_table, typed_rows
from negostrategy.trading.pages.ideas import ideas_beside
from negostrategy.trading.pages.plot import plot_of
from negostrategy.trading.queries.board import board_of
from negostrategy.trading.queries.line import Line
from negostrategy.trading.queries.picture import picture_of
from negostrategy.trading.queries.table import Values, values_of, worked_out
from negostrategy.trading.schemas import ChosenSchema, TableSchema
from negostrategy.trading.service.packaging import offer_package, put_on_table
from negostrategy.trading.service.valuing import TableChanged, keep_table

pages = Blueprint("values", __name__)
PART = "X-Part"
ONE = "/negotiations/<uuid:negotiation_id>/values"
OFFERED = {"offer": Side.OURS, "theirs": Side.THEIRS}


@dataclass(frozen=True)
class Told:
    """What a page tells beside the table. otherwise: kept lines that say something else than what was typed."""

    status: int = 200
    errors: dict[str, list[str]] = field(default_factory=dict)
    otherwise: list[Line] = field(default_factory=list)


TOLD_NOTHING = Told()


@pages.get(ONE, endpoint="show")
@permit(Grant.NEGOTIATION_READ)
def show_values(actor: Actor, negotiation_id: UUID) -> Response:
    """Return the value table, its totals, and what follows from them."""
    values = _found(actor, negotiation_id)
    return _page(actor, values, [row_of(line) for line in values.lines])


@pages.post(ONE)
@permit(Grant.NEGOTIATION_LOG)
def keep(actor: Actor, negotiation_id: UUID) -> Response:
    """Keep the table; for a script that adds up while one types, only what follows from it, and nothing is kept."""
    values, rows = _found(actor, negotiation_id), typed_rows(request.form)
    try:
        draft = load(TableSchema(), sent_table(request.form))
        if request.headers.get(PART) == "live":
            live = worked_out(values.record, draft, values.revision, organization_of_request().currency)
            return show(
                "values/live.html",
                values=live,
                record=live.record,
                lines=live.lines,
                rows=rows,
                plot=plot_of(picture_of(live)),
            )
        keep_table(actor, negotiation_id, sent_revision(), draft)
    except BadInput as refusal:
        return _page(actor, values, rows, Told(refusal.status, _by_field(refusal.errors)))
    except TableChanged as refusal:
        both = merged(request.form, values.lines)
        return _page(actor, values, both.rows, Told(refusal.status, {"/": [refusal.detail]}, both.otherwise))
    return see("values.show", "Kept.", negotiation_id=negotiation_id)


@pages.post(f"{ONE}/package")
@permit(Grant.NEGOTIATION_LOG)
def choose(actor: Actor, negotiation_id: UUID) -> Response:
    """Put some lines on the table as the package, or write down as a move that one side offered them."""
    sent = form_values(request.form, ChosenSchema())
    act, is_meant = sent.pop("act", "choose"), bool(sent.pop("anyway", ""))
    # A button carries a whole package in its one value.
    chosen = load(ChosenSchema(), sent | {"entry_ids": " ".join(sent.get("entry_ids", [])).split()})["entry_ids"]
    answer = None if act != "offer" or is_meant else _answer(actor, negotiation_id, chosen)
    if answer is not None and answer.light == Light.RED:
        return _ask_again(actor, negotiation_id, chosen, answer)
    if act in OFFERED:
        offer_package(actor, negotiation_id, chosen, OFFERED[act])
        return see("negotiations.show", "The offer is a move now.", negotiation_id=negotiation_id)
    put_on_table(actor, negotiation_id, chosen)
    return see("values.show", "It is the package on the table now.", negotiation_id=negotiation_id)


def _answer(actor: Actor, negotiation_id: UUID, chosen: list[UUID]) -> Answer | None:
    return board_of(
        actor, _found(actor, negotiation_id), askable(actor, negotiation_id), chosen, today_here()
    ).package.answer


def _ask_again(actor: Actor, negotiation_id: UUID, chosen: list[UUID], answer: Answer) -> Response:
    values = _found(actor, negotiation_id)
    typed = {line.term_key: line.term_value for line in values.lines if line.id in chosen and line.term_key}
    return show("values/stop.html", 409, record=values.record, chosen=chosen, answer=answer, typed=typed)


def _page(actor: Actor, values: Values, rows: list[dict[str, str]], told: Told = TOLD_NOTHING) -> Response:
    asked = askable(actor, values.record.id)
    terms = [(term.key, term.name) for term in asked.terms.values()] if asked else []
    by_id = {str(line.id): line for line in values.lines}
    return show(
        "values/table.html",
        told.status,
        values=values,
        record=values.record,
        plot=plot_of(picture_of(values)),
        is_kept=told.status == HTTPStatus.OK,
        rows=rows,
        lines=values.lines if told.status == HTTPStatus.OK else [by_id.get(row.get("id", "")) for row in rows],
        typed=request.form,
        spare=SPARE_ROWS if rows else FIRST_ROWS,
        errors=told.errors,
        otherwise=told.otherwise,
        terms=terms,
        ideas=ideas_beside([name for _key, name in terms]),
        may_edit=asked is not None and asked.may_ask,
    )


def _found(actor: Actor, negotiation_id: UUID) -> Values:
    values = values_of(actor, negotiation_id, organization_of_request().currency)
    if values is None:
        raise NotFound
    return values


def _by_field(errors: dict[str, list[str]]) -> dict[str, list[str]]:
    # The form has one field for a range, and rows instead of a list.
    named: dict[str, list[str]] = {}
    for pointer, sentences in errors.items():
        parts = pointer.split("/")
        if len(parts) > 3 and parts[1] == "entries":
            field = parts[3].removesuffix("_low").removesuffix("_high").removeprefix("is_")
            pointer = f"/line-{parts[2]}-{field}"
        named[pointer] = list(dict.fromkeys(named.get(pointer, []) + sentences))
    return named
