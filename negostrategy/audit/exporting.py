"""The trail as files, with its chain: whoever holds an earlier digest can see that nothing before it has changed."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from negostrategy.audit.models import AuditEntry, AuditSeal
from negostrategy.edge.spreadsheet import as_csv
from negostrategy.kernel.db import session

# A file that a spreadsheet still opens, and a request still answers at once.
PART = 20_000
COLUMNS = (
    *("place", "digest", "id", "at", "actor_id", "actor", "act", "subject_kind", "subject_id", "details", "mac"),
)


@dataclass(frozen=True)
class Part:
    """One file of the trail: the places of the chain from first to last."""

    number: int
    first: int
    last: int


def parts_of_trail() -> list[Part]:
    """Return the files that the trail is taken out as; what is not sealed yet ends the last one."""
    last = session.scalar(select(func.max(AuditSeal.place))) or 0
    return [
        Part(number, first, min(first + PART - 1, max(last, first)))
        for number, first in enumerate(range(1, max(last, 1) + 1, PART), start=1)
    ]


def part_as_csv(number: int) -> bytes:
    """Return a part as CSV; details are JSON in one cell. A cell that begins like a formula is made text."""
    rows = [{**row, "details": json.dumps(row["details"], sort_keys=True)} for row in _rows(number)]
    return as_csv(COLUMNS, [[row[name] for name in COLUMNS] for row in rows])


def part_as_lines(number: int) -> bytes:
    """Return a part as JSON, one entry a line, exactly what the codes were made from."""
    return "".join(json.dumps(row, sort_keys=True) + "\n" for row in _rows(number)).encode()


def _rows(number: int) -> list[dict[str, Any]]:
    first = (number - 1) * PART
    sealed = (
        select(AuditSeal.place, AuditSeal.digest, AuditEntry)
        .join(AuditEntry, AuditEntry.id == AuditSeal.entry_id)
        .where(AuditSeal.place > first)
        .where(AuditSeal.place <= first + PART)
        .order_by(AuditSeal.place)
    )
    rows = [_row(entry, place, digest) for place, digest, entry in session.execute(sealed)]
    if len(rows) == PART:
        return rows
    unsealed = (
        select(AuditEntry)
        .outerjoin(AuditSeal, AuditSeal.entry_id == AuditEntry.id)
        .where(AuditSeal.id.is_(None))
        .order_by(AuditEntry.at, AuditEntry.id)
        .limit(PART)
    )
    return rows + [_row(entry, None, None) for entry in session.scalars(unsealed)]


def _row(entry: AuditEntry, place: int | None, digest: bytes | None) -> dict[str, Any]:
    return {
        "place": place,
        "digest": digest.hex() if digest else None,
        "id": str(entry.id),
        "at": entry.at.isoformat(),
        "actor_id": str(entry.actor_id) if entry.actor_id else None,
        "actor": entry.actor_name,
        "act": entry.act,
        "subject_kind": entry.subject_kind,
        "subject_id": str(entry.subject_id) if entry.subject_id else None,
        "details": entry.details,
        "mac": entry.mac.hex(),
    }
