"""How both sides felt afterwards, where somebody asked."""

from decimal import Decimal

from negostrategy.exchange.demo.dice import Dice
from negostrategy.exchange.demo.talks import Talk
from negostrategy.exchange.drafts import PulseLine
from negostrategy.kernel.business import Outcome, PulseDomain, Side, Style

_ASKED, _ASKED_THEM = 0.34, 0.42


def pulses_of(talk: Talk) -> tuple[PulseLine, ...]:
    """Return what the sides answered, from 1 to 7: seldom all of it, and theirs only where ours is there."""
    chance = talk.chance
    if talk.outcome == Outcome.OPEN or not chance.happens(_ASKED):
        return ()
    ours = 3.2 + 2.6 * talk.quality - (1.2 if talk.outcome != Outcome.AGREED else 0)
    # What we win by pressing, they feel.
    theirs = 5.2 - 1.1 * (talk.quality - 0.7) - (1.1 if talk.style == Style.COMBATIVE else 0)
    theirs += 0.5 if talk.style == Style.PARTNERSHIP else 0
    both = _side(chance, Side.OURS, ours)
    return both + (_side(chance, Side.THEIRS, theirs) if chance.happens(_ASKED_THEM) else ())


def _side(chance: Dice, side: Side, mean: float) -> tuple[PulseLine, ...]:
    asked = [domain for domain in PulseDomain if chance.happens(0.9)]
    return tuple(
        PulseLine(side=side.value, domain=domain.value, score=_score(chance.gauss(mean, 0.9))) for domain in asked
    )


def _score(felt: float) -> Decimal:
    return Decimal(min(14, max(2, round(felt * 2)))) / 2
