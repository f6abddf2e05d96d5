"""The figures of the two dashboards as JSON: the shapes that the pages draw."""

from typing import Any

from flask import url_for
from marshmallow import Schema, fields

from negostrategy.analytics.asked import Asked, AskedSchema
from negostrategy.analytics.compliance_figures import compliance_figures
from negostrategy.analytics.figure import Figure, Line
from negostrategy.analytics.outcome_figures import outcome_figures
from negostrategy.analytics.queries.compliance import compliance
from negostrategy.analytics.queries.outcomes import outcomes
from negostrategy.analytics.queries.uncovered import Gap, a_year_of, uncovered
from negostrategy.edge.openapi import ApiBlueprint
from negostrategy.edge.organization import today_here
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.grants import Grant

api = ApiBlueprint("figures", __name__, "The figures of the dashboards, as far as you may see them")


class ValueShape(Schema):
    """One number. records: the page that lists what is counted; null where it is a word or nothing is behind it.

    is_hidden: too few to be shown to you, or none; then value is null.
    """

    name = fields.String(required=True)
    value = fields.Raw(allow_none=True)
    unit = fields.String()
    records = fields.String(allow_none=True)
    is_hidden = fields.Boolean(required=True)


class LineShape(Schema):
    """One line of a figure."""

    name = fields.String(required=True)
    values = fields.List(fields.Nested(ValueShape))


class FigureShape(Schema):
    """One figure: its question, how it is counted, and its lines; groups that are too small are left out.

    is_hidden: all it is about is too few to be shown to you; then summary is null and there are no lines.
    """

    key = fields.String(required=True)
    question = fields.String(required=True)
    definition = fields.String(required=True)
    summary = fields.String(required=True, allow_none=True)
    is_hidden = fields.Boolean(required=True)
    lines = fields.List(fields.Nested(LineShape))


class DashboardShape(Schema):
    """A dashboard: the period it is about and its figures."""

    held_from = fields.Date(required=True)
    held_to = fields.Date(required=True)
    figures = fields.List(fields.Nested(FigureShape))


class SumShape(Schema):
    """Money in one currency; amounts of different currencies are never added up. null: too few to be shown."""

    currency = fields.String(required=True)
    amount = fields.Decimal(as_string=True, allow_none=True)


class GapShape(Schema):
    """Negotiations without a playbook that belong together. scope: for a playbook that would cover them."""

    name = fields.String(required=True)
    without = fields.Integer(required=True)
    all = fields.Integer(required=True)
    worth = fields.List(fields.Nested(SumShape))
    scope = fields.Dict(keys=fields.String(), values=fields.String())
    records = fields.String(required=True)


class CoverageShape(Schema):
    """What was negotiated without a playbook. Groups that are too small are left out; total is null when it is one."""

    held_from = fields.Date(required=True)
    held_to = fields.Date(required=True)
    total = fields.Nested(GapShape, allow_none=True)
    by_scope = fields.List(fields.Nested(GapShape))
    by_team = fields.List(fields.Nested(GapShape))


@api.get("/figures/coverage")
@permit(Grant.FIGURES_READ)
@api.arguments(AskedSchema, location="query")
@api.response(200, CoverageShape)
def show_coverage(actor: Actor, asked: Asked) -> dict[str, Any]:
    """Return what was negotiated without a playbook, in the last year unless a period is given."""
    period = a_year_of(asked, today_here(), are_whole=actor.is_leader)
    found = uncovered(actor, period)
    shown = [[_gap(gap) for gap in gaps if not gap.group.is_hidden] for gaps in (found.by_scope, found.by_team)]
    return {
        "held_from": period.held_from,
        "held_to": period.held_to,
        "total": None if found.total.group.is_hidden else _gap(found.total),
        "by_scope": shown[0],
        "by_team": shown[1],
    }


@api.get("/figures/compliance")
@permit(Grant.FIGURES_READ)
@api.arguments(AskedSchema, location="query")
@api.response(200, DashboardShape)
def show_compliance(actor: Actor, asked: Asked) -> dict[str, Any]:
    """Return how negotiations went against the rules in force on their own day."""
    period = asked.within(today_here(), are_whole=actor.is_leader)
    return _dashboard(period, compliance_figures(compliance(actor, period)))


@api.get("/figures/outcomes")
@permit(Grant.FIGURES_READ)
@api.arguments(AskedSchema, location="query")
@api.response(200, DashboardShape)
def show_outcomes(actor: Actor, asked: Asked) -> dict[str, Any]:
    """Return how negotiations ended and how good the agreements are."""
    period = asked.within(today_here(), are_whole=actor.is_leader)
    return _dashboard(period, outcome_figures(outcomes(actor, period)))


def _dashboard(asked: Asked, figures: list[Figure]) -> dict[str, Any]:
    return {
        "held_from": asked.held_from,
        "held_to": asked.held_to,
        "figures": [
            {
                "key": one.key,
                "question": one.question,
                "definition": one.definition,
                "summary": None if one.is_hidden else one.summary,
                "is_hidden": one.is_hidden,
                "lines": [_line(one, line) for line in one.lines if not line.is_hidden],
            }
            for one in figures
        ],
    }


def _line(figure: Figure, line: Line) -> dict[str, Any]:
    values = []
    for name, value in zip(figure.columns, line.values, strict=True):
        cell: dict[str, Any] = dict(value.cell or {})
        records = url_for("records.list_page", **cell) if cell else None
        said = {"name": name, "value": value.value, "unit": value.unit, "is_hidden": value.is_hidden}
        values.append(said | {"records": records})
    return {"name": line.name, "values": values}


def _gap(gap: Gap) -> dict[str, Any]:
    cell: dict[str, Any] = dict(gap.group.cell)
    return {
        "name": gap.group.name,
        "without": gap.group.parts["bare"],
        "all": gap.group.n,
        "worth": [{"currency": one.currency, "amount": None if one.is_hidden else one.amount} for one in gap.sums],
        "scope": gap.scope,
        "records": url_for("records.list_page", **cell),
    }
