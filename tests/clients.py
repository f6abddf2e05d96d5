"""Ways to act as somebody of the cast: a signed-in client for pages, a token for programs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from negostrategy.accounts.gate import COOKIE
from negostrategy.accounts.service.signing_in import begin_sign_in
from negostrategy.accounts.service.tokens import issue_token
from negostrategy.kernel.transaction import transaction
from tests.cast import Person


class FreshClient(FlaskClient):
    """A client whose every request begins with an empty `g`, as it does on a server.

    Tests keep an application context open to call acts; without this, requests would share what it remembers.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Return the answer to one request."""
        with self.application.app_context():
            return super().open(*args, **kwargs)


def cookie_of(app: Flask, person: Person) -> str:
    """Return the value of the cookie that a newly signed-in browser of this person holds."""
    with transaction(person.organization_id):
        key = begin_sign_in(person.id, "a test")
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # the secure cookie's own
    value: str = serializer.dumps({"_user_id": key, "_fresh": True})
    return value


@dataclass(frozen=True)
class Browser:
    """A client that is signed in as one person; addresses are written without the organization."""

    client: FlaskClient
    slug: str

    def get(self, path: str, **more: Any) -> TestResponse:
        """Return the answer to a GET."""
        return self.client.get(f"/o/{self.slug}{path}", **more)

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        """Return the answer to a submitted form."""
        return self.client.post(f"/o/{self.slug}{path}", data=data or {}, **more)


type_of_browser = Callable[[Person], Browser]


def browser_of(app: Flask, person: Person) -> Browser:
    """Return a signed-in browser of this person."""
    client = app.test_client()
    client.set_cookie(COOKIE, cookie_of(app, person), path=f"/o/{person.slug}")
    return Browser(client, person.slug)


@dataclass(frozen=True)
class Program:
    """A client with a token of one person, for the JSON API."""

    client: FlaskClient
    slug: str
    token: str

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        """Return the answer to one API call; underscores in header names stand for dashes."""
        sent = {
            "Authorization": f"Bearer {self.token}",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return self.client.open(f"/o/{self.slug}/api/v1{path}", method=method, json=body, headers=sent)


def program_of(app: Flask, person: Person) -> Program:
    """Return a program that may do everything its person may."""
    with transaction(person.organization_id):
        token = issue_token(person.actor, "tests", sorted(person.actor.grants), days=30)
    return Program(app.test_client(), person.slug, token)
