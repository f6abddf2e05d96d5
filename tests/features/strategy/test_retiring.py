"""Retiring: from a day on it holds no longer, and nothing is pinned to it."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.models import PlaybookVersion
from negostrategy.strategy.queries import pinned_for
from negostrategy.strategy.service.publication import publish_playbook, retire_playbook, retire_strategy
from tests.cast import Cast
from tests.review import approved


def test_a_retired_strategy_holds_no_longer(cast: Cast, strategy: UUID) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    with transaction(cast.organization_id):
        retire_strategy(cast.greta.actor, strategy, tomorrow, "We begin anew.")

        held = [pinned_for("external", "finance", None, None, day) for day in (clock.today(), tomorrow)]

    assert [pinned.strategy_version_id for pinned in held] == [strategy, None]


def test_a_retired_playbook_is_pinned_to_nothing(cast: Cast, book: UUID) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    with transaction(cast.organization_id):
        publish_playbook(cast.greta.actor, approved(cast, book), clock.today())
        retire_playbook(cast.greta.actor, _playbook_of(book), tomorrow, "Sold.")
        held = [pinned_for("external", "finance", "leverage", None, day) for day in (clock.today(), tomorrow)]

    assert [pinned.playbook_version_id for pinned in held] == [book, None]


def test_no_statement_unsays_a_retirement(cast: Cast, strategy: UUID) -> None:
    with transaction(cast.organization_id):
        retire_strategy(cast.greta.actor, strategy, clock.today(), "We begin anew.")

    with pytest.raises(ProgrammingError, match="permission denied"), transaction(cast.organization_id):
        session.execute(text("DELETE FROM retirements"))


def _playbook_of(version_id: UUID) -> UUID:
    return session.scalars(select(PlaybookVersion.playbook_id).where(PlaybookVersion.id == version_id)).one()
