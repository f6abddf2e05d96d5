"""What the first page shows: what waits, and for a leader how far the objectives are, what drifts, what is due."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlencode
from uuid import UUID

from negostrategy.analytics.queries.sharing import share_of
from negostrategy.compliance.queries.requests import RequestRow, requests_waiting_for
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.metrics import METRICS, Attainment, attainments_of
from negostrategy.strategy.queries.acknowledgements import Status, status_of, version_to_read
from negostrategy.strategy.queries.alone import Approved, approved_versions
from negostrategy.strategy.queries.document import ObjectiveRow, document, strategy_in_force
from negostrategy.strategy.queries.proposals import ProposalRow, proposals
from negostrategy.strategy.queries.reviews import ReviewRow, reviews_waiting_for
from negostrategy.strategy.queries.stale import ReviewDue, reviews_due

AHEAD = timedelta(days=30)
MONTH = timedelta(days=30)
# What counts, and of what.
STYLE = ({"planned": "no"}, {"planned": "known"})
BROKEN = ({"result": "broken"}, {"result": "judged"})


@dataclass(frozen=True)
class Drift:
    """A share of the last thirty days beside that of the thirty before; None where there are too few to be shown.

    address: of what counts, on the same days; counted: of all n, from which it was counted.
    """

    name: str
    now: Decimal | None
    before: Decimal | None
    n: int
    address: str
    counted: str


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody's yes or no."""

    requests: list[RequestRow]
    reviews: list[ReviewRow]
    proposals: list[ProposalRow]
    approved: list[Approved]

    @property
    def count(self) -> int:
        """Return how many things wait for this person."""
        return len(self.requests) + len(self.reviews) + len(self.proposals) + len(self.approved)


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
        approved=approved_versions() if actor.may(Grant.STRATEGY_WRITE) else [],
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
    return [
        _drift("Style other than planned", STYLE, today, "/records"),
        _drift("Rules broken", BROKEN, today, "/compliance"),
    ]


def _drift(name: str, words: tuple[dict[str, str], dict[str, str]], today: date, place: str) -> Drift:
    now, before = _days(today), _days(today - MONTH)
    hits, base = words
    counted = [share_of(hits | days, base | days) for days in (now, before)]
    return Drift(
        name,
        counted[0].share,
        counted[1].share,
        counted[0].n,
        f"{place}?{urlencode(now | (hits if place == '/records' else {}))}",
        f"/records?{urlencode(base | now)}",
    )


def _days(last: date) -> dict[str, str]:
    return {"held_from": (last - MONTH + timedelta(days=1)).isoformat(), "held_to": last.isoformat()}
