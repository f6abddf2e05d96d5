"""From which version of a playbook to which a change takes a record, and what its terms then say otherwise."""

from dataclasses import dataclass
from uuid import UUID

from negostrategy.negotiations.queries.shapes import Record, TermRow
from negostrategy.strategy.queries.pinned import SHARED, PinnedPlaybook, pinned_playbook


@dataclass(frozen=True)
class VersionChange:
    """The version a record was under and the one it is under now; None where no playbook holds."""

    before: PinnedPlaybook | None
    after: PinnedPlaybook | None

    @property
    def key(self) -> str:
        """Return what a form sends back to say that its reader has seen this change."""
        return str(self.after.version_id) if self.after else "none"


@dataclass(frozen=True)
class TermChange:
    """One position of a term that another version says otherwise; empty words mean that it says nothing."""

    term: str
    position: str
    before: str
    after: str


def version_change(before_id: UUID | None, after_id: UUID | None) -> VersionChange | None:
    """Return the change from one version to another by their names, or None when it is the same."""
    if before_id == after_id:
        return None
    return VersionChange(_named(before_id), _named(after_id))


def term_changes(before: Record, after: Record) -> list[TermChange]:
    """Return what the terms of a record say otherwise after it came under another version, in their order."""
    known = {term.key: term for term in before.terms}
    return [
        TermChange(term.name, name.replace("_", " "), was, term.typed(name))
        for term in after.terms
        for name in SHARED
        if (was := _typed(known.get(term.key), name)) != term.typed(name)
    ]


def _named(version_id: UUID | None) -> PinnedPlaybook | None:
    return pinned_playbook(version_id) if version_id is not None else None


def _typed(term: TermRow | None, name: str) -> str:
    return term.typed(name) if term else ""
