"""The analysis of a two-sided domain, as JSON; nothing of it is kept."""

import json
from typing import Any

from flask import Response
from marshmallow import Schema, fields, validate

from negostrategy.bargaining.analysis import DISAGREEMENTS, NORMALISE, Files, analyse
from negostrategy.bargaining.faults import BargainingError
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.grants import Grant
from negostrategy.trading.api.blueprint import api

LARGEST_XML = 600_000


class DomainSchema(Schema):
    """A domain and two profiles as GENIUS and NegMAS write them, each the text of an XML file."""

    domain, profile_a, profile_b = (
        fields.String(required=True, validate=validate.Length(1, LARGEST_XML)) for _file in range(3)
    )
    normalise = fields.String(load_default="raw", validate=validate.OneOf(NORMALISE))
    disagreement = fields.String(load_default="declared", validate=validate.OneOf(DISAGREEMENTS))


def _points() -> fields.List[Any]:
    return fields.List(fields.List(fields.Float()), required=True)


class FairShape(Schema):
    """Fair points with all ties."""

    nash, kalai_smorodinsky, egalitarian, utilitarian = (_points() for _rule in range(4))


class AnalysisShape(Schema):
    """Distinct points [a, b], a descending, nine decimals."""

    issues = fields.Integer(required=True)
    packages = fields.Integer(required=True)
    normalise = fields.String(required=True)
    disagreement = fields.List(fields.Float(), required=True)
    ideal = fields.List(fields.Float(), allow_none=True, required=True)
    frontier = _points()
    points = fields.Nested(FairShape, required=True)


@api.post("/bargaining/analysis")
@permit(Grant.PROFILE)
@api.arguments(DomainSchema)
@api.response(200, AnalysisShape)
def analyse_domain(_actor: Actor, sent: dict[str, str]) -> Response:
    """Return frontier and fair points of a domain with two additive profiles."""
    files = Files(sent["domain"], sent["profile_a"], sent["profile_b"])
    try:
        found = analyse(files, sent["normalise"], sent["disagreement"])
    except BargainingError as refusal:
        raise BadInput({"/": [str(refusal)]}) from refusal
    # As the command prints it, to the last byte: members in the order in which they are told.
    return Response(json.dumps(found) + "\n", content_type="application/json")
