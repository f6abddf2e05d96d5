"""Links in mails and on pages, and what becomes of those who follow them."""

import re

from flask import Flask
from sqlalchemy import select

from negostrategy.audit.models import AuditEntry
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from tests.cast import Cast, Person

NEW = "another horse battery staple"


def link_in(words: str) -> str:
    """Return the path of the link in a mail or on a page."""
    found = re.search(r"http://127\.0\.0\.1:8000(/o/[\w-]+/(?:reset|join)/[\w-]+)", words)
    assert found is not None, words
    return found[1]


def signs_in(app: Flask, person: Person, password: str) -> bool:
    """Return whether a new browser comes in with a password."""
    typed = {"email": person.email, "password": password}
    return app.test_client().post(f"/o/{person.slug}/sign-in", data=typed).status_code == 303


def acts(cast: Cast) -> list[str]:
    """Return the acts of the trail in their order."""
    with transaction(cast.organization_id):
        return list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.at, AuditEntry.id)))
