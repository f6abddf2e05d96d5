"""The two dashboards, their figures as tables and as CSV, and the records behind each number."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, current_app, make_response, request, url_for

from negostrategy.accounts.queries.people import team_tree
from negostrategy.analytics.asked import Asked, AskedSchema, CellAsked, CellSchema
from negostrategy.analytics.chips import chips_of
from negostrategy.analytics.compliance_figures import compliance_figures
from negostrategy.analytics.figure import Figure, rows_of
from negostrategy.analytics.outcome_figures import outcome_figures
from negostrategy.analytics.queries.compliance import compliance
from negostrategy.analytics.queries.outcomes import outcomes
from negostrategy.analytics.queries.records import records_behind
from negostrategy.analytics.queries.uncovered import a_year_of, uncovered
from negostrategy.analytics.shapes import type_of_cell
from negostrategy.edge.answers import show
from negostrategy.edge.organization import today_here
from negostrategy.edge.payloads import load_query
from negostrategy.edge.permit import permit
from negostrategy.edge.spreadsheet import BYTE_ORDER_MARK, as_csv
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Kind, Topic
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.metrics import METRICS
from negostrategy.strategy.queries.rules import playbook_names

compliance_pages = Blueprint("compliance", __name__)
outcome_pages = Blueprint("outcomes", __name__)
record_pages = Blueprint("records", __name__)
DRAWINGS = "negostrategy.drawings"
# A page of a table holds so many lines: with five addresses each they are what a page may weigh.
LINES, LONGEST_PART = 48, 4
TOO_FEW = "too few to show"
# A spreadsheet would run these as formulas.
type_of_figures = dict[str, Figure]
type_of_period = Callable[..., Asked]


@compliance_pages.get("/compliance", endpoint="show")
@permit(Grant.FIGURES_READ)
def show_compliance(actor: Actor) -> Response:
    """Return the compliance dashboard."""
    asked, errors = _asked(actor)
    found = compliance(actor, asked)
    figures = {one.key: one for one in compliance_figures(found)}
    return _dashboard("figures/compliance.html", actor, asked, errors, figures, found=found)


@compliance_pages.get("/compliance/<key>/table")
@permit(Grant.FIGURES_READ)
def compliance_table(actor: Actor, key: str) -> Response:
    """Return one figure of the compliance dashboard as a table: a page of its own, opened in place by scripts."""
    asked, _errors = _asked(actor)
    found = compliance(actor, asked)
    return _table("compliance", asked, _figure(key, compliance_figures(found)))


@compliance_pages.get("/compliance/<key>.csv")
@permit(Grant.FIGURES_READ)
def compliance_csv(actor: Actor, key: str) -> Response:
    """Return one figure of the compliance dashboard as a table for spreadsheets."""
    asked, _errors = _asked(actor)
    return _csv("compliance", _figure(key, compliance_figures(compliance(actor, asked))))


@outcome_pages.get("/outcomes", endpoint="show")
@permit(Grant.FIGURES_READ)
def show_outcomes(actor: Actor) -> Response:
    """Return the outcomes dashboard."""
    asked, errors = _asked(actor)
    found = outcomes(actor, asked)
    figures = {one.key: one for one in outcome_figures(found)}
    blind = METRICS["M21b"]
    return _dashboard("figures/outcomes.html", actor, asked, errors, figures, found=found, blind=blind)


@outcome_pages.get("/outcomes/<key>/table")
@permit(Grant.FIGURES_READ)
def outcomes_table(actor: Actor, key: str) -> Response:
    """Return one figure of the outcomes dashboard as a table: a page of its own, opened in place by scripts."""
    asked, _errors = _asked(actor)
    found = outcomes(actor, asked)
    return _table("outcomes", asked, _figure(key, outcome_figures(found)))


@outcome_pages.get("/outcomes/<key>.csv")
@permit(Grant.FIGURES_READ)
def outcomes_csv(actor: Actor, key: str) -> Response:
    """Return one figure of the outcomes dashboard as a table for spreadsheets."""
    asked, _errors = _asked(actor)
    return _csv("outcomes", _figure(key, outcome_figures(outcomes(actor, asked))))


@record_pages.get("/records")
@permit(Grant.FIGURES_READ)
def list_page(actor: Actor) -> Response:
    """Return the records behind a figure."""
    errors: dict[str, list[str]] = {}
    try:
        cell: CellAsked = load_query(CellSchema())
    except BadInput as refusal:
        cell, errors = CellAsked(), refusal.errors
    behind = records_behind(actor, cell, request.args.get("cursor"))
    here: dict[str, Any] = {name: value for name, value in request.args.items() if name != "cursor"}
    following = url_for(".list_page", **here, cursor=behind.page.next) if behind.page.next else None
    return show(
        "figures/records.html",
        422 if errors else 200,
        behind=behind,
        chips=chips_of(cell),
        following=following,
        errors=errors,
    )


@record_pages.get("/coverage")
@permit(Grant.FIGURES_READ)
def coverage(actor: Actor) -> Response:
    """Return what was negotiated without a playbook, in the last year or another period."""
    asked, errors = _asked(actor, a_year_of)
    found = uncovered(actor, asked).by_money(request.args.get("by"))
    return _dashboard(
        "figures/coverage.html",
        actor,
        asked,
        errors,
        {},
        found=found,
        by=request.args.get("by"),
        may_begin=actor.may(Grant.PLAYBOOK_WRITE),
    )


def way_to(cell: type_of_cell) -> str:
    """Return the address of the records in a cell."""
    words: dict[str, Any] = dict(cell)
    return url_for("records.list_page", **words)


def _dashboard(
    template: str,
    actor: Actor,
    asked: Asked,
    errors: dict[str, list[str]],
    figures: type_of_figures,
    **shapes: Any,
) -> Response:
    drawings: Mapping[str, Callable[[Figure, Callable[[type_of_cell], str]], Any]]
    drawings = current_app.extensions[DRAWINGS]
    drawn = {key: drawings[key](one, way_to) for key, one in figures.items() if key in drawings}
    return show(
        template,
        422 if errors else 200,
        asked=asked,
        errors=errors,
        figures=figures,
        drawn=drawn,
        way_to=way_to,
        **_choices(),
        kinds=Kind,
        topics=Topic,
        is_leader=actor.is_leader,
        **shapes,
    )


def _asked(actor: Actor, usual: type_of_period = Asked.within) -> tuple[Asked, dict[str, list[str]]]:
    today, are_whole = today_here(), actor.is_leader
    try:
        asked: Asked = load_query(AskedSchema())
    except BadInput as refusal:
        return usual(Asked(), today, are_whole=are_whole), refusal.errors
    return usual(asked, today, are_whole=are_whole), {}


def _choices() -> dict[str, Any]:
    teams = [(team.id, "\u2003" * team.depth + team.name) for team in team_tree()]
    return {"teams": teams, "playbooks": playbook_names()}


def _figure(key: str, figures: Sequence[Figure]) -> Figure:
    found = next((one for one in figures if one.key == key), None)
    if found is None:
        raise NotFound
    return found


def _table(dashboard: str, asked: Asked, figure: Figure) -> Response:
    last = max(math.ceil(len(figure.lines) / LINES), 1)
    sent = request.args.get("part", "")
    part = min(max(int(sent), 1), last) if sent.isdecimal() and len(sent) < LONGEST_PART else 1
    return show(
        "figures/table.html",
        dashboard=dashboard,
        asked=asked,
        figure=replace(figure, lines=figure.lines[(part - 1) * LINES : part * LINES]),
        parts=(part, last),
        way_to=way_to,
        **_choices(),
    )


def _csv(dashboard: str, figure: Figure) -> Response:
    rows = [list(row.values()) for row in rows_of(figure)]
    if figure.is_hidden or (figure.lines and not rows):
        rows = [[TOO_FEW], *rows]
    mark = BYTE_ORDER_MARK if request.args.get("bom") == "yes" else b""
    answer = make_response(mark + as_csv([figure.first, *figure.columns], rows))
    answer.content_type = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="{dashboard}-{figure.key}.csv"'
    return answer
