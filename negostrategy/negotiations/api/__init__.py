"""Negotiations as JSON: the same schemas and acts as the pages."""

from negostrategy.negotiations.api.blueprint import api
from negostrategy.negotiations.api.counterparts import list_counterparts
from negostrategy.negotiations.api.debriefs import list_debriefs
from negostrategy.negotiations.api.records import list_negotiations
from negostrategy.negotiations.api.table import add_one_move

# Importing a file of routes registers them with the one blueprint.
ROUTES = (list_negotiations, add_one_move, list_counterparts, list_debriefs)

__all__ = ["ROUTES", "api"]
