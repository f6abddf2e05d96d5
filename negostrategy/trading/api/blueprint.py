"""The blueprint that the routes of values share."""

from negostrategy.edge.openapi import ApiBlueprint

api = ApiBlueprint(
    "trading", __name__, "What changes cost and are worth, calculators, and the arithmetic of bargaining"
)
