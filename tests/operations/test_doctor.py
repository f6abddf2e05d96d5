"""`negostrategy doctor`: what is not as it should be is said, with what to do."""

from collections.abc import Callable, Iterator

import pytest

from tests.database import Urls
from tests.operations.conftest import type_of_command

SET_CONFIG = "FUNCTION pg_catalog.set_config(text, text, boolean)"


@pytest.fixture
def beating(as_superuser: Callable[[str], None]) -> None:
    """Have a worker beat now that no turn is late."""
    as_superuser("DELETE FROM worker_turns")
    as_superuser("DELETE FROM worker_beats")
    as_superuser("INSERT INTO worker_beats (name, beaten_at) VALUES ('one', now())")


@pytest.fixture
def opened(as_superuser: Callable[[str], None]) -> Iterator[None]:
    """Have the function be everybody's, as on a server whose superuser nobody can be."""
    as_superuser(f"GRANT EXECUTE ON {SET_CONFIG} TO PUBLIC")
    yield
    as_superuser(f"REVOKE EXECUTE ON {SET_CONFIG} FROM PUBLIC")


@pytest.mark.usefixtures("beating", "cast")
def test_a_sound_installation_is_said_to_be_sound(command: type_of_command) -> None:
    status, said = command("doctor")

    assert (status, [line for line in said.splitlines() if not line.endswith(": ok")]) == (0, [])


@pytest.mark.usefixtures("beating", "opened")
def test_a_server_on_which_a_query_may_change_whose_rows_are_seen_is_told(command: type_of_command) -> None:
    status, said = command("doctor")

    assert status == 1
    assert "setting that names the organization: any query of the product may change" in said
    assert "negostrategy roles" in said


def test_a_missing_worker_is_told(command: type_of_command, as_superuser: Callable[[str], None]) -> None:
    as_superuser("DELETE FROM worker_beats")

    status, said = command("doctor")

    assert (status, "worker: no worker has started yet" in said) == (1, True)


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("", "NEGOSTRATEGY_BACKUP_DATABASE_URL is not set"),
        ("app", "its role does not pass row security"),
        ("owner", "its role does not pass row security"),
    ],
)
def test_a_backup_that_cannot_be_made_is_told(command: type_of_command, urls: Urls, role: str, sentence: str) -> None:
    status, said = command("doctor", NEGOSTRATEGY_BACKUP_DATABASE_URL=getattr(urls, role, ""))

    assert (status, f"backup: {sentence}" in said) == (1, True)


def test_a_backup_role_that_could_write_is_told(command: type_of_command, as_superuser: Callable[[str], None]) -> None:
    as_superuser("GRANT DELETE ON audit_entries TO negostrategy_backup")

    said = command("doctor")[1]

    as_superuser("REVOKE DELETE ON audit_entries FROM negostrategy_backup")
    assert "backup: its role can write" in said


def test_a_table_that_backups_would_leave_out_is_told(
    command: type_of_command, as_superuser: Callable[[str], None]
) -> None:
    as_superuser("REVOKE SELECT ON notices FROM negostrategy_backup")

    said = command("doctor")[1]

    as_superuser("GRANT SELECT ON notices TO negostrategy_backup")
    assert "backup: its role cannot read everything" in said


@pytest.mark.usefixtures("cast")
def test_a_database_that_does_not_answer_is_told(command: type_of_command) -> None:
    nowhere = "postgresql+psycopg://negostrategy_backup:x@127.0.0.1:1/negostrategy"

    status, said = command("doctor", NEGOSTRATEGY_BACKUP_DATABASE_URL=nowhere)

    assert (status, "backup: The database does not let us in" in said) == (1, True)
