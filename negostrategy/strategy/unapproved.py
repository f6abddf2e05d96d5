"""What of the version that a draft began from nobody has approved yet."""

from dataclasses import dataclass
from datetime import date

from negostrategy.strategy.comparing import Change, compare_documents, compare_playbooks, compare_seals
from negostrategy.strategy.pieces import GONE, NEW, SAME
from negostrategy.strategy.queries.bases import Base, approved_before, playbook_base, strategy_base
from negostrategy.strategy.queries.document import Document, document
from negostrategy.strategy.queries.playbooks import PlaybookText, playbook_text
from negostrategy.strategy.queries.sealed import sealed_rows

LONGEST = 80


@dataclass(frozen=True)
class Beginning:
    """From which version a draft began. not_approved: what of that differs from what was approved, in words."""

    base: Base
    not_approved: list[str]


def beginning_of_playbook(draft: PlaybookText, today: date) -> Beginning | None:
    """Return from which version a draft of a playbook began; None for one that began anew."""
    base = playbook_base(draft.id)
    if base is None or base.is_approved:
        return Beginning(base, []) if base else None
    before_id, said = approved_before(base, draft.playbook_id, today), playbook_text(base.version_id)
    before = playbook_text(before_id) if before_id else None
    if before is None or said is None:
        return Beginning(base, ["all of it"])
    changes = compare_playbooks(before, said) + compare_seals(sealed_rows(before.id), sealed_rows(said.id))
    return Beginning(base, _in_words(changes))


def beginning_of_strategy(draft: Document, today: date) -> Beginning | None:
    """Return from which version a draft of the strategy began; None for one that began anew."""
    base = strategy_base(draft.id)
    if base is None or base.is_approved:
        return Beginning(base, []) if base else None
    before_id, said = approved_before(base, None, today), document(base.version_id)
    before = document(before_id) if before_id else None
    return Beginning(base, _in_words(compare_documents(before, said)) if before and said else ["all of it"])


def _in_words(changes: list[Change]) -> list[str]:
    return [f"{one.name}: {_side(one, NEW)} instead of {_side(one, GONE)}" for one in changes]


def _side(change: Change, kind: str) -> str:
    said = "".join(piece.text for piece in change.pieces if piece.kind in (SAME, kind)).strip()
    return f"{said[:LONGEST]}…" if len(said) > LONGEST else said or "nothing"
