"""What went wrong in the year, and where: the causes behind the figures, for whoever looks for them.

Days are places in the year, 0 to 364. What a whole team left undone (nobody in Regional sales logged for five weeks) is
said in the team's plan.
"""

from dataclasses import dataclass
from enum import StrEnum


class Story(StrEnum):
    """Something that makes a talk come out otherwise than it usually would."""

    DAYS_FOR_NOTHING = "days_for_nothing"
    CLOSED_BLIND = "closed_blind"
    NOBODY_ASKED = "nobody_asked"
    PRICE_CROSSED = "price_crossed"
    GATE_DROPPED = "gate_dropped"
    PROMISE_UNBACKED = "promise_unbacked"


@dataclass(frozen=True, slots=True)
class Episode:
    """When, where and how often a story happens."""

    story: Story
    occasion: str
    teams: frozenset[str]
    first: int
    last: int
    share: float

    def fits(self, occasion: str, team: str, place: int) -> bool:
        """Return whether a talk lies within the episode."""
        return occasion == self.occasion and team in self.teams and self.first <= place <= self.last


EPISODES = (
    # The new buyers learned to close a talk quickly by offering earlier payment.
    Episode(Story.DAYS_FOR_NOTHING, "supplier", frozenset({"Parts and drives"}), 60, 330, 0.72),
    # The month in which a fair had to be filled with signed renewals.
    Episode(Story.CLOSED_BLIND, "customer", frozenset({"Key accounts"}), 214, 244, 0.8),
    Episode(Story.CLOSED_BLIND, "deal", frozenset({"Regional sales"}), 214, 244, 0.6),
    # Two large machines were late, and people were moved over the weekend.
    Episode(Story.NOBODY_ASKED, "staff", frozenset({"Production planning", "Controls and software"}), 190, 275, 0.66),
    Episode(Story.GATE_DROPPED, "timetable", frozenset({"Production planning"}), 255, 285, 0.7),
    Episode(Story.PROMISE_UNBACKED, "customer", frozenset({"Key accounts"}), 90, 150, 0.35),
)
# Two renewals were signed beyond the limit in the same fortnight.
CROSSED_TEAM, CROSSED_DAYS, CROSSED_COUNT = "Raw materials", range(228, 243), 2
