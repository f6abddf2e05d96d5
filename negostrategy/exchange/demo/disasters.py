"""What people still talk about: a handful of records worth finding among the thousands."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from negostrategy.exchange.demo.calendar import Year
from negostrategy.exchange.demo.talks import Talk
from negostrategy.exchange.demo.texts import said_in
from negostrategy.exchange.demo.words import Words
from negostrategy.exchange.drafts import NegotiationLine
from negostrategy.kernel.business import Outcome


class Disasters:
    """The ones that have not happened yet."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.to_come: list[dict[str, Any]] = list(said_in("disasters")["told"])

    def of(self, talk: Talk) -> dict[str, Any] | None:
        """Return what became of this talk when it is one of them; each happens once."""
        if not talk.is_deep or talk.outcome != Outcome.AGREED:
            return None
        place = self.year.place(talk.held_on)
        for disaster in self.to_come:
            if (talk.occasion.key, talk.owner.team) == (disaster["occasion"], disaster["team"]) and (
                disaster["day"] <= place
            ):
                self.to_come.remove(disaster)
                return disaster
        return None


def retold(line: NegotiationLine, words: Words, disaster: dict[str, Any]) -> NegotiationLine:
    """Return the line as people tell the disaster."""
    title = disaster["title"].format_map(words.slots)
    return replace(
        line,
        title=title[:1].upper() + title[1:],
        note=disaster["note"].format_map(words.slots),
        value=None if line.value is None else line.value * Decimal(disaster["times"]),
        outcome=replace(line.outcome, reason=disaster["reason"]),
    )


def with_disasters(talks: Iterable[Talk], year: Year) -> Iterator[tuple[Talk, dict[str, Any] | None]]:
    """Return each talk with the disaster it is, if it is one; its outcome is the disaster's already."""
    disasters = Disasters(year)
    for talk in talks:
        disaster = disasters.of(talk)
        yield (replace(talk, outcome=disaster["outcome"]) if disaster else talk), disaster
