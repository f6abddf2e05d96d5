"""Compliance as JSON: the same acts as the pages."""

from negostrategy.compliance.api.asking import check_offer
from negostrategy.compliance.api.blueprint import api

# Importing a file of routes registers them with the one blueprint.
ROUTES = (check_offer,)

__all__ = ["ROUTES", "api"]
