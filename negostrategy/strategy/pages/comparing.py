"""Two versions side by side: what the newer says differently."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.edge.answers import show
from negostrategy.edge.organization import today_here
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.comparing import (
    Change,
    compare_audiences,
    compare_documents,
    compare_playbooks,
    compare_seals,
)
from negostrategy.strategy.queries.audiences import audience_said
from negostrategy.strategy.queries.document import document, strategy_versions
from negostrategy.strategy.queries.playbooks import playbook_text, versions_of_playbook
from negostrategy.strategy.queries.reviews import may_see_draft
from negostrategy.strategy.queries.sealed import sealed_rows

pages = Blueprint("comparing", __name__)


@dataclass(frozen=True)
class Comparison:
    """A version beside another. old: the number of the other, or None; groups: what differs, by where it stands."""

    kind: str
    name: str
    number: int
    old: int | None
    numbers: Mapping[UUID, int]
    groups: Mapping[str, list[Change]]


@pages.get("/versions/<uuid:version_id>/changes", endpoint="show")
@permit(Grant.PLAYBOOK_READ)
def show_changes(actor: Actor, version_id: UUID) -> Response:
    """Return what a version says differently from another: from its predecessor, unless ?from= names one."""
    found = comparison(actor, version_id)
    others = [(str(number), f"Version {number}") for one, number in found.numbers.items() if one != version_id]
    return show("comparing/changes.html", found=found, version_id=version_id, others=others)


def comparison(actor: Actor, version_id: UUID) -> Comparison:
    """Return what a version says differently. Errors: NotFound for one that this person may not see."""
    return _strategy(actor, version_id) if document(version_id) is not None else _playbook(actor, version_id)


def _strategy(actor: Actor, version_id: UUID) -> Comparison:
    rows = [row for row in strategy_versions() if _may_see(actor, row.id, row.is_draft, Grant.STRATEGY_WRITE)]
    numbers = {row.id: row.number for row in rows}
    begins = {row.id: row.effective_on for row in rows}
    new, old = document(version_id), document(_other(version_id, numbers, begins))
    if new is None or version_id not in numbers:
        raise NotFound
    titles = {section["key"]: section["title"] for section in new.sections}
    changes = compare_documents(old, new) if old else []
    changes += compare_audiences(audience_said(old.id), audience_said(new.id), titles) if old else []
    return Comparison("strategy", new.title, new.number, numbers[old.id] if old else None, numbers, _grouped(changes))


def _playbook(actor: Actor, version_id: UUID) -> Comparison:
    new = playbook_text(version_id)
    if new is None:
        raise NotFound
    rows = [
        row
        for row in versions_of_playbook(new.playbook_id)
        if _may_see(actor, row.version_id, row.is_draft, Grant.PLAYBOOK_WRITE)
    ]
    numbers = {row.version_id: row.number for row in rows}
    if version_id not in numbers:
        raise NotFound
    begins = {row.version_id: row.effective_on for row in rows}
    old = playbook_text(_other(version_id, numbers, begins))
    changes = compare_playbooks(old, new) if old else []
    changes += compare_seals(sealed_rows(old.id), sealed_rows(new.id)) if old else []
    return Comparison("playbook", new.name, new.number, numbers[old.id] if old else None, numbers, _grouped(changes))


def _may_see(actor: Actor, version_id: UUID, is_draft: bool, grant: Grant) -> bool:
    return not is_draft or may_see_draft(actor, version_id, today_here(), grant)


def _other(version_id: UUID, numbers: Mapping[UUID, int], begins: Mapping[UUID, date | None]) -> UUID:
    asked = request.args.get("from", "")
    for one, number in numbers.items():
        if asked == str(number):
            return one
    # What it takes the place of: not the draft with the number before, which may never hold.
    day = begins.get(version_id) or date.max
    held = [(its_day, one) for one, its_day in begins.items() if its_day and its_day < day]
    earlier = [(number, one) for one, number in numbers.items() if number < numbers.get(version_id, 0)]
    return max(held or earlier, default=(0, UUID(int=0)))[1]


def _grouped(changes: Iterable[Change]) -> dict[str, list[Change]]:
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.group, []).append(change)
    return groups
