"""What the first page shows: what waits, and for a leader how far the objectives are, what drifts, what is due."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from negostrategy.compliance.models import Finding
from negostrategy.compliance.queries.requests import RequestRow, requests_waiting_for
from negostrategy.facts.models import Facts
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Result
from negostrategy.kernel.db import session
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.metrics import METRICS, Attainment, attainments_of
from negostrategy.strategy.queries.acknowledgements import Status, status_of, version_to_read
from negostrategy.strategy.queries.document import ObjectiveRow, document, strategy_in_force
from negostrategy.strategy.queries.proposals import ProposalRow, proposals
from negostrategy.strategy.queries.reviews import ReviewRow, reviews_waiting_for
from negostrategy.strategy.queries.stale import ReviewDue, reviews_due

AHEAD = timedelta(days=30)
MONTH = timedelta(days=30)
FEWEST = 5


@dataclass(frozen=True)
class Drift:
    """A share of the last thirty days beside that of the thirty before; None where there are too few records."""

    name: str
    now: Decimal | None
    before: Decimal | None
    n: int
    address: str


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody's yes or no."""

    requests: list[RequestRow]
    reviews: list[ReviewRow]
    proposals: list[ProposalRow]

    @property
    def count(self) -> int:
        """Return how many things wait for this person."""
        return len(self.requests) + len(self.reviews) + len(self.proposals)


@dataclass(frozen=True)
class Leading:
    """Everything on a leader's first page."""

    objectives: list[tuple[ObjectiveRow, Attainment]]
    drifts: list[Drift]
    due: list[ReviewDue]
    reading: Status | None
    reading_version: UUID | None


@dataclass(frozen=True)
class FirstPage:
    """What stands on the first page beside one's own negotiations. leading: for leaders alone."""

    waits: Waiting
    leading: Leading | None


def first_page_for(actor: Actor, today: date) -> FirstPage:
    """Return what waits for somebody, and for a leader what to look at today."""
    decides_proposals = actor.may(Grant.PROPOSAL_DECIDE)
    waits = Waiting(
        requests=requests_waiting_for(actor.user_id, today),
        reviews=reviews_waiting_for(actor.user_id, today),
        proposals=proposals("open") if decides_proposals else [],
    )
    return FirstPage(waits, _leading(today) if actor.is_leader else None)


def _leading(today: date) -> Leading:
    in_force = strategy_in_force(today)
    text = document(in_force) if in_force else None
    measured = [one for one in text.objectives if one.measure in METRICS] if text else []
    reached = attainments_of(measured)
    to_read = version_to_read(today)
    return Leading(
        objectives=[(one, reached[one.id]) for one in measured],
        drifts=_drifts(today),
        due=reviews_due(today, today + AHEAD),
        reading=status_of(to_read) if to_read else None,
        reading_version=to_read,
    )


def _drifts(today: date) -> list[Drift]:
    now, before = (today - MONTH, today), (today - 2 * MONTH, today - MONTH)
    style = [_style(*span) for span in (now, before)]
    broken = [_broken(*span) for span in (now, before)]
    since = (today - MONTH).isoformat()
    return [
        Drift("Style other than planned", style[0][0], style[1][0], style[0][1], "/outcomes"),
        Drift("Rules broken", broken[0][0], broken[1][0], broken[0][1], f"/compliance?held_from={since}"),
    ]


def _style(since: date, until: date) -> tuple[Decimal | None, int]:
    is_known = Facts.style_used.is_not(None) & Facts.style_planned.is_not(None)
    row = session.execute(
        select(func.count().filter(is_known & (Facts.style_used != Facts.style_planned)), func.count().filter(is_known))
        .select_from(Facts)
        .where(Facts.held_on > since, Facts.held_on <= until)
    ).one()
    return (Decimal(row[0]) / row[1] if row[1] >= FEWEST else None, row[1])


def _broken(since: date, until: date) -> tuple[Decimal | None, int]:
    row = session.execute(
        select(
            func.count().filter(Finding.result == Result.BROKEN),
            func.count().filter(Finding.result.in_([Result.KEPT, Result.BROKEN])),
        )
        .select_from(Finding)
        .join(Facts, Facts.id == Finding.negotiation_id)
        .where(Facts.held_on > since, Facts.held_on <= until)
    ).one()
    return (Decimal(row[0]) / row[1] if row[1] >= FEWEST else None, row[1])
