"""Light, dark, or as the system has it: kept in a cookie, read by the server, so that no page flashes."""

from flask import Blueprint, Response, make_response, redirect, request

from negostrategy.edge.address import way_back
from negostrategy.edge.permit import open_to_all

theme = Blueprint("theme", __name__)
COOKIE = "theme"
THEMES = ("system", "light", "dark")
YEAR_SECONDS = 31_536_000


def chosen_theme() -> str | None:
    """Return light or dark when somebody chose it, None to follow the system."""
    chosen = request.cookies.get(COOKIE)
    return chosen if chosen in THEMES[1:] else None


@theme.post("/theme")
@open_to_all("colours are not a secret")
def choose() -> Response:
    """Keep the choice, and go back to the page it was made on."""
    wanted = request.form.get("theme", "system")
    answer = make_response(redirect(way_back(request.form.get("back", "/")), 303))
    answer.set_cookie(
        COOKIE, wanted if wanted in THEMES else "system", max_age=YEAR_SECONDS, samesite="Lax", httponly=True
    )
    return answer
