"""A file of a playbook that is here already: its next version, or another playbook under a name of its own."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import select

from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.names import name_key
from negostrategy.strategy.keys import key_of
from negostrategy.strategy.models import Playbook, PlaybookVersion
from negostrategy.strategy.schemas import PlaybookDraft
from negostrategy.strategy.service.playbooks import edit_playbook, new_playbook, start_playbook_draft

# What a file does not say is not said: nothing of the version that the draft begins with may stay.
UNSAID: dict[str, Any] = {
    "purpose": "",
    "after": None,
    "kind": None,
    "topics": [],
    "segments": [],
    "value_from": None,
    "value_to": None,
    "privacy_default": "open",
    "variables": [],
    "questions": [],
    "rules": [],
}


@dataclass(frozen=True)
class Wanted:
    """What becomes of a file whose playbook is here already. name: of a new one, else that of the file."""

    way: Literal["next", "new"] = "next"
    name: str | None = None


@dataclass(frozen=True)
class KnownPlaybook:
    """A playbook of ours that a file means. free_name: what another one could be called."""

    id: UUID
    name: str
    free_name: str


def known_playbook(name: str) -> KnownPlaybook | None:
    """Return the playbook that a file of this name means: the one called so, else the one that had this name first."""
    rows = session.execute(select(Playbook.id, Playbook.key, Playbook.name).order_by(Playbook.key)).all()
    called = [row for row in rows if name_key(row.name) == name_key(name)]
    found = called or [row for row in rows if row.key == key_of(name)]
    if not found:
        return None
    taken = {name_key(row.name) for row in rows}
    number, free = 2, name
    while name_key(free) in taken:
        free, number = f"{name} {number}", number + 1
    return KnownPlaybook(found[0].id, found[0].name, free)


def draft_from_file(actor: Actor, change: PlaybookDraft, name: str, wanted: Wanted) -> UUID:
    """Return the id of the draft that a file becomes: the next version of its playbook, or the first of a new one.

    Errors: BadInput for what cannot be taken, also for a name that another playbook has.
    """
    known = known_playbook(name)
    if known is None or wanted.way == "new":
        version_id = new_playbook(actor, wanted.name or (known.free_name if known else name))
        edit_playbook(actor, version_id, 1, _said(change))
        return version_id
    version_id = start_playbook_draft(actor, known.id)
    edit_playbook(actor, version_id, _revision(version_id), _said(change))
    return version_id


def _said(change: PlaybookDraft) -> PlaybookDraft:
    given = {field: getattr(change, field) for field in change.given if field != "name"}
    return PlaybookDraft(**UNSAID | given, given=frozenset(UNSAID) | frozenset(given))


def _revision(version_id: UUID) -> int:
    return session.scalars(select(PlaybookVersion.revision).where(PlaybookVersion.id == version_id)).one()
