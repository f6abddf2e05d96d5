"""Whose rows a transaction sees is said by a statement of its own, and by nothing that can stand inside a query.

The second lock is off here: a query that somebody has slipped a condition into is not narrowed by the product.
"""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import NotSupportedError, ProgrammingError
from sqlalchemy.orm import Session

from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.settings import Settings
from tests.cast import Cast
from tests.features.locks.conftest import LISTENERS

COUNTED = "SELECT count(*) FROM users WHERE organization_id = :other"
SLIPPED_IN = {
    "in a condition": "SELECT count(*) FROM users WHERE set_config('negostrategy.organization', :other, {local}) <> ''",
    "in a subquery": "SELECT (SELECT set_config('negostrategy.organization', :other, {local}))",
    "in an order": "SELECT id FROM users ORDER BY set_config('negostrategy.organization', :other, {local})",
    "by its full name": "SELECT pg_catalog.set_config('negostrategy.organization', :other, {local})",
    "through a query in a query": (
        "SELECT query_to_xml("
        "'SELECT set_config(''negostrategy.organization'', ''' || :other || ''', {local})', true, true, '')"
    ),
    "through a dictionary of words": (
        "SELECT * FROM ts_stat("
        "'SELECT set_config(''negostrategy.organization'', ''' || :other || ''', {local})::tsvector')"
    ),
    "through the view of settings": "UPDATE pg_settings SET setting = :other WHERE name = 'row_security'",
    "through the role": "UPDATE pg_settings SET setting = :other WHERE name = 'role'",
}
BECOMING = ("SET ROLE negostrategy_owner", "SET ROLE negostrategy_backup", "SET SESSION AUTHORIZATION postgres")
WORDS = ("SET LOCAL negostrategy.organization = DEFAULT", "RESET negostrategy.organization", "RESET ALL")


@pytest.fixture(autouse=True)
def _without_the_second_lock() -> Iterator[None]:
    for name, listener in LISTENERS:
        event.remove(Session, name, listener)
    yield
    for name, listener in LISTENERS:
        event.listen(Session, name, listener)


@pytest.fixture(params=["app", "worker"])
def slipped(request: pytest.FixtureRequest, cast: Cast, next_door: Cast, settings: Settings) -> Callable[[str], int]:
    """Return a way to run a statement for the one company, and how many people of the other are seen after it."""
    address = settings.database_url if request.param == "app" else settings.worker_database_url

    def people_seen_after(statement: str) -> int:
        mine, other = str(cast.organization_id), {"other": str(next_door.organization_id)}
        with create_engine(address).begin() as connection:
            connection.execute(text(f"SET LOCAL negostrategy.organization = '{mine}'"))
            connection.execute(text(statement), other)
            return connection.execute(text(COUNTED), other).scalar_one()

    return people_seen_after


@pytest.mark.parametrize("local", ["true", "false"])
@pytest.mark.parametrize("statement", SLIPPED_IN.values(), ids=SLIPPED_IN.keys())
def test_no_query_changes_whose_rows_are_seen(slipped: Callable[[str], int], statement: str, local: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied for function set_config"):
        slipped(statement.format(local=local))


@pytest.mark.parametrize("statement", WORDS)
def test_no_function_that_runs_words_runs_a_statement(slipped: Callable[[str], int], statement: str) -> None:
    with pytest.raises(NotSupportedError, match="not allowed in a non-volatile function"):
        slipped(f"SELECT query_to_xml('{statement}', true, true, '') WHERE :other <> ''")


@pytest.mark.parametrize("statement", BECOMING)
def test_nobody_becomes_another_role(settings: Settings, statement: str) -> None:
    for address in (settings.database_url, settings.worker_database_url):
        with create_engine(address).connect() as connection, pytest.raises(ProgrammingError, match="permission denied"):
            connection.execute(text(statement))


def test_a_condition_slipped_into_a_question_of_the_product_shows_nothing(cast: Cast, next_door: Cast) -> None:
    question = text("SELECT email FROM users WHERE set_config('negostrategy.organization', :other, true) <> ''")

    with pytest.raises(ProgrammingError), transaction(cast.organization_id):
        session.execute(question, {"other": str(next_door.organization_id)})


def test_a_transaction_still_says_whose_rows_it_sees(cast: Cast, next_door: Cast) -> None:
    seen = []
    for company in (cast, next_door):
        with transaction(company.organization_id):
            seen.append(set(session.scalars(text("SELECT organization_id FROM users"))))

    assert seen == [{cast.organization_id}, {next_door.organization_id}]
