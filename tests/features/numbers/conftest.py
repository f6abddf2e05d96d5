"""What tests of typed numbers share: people who write with a comma or a point, and records made by typing."""

import html
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from negostrategy.accounts.models import User
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.negotiations.models import Negotiation
from negostrategy.negotiations.schemas import TermDraft
from negostrategy.negotiations.schemas.terms import TermSchema
from negostrategy.negotiations.service import Here, record_negotiation
from tests.cast import Cast, Person
from tests.clients import Browser, type_of_browser

COMMA, POINT = "comma", "point"
HERE = Here(date(2026, 11, 23), "EUR")
type_of_writer = Callable[..., Browser]


@pytest.fixture
def writing(cast: Cast, browser: type_of_browser) -> type_of_writer:
    """Return a way to sign somebody in, Noor unless said, who writes numbers in a format."""

    def signed_in(number_format: str, person: Person | None = None) -> Browser:
        chosen = person or cast.noor
        with transaction(cast.organization_id):
            session.execute(update(User).where(User.id == chosen.id).values(number_format=number_format))
        return browser(chosen)

    return signed_in


@pytest.fixture
def last_record(cast: Cast) -> Callable[[], Negotiation | None]:
    """Return a way to read the record that was made last."""

    def read() -> Negotiation | None:
        with transaction(cast.organization_id):
            return session.scalars(select(Negotiation).order_by(Negotiation.id.desc()).limit(1)).one_or_none()

    return read


def made_with(chrome: Browser, value: str, **more: str) -> str:
    """Return the page that follows when a record of this value is saved, or the refused form."""
    form = {"title": "Price round", "kind": "external", "value": value, "currency": "EUR"} | more
    return text_of(chrome.post("/negotiations/new", form, follow_redirects=True).text)


def text_of(page: str) -> str:
    """Return a page as it is read: its entities as characters, its no-break spaces as blanks."""
    return html.unescape(page).replace("\u00a0", " ")


def errors_of(answer: TestResponse) -> dict[str, str]:
    """Return what a program is told, by pointer."""
    return {one["pointer"]: one["detail"] for one in (answer.json or {}).get("errors", [])}


@pytest.fixture
def record(cast: Cast) -> Callable[..., UUID]:
    """Return a way to make a full record of Noor's."""

    def recorded(**more: Any) -> UUID:
        with transaction(cast.organization_id):
            return record_negotiation(cast.noor.actor, {"title": "Price round"} | more, HERE)

    return recorded


@pytest.fixture
def terms() -> Callable[..., list[TermDraft]]:
    """Return a way to describe terms."""

    def described(*said: dict[str, Any]) -> list[TermDraft]:
        return [TermSchema().load(one) for one in said]

    return described
