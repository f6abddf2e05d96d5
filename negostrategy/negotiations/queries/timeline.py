"""How a record came about: moves and edits in one line of time, newest first."""

from dataclasses import dataclass
from datetime import datetime

from negostrategy.kernel.business import MoveTag, Side
from negostrategy.negotiations.queries.shapes import MoveRow, Record, RevisionRow

ICONS = {
    "hallway": "walk",
    "phone": "phone",
    "email": "mail",
    "video": "video",
    "meeting": "people",
    "chat": "chat",
    None: "list",
}
ACTS = {
    (Side.OURS, MoveTag.OFFER): "We offered",
    (Side.OURS, MoveTag.CONCEDE): "We moved to",
    (Side.OURS, MoveTag.DEMAND): "We asked for",
    (Side.OURS, MoveTag.REJECT): "We refused",
    (Side.OURS, MoveTag.ACCEPT): "We accepted",
    (Side.OURS, MoveTag.WALK_AWAY): "We walked away",
    (Side.THEIRS, MoveTag.OFFER): "They offered",
    (Side.THEIRS, MoveTag.CONCEDE): "They moved to",
    (Side.THEIRS, MoveTag.DEMAND): "They asked for",
    (Side.THEIRS, MoveTag.REJECT): "They refused",
    (Side.THEIRS, MoveTag.ACCEPT): "They accepted",
    (Side.THEIRS, MoveTag.WALK_AWAY): "They walked away",
}
FIELD_NAMES = {
    "outcome": "the outcome",
    "held_on": "the day",
    "counterpart_id": "the other side",
    "answers": "an answer",
    "playbook_version_id": "the version of its playbook",
}


MOST_NAMES = 4


@dataclass(frozen=True)
class Happening:
    """One thing that happened. at: None when only its order is known."""

    icon: str
    what: str
    at: datetime | None
    say: str | None = None
    who: str | None = None
    revision: int | None = None


def timeline_of(record: Record, revisions: list[RevisionRow]) -> list[Happening]:
    """Return what happened to a record, newest first; moves without an instant keep their order among themselves."""
    moves = [happening_of(move, record) for move in record.moves]
    edits = [
        Happening("edit", f"changed {_listed(one.changed)}", one.changed_at, one.why, one.changed_by, one.number)
        for one in revisions
    ]
    begin = Happening(ICONS[record.channel], "recorded this", record.recorded_at, record.note, record.owner_name)
    dated = [one for one in [*moves, *edits, begin] if one.at is not None]
    undated = [one for one in reversed(moves) if one.at is None]
    return sorted(dated, key=lambda one: one.at or record.recorded_at, reverse=True) + undated


def happening_of(move: MoveRow, record: Record) -> Happening:
    """Return one move in words."""
    terms = {term.key: term for term in record.terms}
    said = [f"{terms[key].name} {terms[key].said(value)}" for key, value in move.positions.items() if key in terms]
    what = " ".join([ACTS[Side(move.side), MoveTag(move.tag)], ", ".join(said)]).strip()
    answered = next((one.place for one in record.moves if one.id == move.answers_move_id), None)
    if answered is not None:
        what += f", in return for move {answered}"
    return Happening("swap", what, move.made_at, move.note)


def _listed(names: list[str]) -> str:
    said = [FIELD_NAMES.get(name) or name.removeprefix("terms/").replace("_", " ") for name in names]
    if len(said) > MOST_NAMES:  # four names are still read at a glance
        return f"{', '.join(said[:3])} and {len(said) - 3} more"
    return ", ".join(said[:-1]) + f" and {said[-1]}" if len(said) > 1 else "".join(said)
