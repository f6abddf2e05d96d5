"""Every component on one page, for whoever works on the look. It is there everywhere but in production."""

from flask import Blueprint, Response

from negostrategy.edge.answers import show
from negostrategy.edge.permit import open_to_all

pages = Blueprint("kit", __name__)


@pages.get("/ui-kit")
@open_to_all("it shows components, never a record")
def show_kit() -> Response:
    """Return all components in all their states."""
    return show("kit/kit.html")
