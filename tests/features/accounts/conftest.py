"""People with passwords, and a clock to set."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from negostrategy.accounts.models import User
from negostrategy.accounts.secrets import hash_of
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from tests.cast import PASSWORD, Cast, Person
from tests.features.accounts.links import link_in
from tests.mailbox import Mailbox

type_of_later = Callable[..., AbstractContextManager[None]]


@pytest.fixture
def with_password(cast: Cast) -> Person:
    """Return Noor; everybody here has a password now."""
    with transaction(cast.organization_id):
        session.execute(update(User).values(password_hash=hash_of(PASSWORD)))
    return cast.noor


@pytest.fixture
def later() -> type_of_later:
    """Return the way to a moment so long after the test began."""
    begun = datetime.now(UTC)

    def moment(**span: float) -> AbstractContextManager[None]:
        return clock.standing_still(begun + timedelta(**span))

    return moment


@pytest.fixture
def mailed(app: Flask, mailbox: Mailbox, post: Callable[[], None]) -> Callable[[Person], str]:
    """Return the way to ask for a link and to open the mail it comes with."""

    def link(person: Person) -> str:
        app.test_client().post(f"/o/{person.slug}/forgotten", data={"email": person.email})
        post()
        return link_in(mailbox.for_address(person.email)[-1].get_content())

    return link
