"""Browsers that were signed in to an account before: a signed cookie names the people, for one company each."""

from uuid import UUID

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeSerializer

from negostrategy.accounts.gate import cookie_name, place_of_cookies
from negostrategy.accounts.secrets import random_key
from negostrategy.accounts.service.signing_in import Visit
from negostrategy.kernel.transaction import organization_in_force

KNOWN = "negostrategy-known"
YEAR_SECONDS = 31_536_000
# Several people may share a browser; a cookie must stay small.
MOST = 10


def visit_here() -> Visit:
    """Return where this request comes from, and who was signed in with its browser before."""
    device, people = _read()
    return Visit(request.remote_addr or "", request.user_agent.string, device, frozenset(people))


def know_browser(answer: Response, user_id: UUID) -> None:
    """Have the answer tell the browser that this person was signed in with it."""
    device, people = _read()
    named = [user_id, *(one for one in people if one != user_id)][:MOST]
    answer.set_cookie(
        _name(),
        _signer().dumps([device or random_key(), [str(one) for one in named]]),
        max_age=YEAR_SECONDS,
        path=place_of_cookies(),
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Lax",
    )


def _read() -> tuple[str, list[UUID]]:
    try:
        device, people = _signer().loads(request.cookies.get(_name(), ""))
        return str(device), [UUID(one) for one in people]
    except (BadData, TypeError, ValueError):
        return "", []


def _name() -> str:
    return cookie_name(KNOWN, bool(current_app.config["SESSION_COOKIE_SECURE"]))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt=f"known browser {organization_in_force()}")
