"""What facts announce."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from negostrategy.kernel.events import Event


@dataclass(frozen=True)
class FactsRefreshed(Event):
    """The stored facts of these negotiations are what the records say now.

    by_version: the same negotiations by the playbook version that each is pinned to, None for those without one, so
    that whoever judges need not ask again. is_new: none of them had facts before.
    """

    negotiation_ids: tuple[UUID, ...]
    by_version: Mapping[UUID | None, tuple[UUID, ...]]
    is_new: bool = False
