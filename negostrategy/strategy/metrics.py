"""What an objective may be measured by: the metrics that are computed from records, and M23 itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from flask import current_app

from negostrategy.strategy.queries.document import ObjectiveRow

ATTAINMENT = "negostrategy.attainment"
LOWEST, HIGHEST = Decimal(-1), Decimal("1.5")


@dataclass(frozen=True)
class Metric:
    """A metric by its id in the catalogue. definition: one sentence that says how it is counted."""

    key: str
    name: str
    unit: str
    definition: str


METRICS = {
    one.key: one
    for one in (
        Metric("M2", "Deal score", "points", "Median score of what was agreed in the last 90 days."),
        Metric(
            "M6", "Joint gain captured", "%", "Median share of the possible joint gain that was agreed, last 90 days."
        ),
        Metric("M9", "Rules kept", "%", "Kept of all kept and broken findings of the last 90 days."),
        Metric("M10", "Hours to an approval", "hours", "Median time from asking to the answer, last 90 days."),
        Metric("M10n", "Hours to nine of ten approvals", "hours", "Nine of ten answers came within, last 90 days."),
        Metric("M10r", "Approvals after the handshake", "%", "Decided after the record was agreed, of all decided."),
        Metric("M11", "Style as planned", "%", "Records whose style was the planned one, of those with both known."),
        Metric(
            "M11s", "Style as allowed", "%", "Style used allowed by the strategy for the segment; unknown left out."
        ),
        Metric("M17", "Under a playbook", "%", "Records with a playbook in force, of all of the last 90 days."),
        Metric("M18", "Recorded within a day", "%", "Records written within 24 hours, of all of the last 90 days."),
        Metric("M21", "Agreed beyond the walk-away", "%", "Agreed with a term beyond its walk-away, of all agreed."),
        Metric("M21b", "Closed blind", "%", "Agreed although a weighted term had no walk-away, of all agreed."),
        Metric("M21c", "Agreed without positions", "%", "Agreed without any position to compare with, of all agreed."),
        Metric("M24", "Variables moved", "variables", "Median of the variables on which somebody moved, last 90 days."),
        Metric("M26", "Guesses that were right", "%", "Right of all guesses that were tested, last 90 days."),
        Metric("M31", "Strategy read", "%", "People in scope who confirmed the version that is to be read."),
        Metric("M32", "Looked back in time", "%", "Looked back on within five working days, of all that ended."),
    )
}


@dataclass(frozen=True)
class Attainment:
    """How far an objective is reached. ratio: M23, 0 at the baseline and 1 at the target; n: what was counted.

    cell: the filters that list it; None where it is no records.
    """

    actual: Decimal | None = None
    ratio: Decimal | None = None
    n: int = 0
    why_unknown: str = ""
    cell: Mapping[str, str] | None = None


def attainment(baseline: Decimal | None, target: Decimal, actual: Decimal | None) -> Decimal | None:
    """Return M23: (actual − baseline) ÷ (target − baseline), from −1 to 1.5; None when it cannot be said."""
    if baseline is None or actual is None or target == baseline:
        return None
    return min(max((actual - baseline) / (target - baseline), LOWEST), HIGHEST)


def attainments_of(objectives: list[ObjectiveRow]) -> dict[UUID, Attainment]:
    """Return how far each objective is reached: asked of whoever counts, which lies above the strategy."""
    found: dict[UUID, Attainment] = current_app.extensions[ATTAINMENT](objectives)
    return found
