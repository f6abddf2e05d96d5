"""A new day: what was said to begin on it begins before anybody reads or acts."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

import structlog

from negostrategy.kernel import clock
from negostrategy.kernel.events import Event, announce

log = structlog.get_logger()

# Midnight falls on a full quarter of an hour in every time zone, so a look at its beginning finds each new day in time.
QUARTER_SECONDS = 900
LARGEST = 4096
type_of_block = Callable[[UUID], AbstractContextManager[None]]


@dataclass(frozen=True)
class DayMayHaveBegun(Event):
    """A quarter of an hour has begun; with it perhaps a day of the organization whose transaction is running."""


_looked: dict[UUID, int] = {}
_locks: dict[UUID, Lock] = {}
_making = Lock()
_is_looking: ContextVar[bool] = ContextVar("is_looking", default=False)


def begin_day(organization_id: UUID, block: type_of_block) -> None:
    """Return when what had to begin by now has begun, in a transaction of its own; once per quarter of an hour.

    block: opens a transaction of the organization. Threads that come while another looks wait for what it begins.
    """
    quarter = int(clock.now().timestamp()) // QUARTER_SECONDS
    if _looked.get(organization_id) == quarter or _is_looking.get():
        return
    with _lock_of(organization_id):
        if _looked.get(organization_id) == quarter:
            return
        _look(organization_id, block)
        _looked[organization_id] = quarter


def _look(organization_id: UUID, block: type_of_block) -> None:
    token = _is_looking.set(True)
    try:
        with block(organization_id):
            announce(DayMayHaveBegun())
    except Exception:
        # What cannot begin must not keep a company from its work; the next quarter of an hour tries again.
        log.exception("day_not_begun", organization=str(organization_id))
    finally:
        _is_looking.reset(token)


def _lock_of(organization_id: UUID) -> Lock:
    with _making:
        if len(_locks) >= LARGEST and organization_id not in _locks:
            _locks.clear()
            _looked.clear()
        return _locks.setdefault(organization_id, Lock())
