"""The trail: nobody alters, removes or slips in an act without its being found."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import ProgrammingError

from negostrategy.audit import service as trail
from negostrategy.audit.sealing import seal_pending, verify
from negostrategy.cli.application import small_application
from negostrategy.kernel.transaction import transaction
from negostrategy.settings import Settings
from tests.cast import Cast
from tests.database import Urls

ALTERED = "UPDATE audit_entries SET act = 'nothing.happened' WHERE organization_id = :o AND act = 'act.2'"
REMOVED = "DELETE FROM audit_entries WHERE organization_id = :o AND act = 'act.2'"
UNSEALED = "DELETE FROM audit_seals WHERE organization_id = :o AND place = 2"
RENAMED = "UPDATE audit_entries SET actor_name = 'Somebody else' WHERE organization_id = :o AND act = 'act.1'"
SLIPPED_IN = """
    INSERT INTO audit_entries (organization_id, id, at, actor_name, act, subject_kind, mac)
    VALUES (:o, gen_random_uuid(), now(), 'Nobody', 'act.invented', 'user', '\\x00')
"""


@pytest.fixture
def worker(settings: Settings) -> Flask:
    """Return the application as the worker has it."""
    return small_application(settings, settings.worker_database_url)


@pytest.fixture
def sealed(cast: Cast, worker: Flask) -> Cast:
    """Return a company with five sealed acts."""
    with transaction(cast.organization_id):
        for number in range(5):
            trail.record(cast.noor.actor, f"act.{number}", "user", cast.noor.id)
    with worker.app_context(), transaction(cast.organization_id):
        seal_pending()
    return cast


@pytest.fixture
def as_owner(urls: Urls, sealed: Cast) -> Callable[[str], None]:
    """Return the way to change the tables behind everybody's back."""

    def change(statement: str) -> None:
        engine = create_engine(urls.owner)
        with engine.begin() as connection:
            connection.exec_driver_sql(f"SET LOCAL negostrategy.organization = '{sealed.organization_id}'")
            connection.execute(text(statement), {"o": sealed.organization_id})
        engine.dispose()

    return change


def test_what_was_written_is_found_whole(sealed: Cast, worker: Flask) -> None:
    with worker.app_context(), transaction(sealed.organization_id):
        report = verify()

    assert (report.is_whole, report.sealed, report.unsealed) == (True, 5, 0)


def test_what_is_not_sealed_yet_is_counted(sealed: Cast, worker: Flask) -> None:
    with transaction(sealed.organization_id):
        trail.record(sealed.noor.actor, "act.new", "user", None)

    with worker.app_context(), transaction(sealed.organization_id):
        assert verify().unsealed == 1


@pytest.mark.parametrize("statement", [ALTERED, RENAMED, SLIPPED_IN, UNSEALED], ids=["act", "name", "invented", "seal"])
def test_a_change_behind_everybodys_back_is_found(
    sealed: Cast, worker: Flask, as_owner: Callable[[str], None], statement: str
) -> None:
    as_owner(statement)

    with worker.app_context(), transaction(sealed.organization_id):
        assert not verify().is_whole


def test_an_entry_cannot_be_removed_while_its_seal_stands(sealed: Cast, as_owner: Callable[[str], None]) -> None:
    with pytest.raises(Exception, match="audit_seals"):
        as_owner(REMOVED)


@pytest.mark.parametrize("statement", [ALTERED, REMOVED])
def test_the_app_role_may_only_add(sealed: Cast, statement: str) -> None:
    with transaction(sealed.organization_id), pytest.raises(ProgrammingError, match="permission denied"):
        from_app(statement, sealed)


def from_app(statement: str, cast: Cast) -> None:
    """Run a statement as the app role."""
    trail.session.execute(text(statement), {"o": cast.organization_id})


def test_sealing_twice_changes_nothing(sealed: Cast, worker: Flask) -> None:
    with worker.app_context(), transaction(sealed.organization_id):
        assert seal_pending().count == 0
