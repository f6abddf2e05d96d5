"""Our own history behind a record: what became of earlier talks under its playbook, of those one may read."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from negostrategy.compliance.models import Finding
from negostrategy.facts.models import Facts
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Binding, Outcome, Result
from negostrategy.kernel.db import session
from negostrategy.kernel.interval import wilson
from negostrategy.negotiations.queries.among import readable_among
from negostrategy.negotiations.queries.rows import NegotiationRow
from negostrategy.strategy.queries.rules import versions_of
from negostrategy.strategy.rulebook import RuleLine, rulebook_of, version_name

MOST, SHOWN = 200, 5


@dataclass(frozen=True)
class Past:
    """What became of some closed records. kept of decided: what rules said of them; score: the median of scored."""

    closed: int
    agreed: int
    kept: int
    decided: int
    scored: int
    score: Decimal | None

    @property
    def agreed_interval(self) -> tuple[float, float] | None:
        """Return how sure the share of the agreed ones is."""
        return wilson(self.agreed, self.closed)


@dataclass(frozen=True)
class History:
    """The earlier talks of a record. rules: those that only ask to look; recent: the last, newest day first."""

    playbook_name: str
    rules: tuple[RuleLine, ...]
    with_them: Past
    under_playbook: Past
    recent: list[NegotiationRow]


def history_of(actor: Actor, negotiation_id: UUID, version_id: UUID) -> History | None:
    """Return what became of the last closed talks under the playbook of a version; None where there is none.

    Only of records that this person may read, two hundred at most, without the record itself: a count tells nobody
    about records of others.
    """
    book, called = rulebook_of(version_id), version_name(version_id)
    if book is None or called is None:
        return None
    them = session.scalar(select(Facts.counterpart_id).where(Facts.id == negotiation_id))
    earlier = (
        select(Facts.id)
        .where(Facts.playbook_version_id.in_(versions_of(called.playbook_id)))
        .where(Facts.is_closed)
        .where(Facts.id != negotiation_id)
    )
    rows = readable_among(actor, earlier, MOST)
    theirs = readable_among(actor, earlier.where(Facts.counterpart_id == them), MOST) if them else []
    return History(
        called.playbook_name,
        tuple(rule for rule in book.rules if rule.binding == Binding.EVIDENCE),
        _past([row.id for row in theirs]),
        _past([row.id for row in rows]),
        [*theirs, *(row for row in rows if row not in theirs)][:SHOWN],
    )


def _past(ids: Collection[UUID]) -> Past:
    closed, agreed, scored, score = session.execute(
        select(
            func.count(),
            func.count().filter(Facts.outcome == Outcome.AGREED),
            func.count(Facts.deal_score),
            func.percentile_cont(0.5).within_group(Facts.deal_score.asc()),
        ).where(Facts.id.in_(ids))
    ).one()
    kept, decided = session.execute(
        select(func.count().filter(Finding.result == Result.KEPT), func.count())
        .where(Finding.negotiation_id.in_(ids))
        .where(Finding.result.in_([Result.KEPT, Result.BROKEN]))
    ).one()
    return Past(closed, agreed, kept, decided, scored, None if score is None else Decimal(str(score)))
