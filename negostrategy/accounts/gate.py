"""Who stands at the door: Flask-Login for pages, a bearer token for programs. Never both on one route."""

from dataclasses import dataclass

from flask import Flask, g, request
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, current_user

from negostrategy.accounts.queries.acting import actor_with_token, idle_limit, sign_in_with
from negostrategy.accounts.secrets import digest_of
from negostrategy.accounts.service.signing_in import keep_awake
from negostrategy.kernel import clock
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
        return place_of_cookies()


def place_of_cookies() -> str:
    """Return below which address this request's cookies are sent: of its organization, or of the one it founds."""
    founded: str | None = g.get("founded_at")
    return founded or request.script_root or "/"


def guard(app: Flask, is_secure: bool) -> None:
    """Have the application know who signs in, by cookie."""
    app.session_interface = CookiePerOrganization()
    app.config.update(
        SESSION_COOKIE_NAME=cookie_name(COOKIE, is_secure),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=is_secure,
    )
    manager = LoginManager(app)
    manager.user_loader(_signed_in)


def cookie_name(name: str, is_secure: bool) -> str:
    """Return a cookie's name; over TLS with the prefix by which browsers refuse one that was set without it.

    A path for each company cannot have the stricter prefix, which allows no path.
    """
    return f"__Secure-{name}" if is_secure else name


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
    found = sign_in_with(digest_of(key))
    if found is None:
        return None
    # Writing at every click would cost each of them a row: a part of the limit is exact enough.
    if clock.now() - found.seen_at > idle_limit() / 24:
        keep_awake(key, found.seen_at)
    return SignedIn(key, found.actor)
