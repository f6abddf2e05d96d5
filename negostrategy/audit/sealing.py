"""The chain: the worker puts a seal on each entry in order, and each seal holds the digest of the one before."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from flask import current_app
from sqlalchemy import func, select

from negostrategy.audit.models import AuditEntry, AuditSeal
from negostrategy.audit.service import AUDIT_KEY, mac_of
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import organization_in_force

BATCH = 500
FIRST = b"\x00" * 32
TOLD_AT_MOST = 20


@dataclass
class Report:
    """What verifying an organization's trail found. head is the digest to note elsewhere.

    unsealed_since: when the oldest entry was written that no seal protects yet.
    """

    sealed: int = 0
    unsealed: int = 0
    unsealed_since: datetime | None = None
    head: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Return whether nothing was altered, removed or slipped in."""
        return not self.problems


@dataclass(frozen=True)
class Sealed:
    """What one turn of sealing did: how many entries, and the instant of the oldest that was left over, if any was."""

    count: int
    behind_since: datetime | None


def seal_pending() -> Sealed:
    """Return how many entries of this organization were sealed now, in the order of their instants.

    Two workers take turns: a lock that lasts as long as the transaction keeps the places without gaps. Writers of
    entries take no lock here and never wait.
    """
    session.execute(select(func.pg_advisory_xact_lock(_lock_number(organization_in_force()))))
    last = session.execute(
        select(AuditSeal.place, AuditSeal.digest).order_by(AuditSeal.place.desc()).limit(1)
    ).one_or_none()
    place, digest = (last.place, last.digest) if last else (0, FIRST)
    statement = (
        select(AuditEntry)
        .outerjoin(AuditSeal, AuditSeal.entry_id == AuditEntry.id)
        .where(AuditSeal.id.is_(None))
        .order_by(AuditEntry.at, AuditEntry.id)
        .limit(BATCH)
    )
    entries = session.scalars(statement).all()
    for entry in entries:
        place, digest = place + 1, link(digest, entry)
        session.add(AuditSeal(id=new_id(), place=place, entry_id=entry.id, digest=digest))
    # A full batch has left more behind it, none of it older than its last entry.
    return Sealed(len(entries), entries[-1].at if len(entries) == BATCH else None)


def verify() -> Report:
    """Return whether this organization's trail is as it was written.

    An altered or slipped-in entry fails its authentication code, for which the key is needed; a removed one leaves its
    seal or a gap in the places; a changed seal breaks the chain. Entries cut off at the very end together with their
    seals leave a chain that is whole but shorter: compare `head` with a digest noted earlier.
    """
    report, key = Report(), current_app.config[AUDIT_KEY]
    digest, expected = FIRST, 1
    for seal, entry in _sealed():
        while expected < seal.place:
            _tell(report, f"Place {expected} is missing: a seal was removed.")
            expected += 1
        expected += 1
        if entry is None:
            _tell(report, f"Place {seal.place}: the entry was removed.")
        else:
            if mac_of(entry, key) != entry.mac:
                _tell(report, f"Place {seal.place}: the entry {entry.id} was altered.")
            if link(digest, entry) != seal.digest:
                _tell(report, f"Place {seal.place}: the chain is broken.")
        digest = seal.digest
        report.sealed += 1
    for entry in _unsealed():
        report.unsealed += 1
        report.unsealed_since = min(entry.at, report.unsealed_since or entry.at)
        if mac_of(entry, key) != entry.mac:
            _tell(report, f"Not sealed yet: the entry {entry.id} was altered or slipped in.")
    report.head = digest.hex()
    return report


def link(before: bytes, entry: AuditEntry) -> bytes:
    """Return the digest that stands in an entry's seal: of the seal before it, and of the entry."""
    return hashlib.sha256(before + entry.id.bytes + entry.mac).digest()


def _sealed() -> Iterator[tuple[AuditSeal, AuditEntry | None]]:
    place = 0
    while True:
        statement = (
            select(AuditSeal, AuditEntry)
            .outerjoin(AuditEntry, AuditEntry.id == AuditSeal.entry_id)
            .where(AuditSeal.place > place)
            .order_by(AuditSeal.place)
            .limit(BATCH)
        )
        rows = session.execute(statement).all()
        yield from ((seal, entry) for seal, entry in rows)
        if not rows:
            return
        place = rows[-1][0].place
        session.expunge_all()


def _unsealed() -> Iterator[AuditEntry]:
    statement = (
        select(AuditEntry)
        .outerjoin(AuditSeal, AuditSeal.entry_id == AuditEntry.id)
        .where(AuditSeal.id.is_(None))
        .execution_options(yield_per=BATCH)
    )
    yield from session.scalars(statement)


def _tell(report: Report, problem: str) -> None:
    if len(report.problems) < TOLD_AT_MOST:
        report.problems.append(problem)
    elif len(report.problems) == TOLD_AT_MOST:
        report.problems.append("There is more; only the first twenty are told.")


def _lock_number(organization_id: UUID) -> int:
    return int.from_bytes(hashlib.sha256(b"seal" + organization_id.bytes).digest()[:8], "big", signed=True)
