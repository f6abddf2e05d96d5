"""What lies on the table of a talk: the variables of its playbook with our positions, theirs, and what was agreed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from negostrategy.exchange.demo.dice import Dice
from negostrategy.exchange.demo.editions import editions
from negostrategy.exchange.demo.places import is_beyond, placed, rounded
from negostrategy.exchange.demo.stories import Story
from negostrategy.exchange.demo.talks import Talk
from negostrategy.exchange.demo.texts import said_in
from negostrategy.exchange.drafts import TermLine
from negostrategy.kernel.business import Outcome
from negostrategy.strategy.starters.shapes import StarterPlaybook, StarterVariable

# People sell to small customers as they know it from the large ones, only without a playbook for it.
_BORROWED = {"deal": "key_customer_renewal"}
_MOST_FOR_DEALS = 5
_OFTEN_WITHOUT_LIMITS = 0.06
_GIVEN_UP = 0.022


def terms_of(talk: Talk) -> tuple[TermLine, ...]:
    """Return everything that was talked about; what of it gets written down is another matter."""
    playbook = _book(talk)
    if playbook is None:
        return ()
    chance = talk.chance
    is_blind = Story.CLOSED_BLIND in talk.stories or talk.edition is None or chance.happens(_OFTEN_WITHOUT_LIMITS)
    both_valued = _both_valued(chance, talk)
    return tuple(
        _term(chance, talk, variable, is_blind=is_blind, is_valued=variable.key in both_valued)
        for variable in _on_the_table(chance, talk, playbook)
    )


def is_beyond_limit(talk: Talk, terms: Mapping[str, TermLine], key: str, limit: str) -> bool:
    """Return whether a term stands beyond one of our limits, "acceptable" or "walk_away", by what is known of it."""
    term, variable = terms.get(key), variable_of(talk, key)
    if term is None or variable is None:
        return False
    position = term.agreed if term.agreed is not None else term.theirs
    return is_beyond(variable, position, getattr(term, limit))


def variable_of(talk: Talk, key: str) -> StarterVariable | None:
    """Return a variable of the talk's playbook."""
    playbook = _book(talk)
    return next((variable for variable in playbook.variables if variable.key == key), None) if playbook else None


def _book(talk: Talk) -> StarterPlaybook | None:
    if talk.edition is not None:
        return talk.edition.playbook
    key = talk.occasion.playbook or _BORROWED.get(talk.occasion.key)
    return next((edition.playbook for edition in editions() if edition.playbook.key == key), None)


def _on_the_table(chance: Dice, talk: Talk, playbook: StarterPlaybook) -> list[StarterVariable]:
    always = set(said_in("gives")["always"].get(playbook.key, ()))
    if not talk.is_deep:
        return [variable for variable in playbook.variables if variable.key in always]
    wide = chance.happens(0.74 + 0.14 * talk.share)
    most = len(playbook.variables) if wide else 4
    most = min(most, _MOST_FOR_DEALS) if talk.edition is None else most
    others = [variable for variable in playbook.variables if variable.key not in always]
    fewest = min(len(others), 3 if wide else 1)
    chosen = {
        variable.key for variable in chance.some_of(others, chance.randint(fewest, max(fewest, most - len(always))))
    }
    return [variable for variable in playbook.variables if variable.key in always | chosen]


def _both_valued(chance: Dice, talk: Talk) -> set[str]:
    if talk.edition is None or not talk.occasion.part or not chance.happens(0.78 + 0.14 * talk.share):
        return set()
    known = list(said_in("gives")["values"])
    return set(chance.sample(known, int(len(known) * 0.8)))


def _term(chance: Dice, talk: Talk, variable: StarterVariable, *, is_blind: bool, is_valued: bool) -> TermLine:
    quality = talk.quality + said_in("gives")["lift"].get(variable.key, 0.0) + chance.gauss(0, 0.22)
    # Now and then one term is given up altogether.
    quality -= 0.95 if chance.happens(_GIVEN_UP) else 0
    quality = _as_told(talk, variable.key, quality)
    asked = min(quality - 0.1, chance.gauss(-0.05, 0.3))
    agreed, theirs = _agreed(chance, talk, variable, quality), _position(chance, variable, asked)
    worth = _worth(chance, talk, variable.key) if is_valued else (None, None)
    has_limits = not is_blind
    return TermLine(
        key=variable.key,
        name=variable.name,
        kind=variable.kind.value,
        unit=variable.unit,
        direction=variable.direction.value if variable.direction else None,
        giver=variable.giver,
        weight=variable.weight,
        levels=_levels(variable),
        opening=variable.opening if variable.opening is not None else placed(variable, 1.0),
        target=variable.target,
        acceptable=variable.acceptable if has_limits else None,
        walk_away=variable.walk_away if has_limits else None,
        theirs=theirs,
        agreed=agreed,
        our_value=worth[0],
        their_value=worth[1],
    )


def _as_told(talk: Talk, key: str, quality: float) -> float:
    if Story.PRICE_CROSSED in talk.stories and key == "price_change":
        return -0.45
    if Story.DAYS_FOR_NOTHING in talk.stories and key == "payment_days":
        return min(quality, 0.12)
    if Story.GATE_DROPPED in talk.stories and key == "quality_gate_kept":
        return 0.1
    return quality


def _agreed(chance: Dice, talk: Talk, variable: StarterVariable, quality: float) -> Decimal | None:
    if talk.outcome != Outcome.AGREED or (chance.happens(0.04) and variable.weight < 20):
        return None
    return _position(chance, variable, quality)


def _position(chance: Dice, variable: StarterVariable, quality: float) -> Decimal | None:
    options = said_in("gives")["options"].get(variable.key)
    if variable.target is None and options:
        return Decimal(str(chance.choice(options)))
    return placed(variable, quality)


def _levels(variable: StarterVariable) -> tuple[Mapping[str, Any], ...] | None:
    if not variable.levels:
        return None
    return tuple(
        {"level": level.level, "label": level.label, "points": float(level.points)} for level in variable.levels
    )


def _worth(chance: Dice, talk: Talk, key: str) -> tuple[Decimal, Decimal]:
    ours, theirs = said_in("gives")["values"][key]
    scale = talk.size * chance.uniform(0.8, 1.25)
    return _money(ours * scale), _money(theirs * scale * chance.uniform(0.75, 1.3))


def _money(amount: float) -> Decimal:
    step = Decimal("0.05") if abs(amount) < 10 else Decimal(5) if abs(amount) < 500 else Decimal(50)
    return rounded(Decimal(str(round(amount, 4))), step) + 0
