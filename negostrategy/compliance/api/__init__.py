"""Compliance as JSON: the same acts as the pages."""

from negostrategy.compliance.api.approvals import list_waiting
from negostrategy.compliance.api.asking import check_offer
from negostrategy.compliance.api.blueprint import api
from negostrategy.compliance.api.preview import show_preview
from negostrategy.compliance.api.proposals import list_proposals

# Importing a file of routes registers them with the one blueprint.
ROUTES = (check_offer, show_preview, list_waiting, list_proposals)

__all__ = ["ROUTES", "api"]
