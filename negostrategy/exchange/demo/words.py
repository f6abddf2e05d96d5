"""What people wrote about a talk: a title, a few sentences, and why it ended as it did."""

from collections.abc import Iterator, Sequence
from functools import cache
from string import Formatter

from negostrategy.exchange.demo.talks import Talk
from negostrategy.exchange.demo.texts import said_in
from negostrategy.exchange.drafts import TermLine
from negostrategy.kernel.business import ValueKind

_ABOUT = ("project", "part", "material", "skill", "purpose", "matter", "change")
_SIGNED = frozenset({"price_change"})
_TURNED = frozenset({"net_price"})


class Words:
    """The sentences about one talk; all of them name the same things."""

    def __init__(self, talk: Talk, terms: Sequence[TermLine]) -> None:
        self.talk = talk
        self.chance = talk.chance
        self.said = said_in(talk.occasion.key)
        self.slots = {name: self.chance.choice(said_in("things")[name]) for name in _ABOUT}
        wares = said_in("counterparts")["wares"].get(talk.other_name)
        self.slots |= {"material": self.chance.choice(wares)} if wares else {}
        self.slots |= {"them": talk.other_name} | {term.key: spoken for term in terms if (spoken := _spoken(term))}
        self.slots |= {name.capitalize(): _begun(self.slots[name]) for name in _ABOUT}

    def title(self) -> str:
        """Return what the talk is called."""
        return self._say(self.said["titles"]) or self.talk.other_name

    def note(self) -> str | None:
        """Return what somebody wrote down: for a deep talk a small story, otherwise a sentence or none."""
        if not self.talk.is_deep and self.chance.happens(0.3):
            return None
        return " ".join(sentence for sentence in self._sentences() if sentence) or None

    def reason(self) -> str | None:
        """Return why it ended as it did, where that was written down."""
        reasons = self.said["reasons"].get(self.talk.outcome)
        if not reasons or not self.chance.happens(0.8 if self.talk.is_deep else 0.4):
            return None
        return self._say(reasons)

    def alternative(self) -> str | None:
        """Return what we would have done without an agreement, where anybody thought of it."""
        return self._say(self.said["alternatives"])

    def _sentences(self) -> Iterator[str | None]:
        of_story = [sentence for story in sorted(self.talk.stories) for sentence in self.said.get(story, ())]
        happened = self._say(self.said["happened"])
        if of_story:
            yield from (happened, self._say(of_story))
        elif self.talk.is_deep:
            yield happened
            yield self._say(self.said["because"]) if self.chance.happens(0.62) else None
            yield self._say(self.said.get(self.talk.outcome, ()))
        else:
            yield self._say(self.said.get(self.talk.outcome, ())) if self.chance.happens(0.7) else happened

    def _say(self, sentences: Sequence[str]) -> str | None:
        fitting = [sentence for sentence in sentences if _asks_for(sentence) <= self.slots.keys()]
        return _begun(self.chance.choice(fitting).format_map(self.slots)) or None if fitting else None


@cache
def _asks_for(sentence: str) -> frozenset[str]:
    return frozenset(name for _text, name, _format, _turned in Formatter().parse(sentence) if name)


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _spoken(term: TermLine) -> str | None:
    position = term.agreed if term.agreed is not None else term.theirs
    if position is None or term.kind in (ValueKind.CHOICE, ValueKind.YES_NO):
        return None
    number = f"{abs(position):,.2f}".rstrip("0").rstrip(".")
    if term.key in _TURNED:
        return "list price" if position == 0 else f"{number} % off"
    if term.key in _SIGNED:
        return "the old price" if position == 0 else f"{'+' if position > 0 else '−'}{number} %"
    if term.kind == ValueKind.PERCENT:
        return f"{number} %"
    unit = "EUR" if term.kind == ValueKind.MONEY else term.unit
    return f"{number} {unit.rstrip('s') if position == 1 else unit}".strip()
