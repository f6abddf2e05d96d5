"""Who moved how, step by step: both sides come closer, in smaller and smaller steps or in equal ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from negostrategy.exchange.demo.calendar import instants
from negostrategy.exchange.demo.dice import Dice, shifted
from negostrategy.exchange.demo.stories import Story
from negostrategy.exchange.demo.talks import Talk
from negostrategy.exchange.demo.texts import said_in
from negostrategy.exchange.drafts import MoveLine, TermLine
from negostrategy.kernel.business import MoveTag, Outcome, Side, ValueKind

_SHRINKING, _EVEN, _LATE = (0.55, 0.8, 0.95, 1.0, 1.0), (0.3, 0.55, 0.8, 1.0, 1.0), (0.05, 0.1, 0.6, 1.0, 1.0)
_ROUND = frozenset({ValueKind.CHOICE.value, ValueKind.YES_NO.value, ValueKind.DAYS.value, ValueKind.MONTHS.value})


@dataclass
class Course:
    """The moves so far. last_of_theirs: the place of the last step in which they gave something."""

    chance: Dice
    instants: Sequence[datetime | None]
    moves: list[MoveLine] = field(default_factory=list)
    last_of_theirs: int | None = None

    def add(self, side: Side, tag: MoveTag, positions: Mapping[str, Decimal], answers: int | None = None) -> None:
        """Add the next move; now and then somebody remembers what was said."""
        place = len(self.moves)
        is_free = side == Side.OURS and tag == MoveTag.CONCEDE and answers is None
        said = said_in("moves")[side.value]["free" if is_free else tag.value]
        note = self.chance.choice(said) if self.chance.happens(0.3) else None
        self.moves.append(
            MoveLine(
                side=side.value,
                tag=tag.value,
                made_at=self.instants[place],
                positions=dict(positions),
                note=note,
                answers=answers,
            )
        )
        if side == Side.THEIRS and tag == MoveTag.CONCEDE:
            self.last_of_theirs = place + 1


def moves_of(talk: Talk, terms: Sequence[TermLine], until: datetime) -> tuple[MoveLine, ...]:
    """Return the moves of a talk over its terms, in the order in which they were made."""
    chance = talk.chance
    # Key customers talk longest.
    rounds = chance.choices((1, 2, 3, 4, 5), (1, 2, 3, 3, 3) if talk.occasion.key == "customer" else (3, 4, 3, 1, 0))[0]
    last = min(talk.closed_on or talk.held_on, until.date())
    times = list(instants(chance, 2 * rounds + 3, talk.held_on, last)) if chance.happens(0.8) else [None] * 99
    course = Course(chance, times)
    talked_about = chance.some_of([term for term in terms if term.theirs is not None], 4)
    path = chance.choice((_SHRINKING, _SHRINKING, _EVEN, _LATE))
    course.add(Side.OURS, MoveTag.OFFER, _where(talked_about, "opening"))
    course.add(Side.THEIRS, chance.choice((MoveTag.DEMAND, MoveTag.OFFER)), _where(talked_about, "theirs"))
    for turn in range(rounds):
        _one_round(course, talk, talked_about, path[turn])
    _end(course, talk, talked_about)
    return tuple(course.moves)


def _one_round(course: Course, talk: Talk, terms: Sequence[TermLine], reached: float) -> None:
    chance = course.chance
    moving = chance.some_of(terms, max(1, len(terms) - 1))
    if chance.happens(0.14):
        course.add(Side.THEIRS, MoveTag.REJECT, {})
    else:
        course.add(Side.THEIRS, MoveTag.CONCEDE, _closer(moving, "theirs", reached))
    for_nothing = Story.DAYS_FOR_NOTHING in talk.stories and any(term.key == "payment_days" for term in terms)
    is_linked = course.last_of_theirs is not None and not for_nothing and chance.happens(shifted(0.93, talk.care))
    course.add(
        Side.OURS, MoveTag.CONCEDE, _closer(moving, "opening", reached), course.last_of_theirs if is_linked else None
    )


def _end(course: Course, talk: Talk, terms: Sequence[TermLine]) -> None:
    side = course.chance.choice((Side.OURS, Side.THEIRS))
    if talk.outcome == Outcome.AGREED:
        course.add(side, MoveTag.ACCEPT, _where(terms, "agreed"))
    elif talk.outcome in (Outcome.NO_DEAL, Outcome.BROKEN_OFF):
        course.add(side, MoveTag.WALK_AWAY, {})


def _where(terms: Sequence[TermLine], place: str) -> dict[str, Decimal]:
    return {term.key: position for term in terms if (position := getattr(term, place)) is not None}


def _closer(terms: Sequence[TermLine], start: str, reached: float) -> dict[str, Decimal]:
    positions = {}
    for term in terms:
        begun, end = getattr(term, start), term.agreed if term.agreed is not None else _middle(term)
        if begun is None or end is None:
            continue
        found = begun + (end - begun) * Decimal(str(reached))
        positions[term.key] = found.quantize(Decimal(1) if term.kind in _ROUND else Decimal("0.1")) + 0
    return positions


def _middle(term: TermLine) -> Decimal | None:
    return (term.opening + term.theirs) / 2 if term.opening is not None and term.theirs is not None else None
