"""Records as they would be under a draft, beside what is known of them now: one by one, or counted where alike.

Where the draft leaves the positions alone, the stored facts serve: then the database judges and counts, and a million
records are as quick as reading them. Where it changes positions, every record is seen as if it had moved.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Select, Subquery, Uuid, and_, any_, func, literal, or_, select

from negostrategy.compliance.engine.nodes import FACTS
from negostrategy.compliance.engine.replay import (
    cannot_tell,
    counted,
    judged_beside,
    judged_records,
    needs_newly,
    says_newly,
)
from negostrategy.compliance.engine.shelf import ready_rulebook, verdicts_of
from negostrategy.compliance.models import Finding
from negostrategy.facts.models import Facts
from negostrategy.kernel.business import Binding, Result
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.strategy.queries.moving import rule_keys_of, takes_the_same
from negostrategy.strategy.rulebook import Rulebook, RuleLine

# Seen through changed positions, every record looks through the terms of its whole batch, and every batch has its
# price: between the two, batches of this size are the quickest.
BATCH = 120
NOTHING = "none"
APPROVALS, CANNOT_TELL, SCORED, OPEN_AFFECTED = "approvals", "cannot_tell", "score_count", "open_affected"
_NEWS = {f"newly_{result.value}": result for result in (Result.BROKEN, Result.KEPT, Result.UNKNOWN)}


@dataclass(frozen=True)
class Replayed:
    """Records that look alike under the draft, often one. before and after: what each rule says, by key.

    What is new said nothing before. change: of the deal score, in points; None unless there is one before and after.
    """

    is_closed: bool
    before: dict[str, str]
    after: dict[str, str]
    change: Decimal | None
    needed_before: bool
    needs_after: bool
    count: int = 1
    negotiation_id: UUID | None = None
    score_after: Decimal | None = None

    def effect(self, key: str) -> str | None:
        """Return what changes for one rule: newly_broken, newly_kept, newly_unknown, or None."""
        before, after = self.before.get(key, NOTHING), self.after[key]
        return f"newly_{after}" if before != after and after != Result.NOT_APPLICABLE else None

    def shows(self, number: str, key: str | None = None) -> bool:
        """Return whether a number of the preview counts these records: an effect on one rule, on any, or another."""
        if number == APPROVALS:
            return self.needs_after and not self.needed_before
        if number == CANNOT_TELL:
            return Result.UNKNOWN in self.after.values()
        if number == SCORED:
            return self.change is not None
        if number == OPEN_AFFECTED:
            return not self.is_closed and any(map(self.effect, self.after))
        return any(self.effect(one) == number for one in ([key] if key else self.after))


@dataclass(frozen=True)
class Replay:
    """A draft, the versions before it, and how many closed records it is replayed on; None for all."""

    book: Rulebook
    earlier: tuple[UUID, ...]
    closed: int | None

    @cached_property
    def is_moving(self) -> bool:
        """Return whether the draft would change what stands on the records."""
        return not takes_the_same(self.book.version_id, list(self.earlier))

    @cached_property
    def judging(self) -> list[RuleLine]:
        """Return the rules of the draft that judge."""
        verdicts = verdicts_of(self.book)
        return [rule for rule in self.book.rules if rule.id in verdicts]


def replayed(asked: Replay) -> list[Replayed]:
    """Return the running and the last closed records as a draft would see them."""
    if asked.is_moving:
        return list(replay(asked.book, asked.earlier, records_under(asked.earlier, asked.closed)))
    keys = [rule.key for rule in asked.judging]
    floors = _floors(asked.book)
    return [_alike(row, keys, floors) for row in session.execute(counted(_beside(asked)), _here())]


def records_with(asked: Replay, number: str, key: str | None = None) -> Select[Any]:
    """Return the selection of the records that a number of the preview counts: an effect on one rule, or on any."""
    if asked.is_moving:
        each = replay(asked.book, asked.earlier, records_under(asked.earlier, asked.closed))
        return select(Facts.id).where(Facts.id.in_([one.negotiation_id for one in each if one.shows(number, key)]))
    beside = _beside(asked)
    return select(beside.c.id).where(_counts(asked, beside, number, key)).params(_here())


def _counts(asked: Replay, beside: Subquery, number: str, key: str | None) -> ColumnElement[bool]:
    places = [place for place, rule in enumerate(asked.judging) if key in (None, rule.key)]
    if number == APPROVALS:
        return needs_newly(beside, [place for place in places if asked.judging[place].binding == Binding.FLOOR])
    if number == CANNOT_TELL:
        return cannot_tell(beside)
    if number == SCORED:
        return beside.c.deal_score.is_not(None)
    if number == OPEN_AFFECTED:
        return and_(~beside.c.is_closed, or_(*(says_newly(beside, result, places) for result in _NEWS.values())))
    return says_newly(beside, _NEWS[number], places)


def records_under(version_ids: Sequence[UUID], closed: int | None) -> list[UUID]:
    """Return the running records under these versions, newest first, and the last closed ones."""
    under = select(Facts.id).where(Facts.playbook_version_id.in_(version_ids))
    running = under.where(~Facts.is_closed).order_by(Facts.held_on.desc(), Facts.id.desc())
    return [*session.scalars(running), *session.scalars(_last_closed(version_ids, closed))]


def replay(book: Rulebook, earlier: Sequence[UUID], ids: Sequence[UUID]) -> Iterator[Replayed]:
    """Yield each of these records as it would be if it moved to a rulebook, beside what is known of it now."""
    verdicts = verdicts_of(book)
    keys = rule_keys_of([book.version_id, *earlier])
    order, floors = [keys[rule_id] for rule_id in verdicts], _floors(book)
    statement = judged_records(verdicts)
    for begin in range(0, len(ids), BATCH):
        some = list(ids[begin : begin + BATCH])
        now = _known_now(some, keys)
        for row in session.execute(statement, _here() | {"version_id": book.version_id, "moved_ids": some}):
            yield _moved(row, now[row.id], order, floors)


def _here() -> dict[str, Any]:
    return {"organization_id": organization_in_force()}


def _beside(asked: Replay) -> Subquery:
    ready = [ready_rulebook(version_id) for version_id in asked.earlier]
    return judged_beside(asked.book, [one.book for one in ready if one], _chosen(asked))


def _chosen(asked: Replay) -> ColumnElement[bool]:
    under = FACTS.c.playbook_version_id.in_(asked.earlier)
    if asked.closed is None:
        return under
    return and_(under, or_(~FACTS.c.is_closed, FACTS.c.id.in_(_last_closed(asked.earlier, asked.closed))))


def _last_closed(version_ids: Sequence[UUID], closed: int | None) -> Select[UUID]:
    last = Facts.__table__.alias("last")
    return (
        select(last.c.id)
        .where(last.c.organization_id == organization_in_force())
        .where(last.c.playbook_version_id.in_(version_ids), last.c.is_closed)
        .order_by(last.c.closed_on.desc(), last.c.id.desc())
        .limit(closed)
    )


def _floors(book: Rulebook) -> set[str]:
    return {rule.key for rule in book.rules if rule.binding == Binding.FLOOR}


def _alike(row: Any, keys: list[str], floors: set[str]) -> Replayed:
    before = {key: word for key, word in zip(keys, row.before, strict=True) if word is not None}
    after = dict(zip(keys, row.after, strict=True))
    return Replayed(
        is_closed=row.is_closed,
        before=before,
        after=after,
        change=Decimal(0) if row.is_scored else None,
        needed_before=row.is_beyond or _breaks(before, floors),
        needs_after=row.is_beyond or _breaks(after, floors),
        count=row.count,
    )


def _moved(row: Any, now: tuple[dict[str, str], Any], order: list[str], floors: set[str]) -> Replayed:
    before, stored = now
    after = dict(zip(order, row.results, strict=True))
    is_scored = row.deal_score is not None and stored.deal_score is not None
    return Replayed(
        is_closed=row.is_closed,
        before=before,
        after=after,
        change=row.deal_score - stored.deal_score if is_scored else None,
        needed_before=stored.beyond_walk_away_count > 0 or _breaks(before, floors),
        needs_after=row.beyond_walk_away_count > 0 or _breaks(after, floors),
        negotiation_id=row.id,
        score_after=row.deal_score,
    )


def _breaks(results: dict[str, str], floors: set[str]) -> bool:
    return any(results.get(key) == Result.BROKEN for key in floors)


def _known_now(ids: list[UUID], keys: dict[UUID, str]) -> dict[UUID, tuple[dict[str, str], Any]]:
    ids_asked = literal(ids, ARRAY(Uuid()))
    stored = session.execute(
        select(Facts.id, Facts.deal_score, Facts.beyond_walk_away_count).where(Facts.id == any_(ids_asked))
    ).all()
    said = session.execute(
        select(Finding.negotiation_id, func.array_agg(Finding.rule_id), func.array_agg(Finding.result))
        .where(Finding.negotiation_id == any_(ids_asked))
        .group_by(Finding.negotiation_id)
    )
    results = {
        row[0]: {keys[rule_id]: result for rule_id, result in zip(row[1], row[2], strict=True) if rule_id in keys}
        for row in said
    }
    return {row.id: (results.get(row.id, {}), row) for row in stored}
