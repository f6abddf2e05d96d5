"""Publishing when somebody else does, and when something fails on the way: one wins, or nothing has happened."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from negostrategy.audit.models import AuditEntry
from negostrategy.kernel import clock
from negostrategy.kernel.db import session
from negostrategy.kernel.events import wire
from negostrategy.kernel.faults import Fault
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.events import StrategyPublished
from negostrategy.strategy.models import StrategyVersion
from negostrategy.strategy.service.document import start_draft
from negostrategy.strategy.service.publication import publish_strategy
from negostrategy.wiring import REACTIONS
from tests.cast import Cast
from tests.review import approved


@pytest.fixture
def failing() -> Iterator[None]:
    """Let whoever hears of a publication fail."""

    def fail(_event: StrategyPublished) -> None:
        raise RuntimeError

    wire({StrategyPublished: [fail]})
    yield
    wire(REACTIONS)


@pytest.fixture
def publish(app: Flask, cast: Cast) -> Callable[[UUID, Barrier], str]:
    """Return an act that publishes a version on a connection of its own, and says how it ended."""

    def act(version_id: UUID, start: Barrier) -> str:
        with app.app_context():
            start.wait(timeout=20)
            try:
                with transaction(cast.organization_id):
                    publish_strategy(cast.greta.actor, version_id, clock.today())
            except Fault as refusal:
                return refusal.code
        return "published"

    return act


def test_one_draft_is_published_once(cast: Cast, publish: Callable[[UUID, Barrier], str]) -> None:
    draft = _approved_draft(cast)

    assert _at_once(publish, draft, draft) == ["already_published", "published"]


def test_two_drafts_do_not_begin_on_the_same_day(cast: Cast, publish: Callable[[UUID, Barrier], str]) -> None:
    drafts = _approved_draft(cast), _approved_draft(cast)

    assert _at_once(publish, *drafts) == ["bad_input", "published"]


def test_two_people_begin_the_first_drafts_at_once(app: Flask, cast: Cast) -> None:
    start = Barrier(2)

    def begin(_person: str) -> int:
        with app.app_context():
            start.wait(timeout=20)
            with transaction(cast.organization_id):
                return session.get_one(StrategyVersion, (cast.organization_id, start_draft(cast.greta.actor))).number

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(begin, ["Greta", "Ines"])) == [1, 2]


@pytest.mark.usefixtures("failing")
def test_nothing_is_half_published(cast: Cast) -> None:
    draft = _approved_draft(cast)

    with pytest.raises(RuntimeError), transaction(cast.organization_id):
        publish_strategy(cast.greta.actor, draft, clock.today())

    with transaction(cast.organization_id):
        state = session.scalars(select(StrategyVersion.state).where(StrategyVersion.id == draft)).one()
        told = session.scalar(select(func.count(AuditEntry.id)).where(AuditEntry.act == "strategy.published"))
    assert (state, told) == ("approved", 0)


def _approved_draft(cast: Cast) -> UUID:
    with transaction(cast.organization_id):
        return approved(cast, start_draft(cast.greta.actor))


def _at_once(publish: Callable[[UUID, Barrier], str], first: UUID, second: UUID) -> list[str]:
    start = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(publish, [first, second], [start, start]))
