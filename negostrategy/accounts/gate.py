"""Who stands at the door: Flask-Login for pages, a bearer token for programs. Never both on one route."""

from dataclasses import dataclass

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, current_user

from negostrategy.accounts.queries.acting import actor_signed_in, actor_with_token
from negostrategy.accounts.secrets import digest_of
from negostrategy.kernel.actor import Actor

COOKIE = "negostrategy"


@dataclass(frozen=True)
class SignedIn:
    """What Flask-Login carries: the actor, found by the key in the cookie."""

    key: str
    actor: Actor
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """Return what the cookie holds: a key that is worthless once its sign-in has ended."""
        return self.key


class CookiePerOrganization(SecureCookieSessionInterface):
    """A cookie that the browser sends to its own organization only."""

    def get_cookie_path(self, app: Flask) -> str:
        """Return the organization's address, or everything outside of organizations."""
        return request.script_root or "/"


def guard(app: Flask, is_secure: bool) -> None:
    """Have the application know who signs in, by cookie."""
    app.session_interface = CookiePerOrganization()
    app.config.update(
        SESSION_COOKIE_NAME=COOKIE,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=is_secure,
    )
    manager = LoginManager(app)
    manager.user_loader(_signed_in)


def current_actor() -> Actor | None:
    """Return the person who is signed in with this browser, if anybody is."""
    return current_user.actor if current_user.is_authenticated else None


def actor_of_token() -> Actor | None:
    """Return the person behind the request's bearer token, if it is good."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token or len(token) > 200:
        return None
    return actor_with_token(digest_of(token.strip()))


def _signed_in(key: str) -> SignedIn | None:
    actor = actor_signed_in(digest_of(key))
    return SignedIn(key, actor) if actor else None
