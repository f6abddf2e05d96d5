"""What a draft would do (M25): replayed on the last closed and all running negotiations under the same playbook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from negostrategy.compliance.engine.replay import judged_records
from negostrategy.compliance.engine.shelf import verdicts_of
from negostrategy.compliance.models import Finding
from negostrategy.facts.models import Facts
from negostrategy.kernel.business import Binding, Result
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.strategy.queries.moving import published_versions_of, rule_keys_of, takes_the_same
from negostrategy.strategy.rulebook import Rulebook, RuleLine, rulebook_of

USUAL_CLOSED = 60
BATCH = 20_000
# Seen through changed positions, every record looks through the terms of its whole batch: many small ones are faster.
SMALL_BATCH = 300
EFFECTS = ("newly_broken", "newly_kept", "newly_unknown")
NOTHING = "none"


@dataclass(frozen=True)
class Replayed:
    """One record under the draft. before and after: what each rule says, by key; what is new said nothing before."""

    negotiation_id: UUID
    is_closed: bool
    before: dict[str, str]
    after: dict[str, str]
    score_before: Decimal | None
    score_after: Decimal | None
    needed_before: bool
    needs_after: bool

    def effect(self, key: str) -> str | None:
        """Return what changes for one rule: newly_broken, newly_kept, newly_unknown, or None."""
        before, after = self.before.get(key, NOTHING), self.after[key]
        return f"newly_{after}" if before != after and after != Result.NOT_APPLICABLE else None


@dataclass(frozen=True)
class RuleEffect:
    """What changes for one rule. ids: the records by effect."""

    key: str
    title: str
    binding: str
    place: int
    ids: dict[str, tuple[UUID, ...]] = field(default_factory=dict)
    is_new: bool = False


@dataclass(frozen=True)
class Preview:
    """What a draft would do to the records it was replayed on.

    newly_broken, newly_kept, newly_unknown, approvals: ids of records, each once, running ones first. score_changes:
    how the deal score of each record with a score before and after would change, in points.
    """

    closed_count: int
    open_count: int
    rules: tuple[RuleEffect, ...]
    newly_broken: tuple[UUID, ...]
    newly_kept: tuple[UUID, ...]
    newly_unknown: tuple[UUID, ...]
    approvals: tuple[UUID, ...]
    open_affected: frozenset[UUID]
    score_changes: tuple[Decimal, ...]
    cannot_tell: int

    @property
    def record_count(self) -> int:
        """Return on how many records it was replayed."""
        return self.closed_count + self.open_count

    @property
    def score_change(self) -> Decimal | None:
        """Return the median change of the deal score, or None when no record has one before and after."""
        return median(self.score_changes) if self.score_changes else None


def preview_of(version_id: UUID, playbook_id: UUID, closed: int | None = USUAL_CLOSED) -> Preview | None:
    """Return what a version would do, or None when there is no such version.

    closed: on how many closed negotiations at most, the newest first; None for all. All running ones are always among
    them.
    """
    book = rulebook_of(version_id)
    if book is None:
        return None
    earlier = [one for one in published_versions_of(playbook_id) if one != version_id]
    records = list(replay(book, earlier, records_under(earlier, closed)))
    return _summed(book, records)


def records_under(version_ids: Sequence[UUID], closed: int | None) -> list[UUID]:
    """Return the running records under these versions, and the last closed ones."""
    under = select(Facts.id).where(Facts.playbook_version_id.in_(version_ids))
    newest = under.where(Facts.is_closed).order_by(Facts.closed_on.desc(), Facts.id.desc()).limit(closed)
    running = under.where(~Facts.is_closed).order_by(Facts.held_on.desc(), Facts.id.desc())
    return [*session.scalars(running), *session.scalars(newest)]


def replay(book: Rulebook, earlier: Sequence[UUID], ids: Sequence[UUID]) -> Iterator[Replayed]:
    """Yield each of these records as it would be under a rulebook, beside what is known of it now."""
    verdicts = verdicts_of(book)
    keys = rule_keys_of([book.version_id, *earlier])
    floors = {keys[rule.id] for rule in book.rules if rule.binding == Binding.FLOOR}
    is_moved = not takes_the_same(book.version_id, list(earlier))
    statement, size = judged_records(verdicts, is_moved=is_moved), SMALL_BATCH if is_moved else BATCH
    order = [keys[rule_id] for rule_id in verdicts]
    for begin in range(0, len(ids), size):
        some = list(ids[begin : begin + size])
        now = _known_now(some, keys)
        values = {
            "organization_id": organization_in_force(),
            "version_id": book.version_id,
            "moved_ids": some,
        }
        for row in session.execute(statement, values):
            yield _replayed(row, now[row.id], order, floors)


def _replayed(row: Any, now: tuple[dict[str, str], Any], order: list[str], floors: set[str]) -> Replayed:
    before, stored = now
    after = dict(zip(order, row.results, strict=True))
    return Replayed(
        negotiation_id=row.id,
        is_closed=row.is_closed,
        before=before,
        after=after,
        score_before=stored.deal_score,
        score_after=row.deal_score,
        needed_before=_needs(before, floors, stored.beyond_walk_away_count),
        needs_after=_needs(after, floors, row.beyond_walk_away_count),
    )


def _needs(results: dict[str, str], floors: set[str], beyond: int) -> bool:
    return beyond > 0 or any(results.get(key) == Result.BROKEN for key in floors)


def _known_now(ids: list[UUID], keys: dict[UUID, str]) -> dict[UUID, tuple[dict[str, str], Any]]:
    stored = session.execute(
        select(Facts.id, Facts.deal_score, Facts.beyond_walk_away_count).where(Facts.id.in_(ids))
    ).all()
    said = session.execute(
        select(Finding.negotiation_id, func.array_agg(Finding.rule_id), func.array_agg(Finding.result))
        .where(Finding.negotiation_id.in_(ids))
        .group_by(Finding.negotiation_id)
    )
    results = {
        row[0]: {keys[rule_id]: result for rule_id, result in zip(row[1], row[2], strict=True) if rule_id in keys}
        for row in said
    }
    return {row.id: (results.get(row.id, {}), row) for row in stored}


def _summed(book: Rulebook, records: list[Replayed]) -> Preview:
    keys = rule_keys_of([book.version_id])
    known = {key for record in records for key in record.before}
    judged = [rule for rule in book.rules if keys[rule.id] in (records[0].after if records else {})]
    found: dict[str, dict[UUID, None]] = {effect: {} for effect in EFFECTS}
    effects = [_effect(rule, keys[rule.id], records, keys[rule.id] not in known) for rule in judged]
    for record in records:
        for key in record.after:
            effect = record.effect(key)
            if effect is not None:
                found[effect][record.negotiation_id] = None
    broken, kept, unknown = (tuple(found[effect]) for effect in EFFECTS)
    return Preview(
        closed_count=sum(record.is_closed for record in records),
        open_count=sum(not record.is_closed for record in records),
        rules=tuple(effects),
        newly_broken=broken,
        newly_kept=kept,
        newly_unknown=unknown,
        approvals=tuple(r.negotiation_id for r in records if r.needs_after and not r.needed_before),
        open_affected=frozenset(
            r.negotiation_id for r in records if not r.is_closed and any(r.effect(key) for key in r.after)
        ),
        score_changes=tuple(
            r.score_after - r.score_before for r in records if r.score_after is not None and r.score_before is not None
        ),
        cannot_tell=sum(Result.UNKNOWN in record.after.values() for record in records),
    )


def _effect(rule: RuleLine, key: str, records: list[Replayed], is_new: bool) -> RuleEffect:
    ids = {
        effect: tuple(record.negotiation_id for record in records if record.effect(key) == effect) for effect in EFFECTS
    }
    return RuleEffect(key, rule.title, rule.binding, rule.place, ids, is_new)
