"""The floor holds: people of one company are not found from the next."""

import psycopg
from sqlalchemy import func, select, text

from negostrategy.accounts.models import User
from negostrategy.embedded.server import Cluster
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from tests.cast import Cast


def test_a_company_finds_only_its_own_people(cast: Cast, next_door: Cast) -> None:
    with transaction(cast.organization_id):
        found = session.scalar(select(func.count()).select_from(User))

    assert found == 6


def test_outside_of_every_company_nobody_is_found(cast: Cast) -> None:
    with transaction(None):
        found = session.scalar(select(func.count()).select_from(User))

    assert found == 0


def test_a_question_made_once_is_answered_for_whoever_asks(cast: Cast, next_door: Cast) -> None:
    question = select(User.email).order_by(User.email)
    found = []
    for company in (cast, next_door, cast):
        with transaction(company.organization_id):
            found.append({email.partition("@")[2] for email in session.scalars(question)})
    with transaction(None):
        found.append(set(session.scalars(question)))

    assert found == [{f"{cast.slug}.example"}, {f"{next_door.slug}.example"}, {f"{cast.slug}.example"}, set()]


def test_connections_that_the_server_has_closed_are_replaced(cast: Cast, cluster: Cluster) -> None:
    with transaction(cast.organization_id):
        assert session.scalar(text("SELECT 1"))
        database = session.scalar(text("SELECT current_database()"))
    with psycopg.connect(cluster.superuser_url()) as connection:
        ended = connection.execute(
            "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = %s", [database]
        ).fetchone()

    with transaction(cast.organization_id):
        found = session.scalar(select(func.count()).select_from(User))

    assert ended is not None
    assert ended[0] > 0
    assert found == 6
