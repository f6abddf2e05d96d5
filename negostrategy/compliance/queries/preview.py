"""What a draft would do (M25): replayed on the last closed and all running negotiations under the same playbook."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from negostrategy.compliance.queries.replaying import APPROVALS, CANNOT_TELL, OPEN_AFFECTED, Replay, Replayed, replayed
from negostrategy.kernel.limits import allow_report_time
from negostrategy.strategy.queries.moving import published_versions_of
from negostrategy.strategy.rulebook import RuleLine, rulebook_of

USUAL_CLOSED = 60
EFFECTS = ("newly_broken", "newly_kept", "newly_unknown")


@dataclass(frozen=True)
class RuleEffect:
    """What changes for one rule. counts: how many records show each effect."""

    key: str
    title: str
    binding: str
    place: int
    counts: Mapping[str, int] = field(default_factory=dict)
    is_new: bool = False


@dataclass(frozen=True)
class Preview:
    """What a draft would do to the records it was replayed on: how many, each record once.

    score_change: the median change of the deal score, in points, over the score_count records that have one before and
    after; None when there is none.
    """

    closed_count: int
    open_count: int
    rules: tuple[RuleEffect, ...]
    newly_broken: int
    newly_kept: int
    newly_unknown: int
    approvals: int
    open_affected: int
    score_change: Decimal | None
    score_count: int
    cannot_tell: int

    @property
    def record_count(self) -> int:
        """Return on how many records it was replayed."""
        return self.closed_count + self.open_count


def replay_of(version_id: UUID, playbook_id: UUID, closed: int | None = USUAL_CLOSED) -> Replay | None:
    """Return what is replayed of a version, or None when there is no such version.

    closed: on how many closed negotiations at most, the newest first; None for all. All running ones are always among
    them.
    """
    book = rulebook_of(version_id)
    if book is None:
        return None
    allow_report_time()
    earlier = tuple(one for one in published_versions_of(playbook_id) if one != version_id)
    return Replay(book, earlier, closed)


def preview_of(asked: Replay) -> Preview:
    """Return what a draft would do, in counts; `records_with` has the records behind each of them."""
    records = replayed(asked)
    scored = sorted((one.change, one.count) for one in records if one.change is not None)
    return Preview(
        closed_count=_count(records, lambda one: one.is_closed),
        open_count=_count(records, lambda one: not one.is_closed),
        rules=tuple(_effect(rule, records) for rule in (asked.judging if records else ())),
        newly_broken=_count(records, lambda one: one.shows("newly_broken")),
        newly_kept=_count(records, lambda one: one.shows("newly_kept")),
        newly_unknown=_count(records, lambda one: one.shows("newly_unknown")),
        approvals=_count(records, lambda one: one.shows(APPROVALS)),
        open_affected=_count(records, lambda one: one.shows(OPEN_AFFECTED)),
        cannot_tell=_count(records, lambda one: one.shows(CANNOT_TELL)),
        score_change=_median(scored),
        score_count=sum(count for _change, count in scored),
    )


def _count(records: Iterable[Replayed], is_meant: Callable[[Replayed], bool]) -> int:
    return sum(one.count for one in records if is_meant(one))


def _effect(rule: RuleLine, records: list[Replayed]) -> RuleEffect:
    shown = Counter[str | None]()
    for one in records:
        shown[one.effect(rule.key)] += one.count
    counts = {effect: shown[effect] for effect in EFFECTS}
    is_new = not any(rule.key in one.before for one in records)
    return RuleEffect(rule.key, rule.title, rule.binding, rule.place, counts, is_new)


def _median(scored: list[tuple[Decimal, int]]) -> Decimal | None:
    """Return the median of changes, each with how often it occurs, in rising order; None of none."""
    total = sum(count for _change, count in scored)
    if not total:
        return None
    lower, upper = (_nth(scored, place) for place in ((total - 1) // 2, total // 2))
    return (lower + upper) / 2


def _nth(scored: list[tuple[Decimal, int]], place: int) -> Decimal:
    for change, count in scored:
        if place < count:
            return change
        place -= count
    raise IndexError(place)
