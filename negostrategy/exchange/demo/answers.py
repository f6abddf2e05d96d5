"""What people answered to the questions of their playbook."""

from collections.abc import Iterator, Mapping
from typing import Any

from negostrategy.exchange.demo.dice import shifted
from negostrategy.exchange.demo.stories import Story
from negostrategy.exchange.demo.talks import Talk
from negostrategy.exchange.demo.terms import is_beyond_limit
from negostrategy.exchange.demo.texts import said_in
from negostrategy.exchange.drafts import TermLine
from negostrategy.kernel.business import Outcome, Segment

_AFTER_A_SENTENCE = 0.88
_WHILE_OPEN = 0.7
_INTERFACE = 2


def answers_of(talk: Talk, terms: tuple[TermLine, ...]) -> dict[str, Any]:
    """Return the answers that were given; none before there was a playbook that asked."""
    if talk.edition is None:
        return {}
    chance = talk.chance
    answers: dict[str, Any] = {}
    diligence = talk.owner.diligence * (1 if talk.is_deep else _AFTER_A_SENTENCE)
    diligence *= _WHILE_OPEN if talk.outcome == Outcome.OPEN else 1
    answers_at_all = chance.happens(min(1, diligence + 0.12))
    known = {term.key: term for term in terms}
    for key, habit in said_in("answers")[talk.edition.playbook.key].items():
        asked = habit.get("when")
        if asked is None or asked in set(_circumstances(talk, known, answers)):
            answer = _answer(talk, key, habit, known)
            if answers_at_all and chance.happens(diligence + 0.05):
                answers[key] = answer
    return answers


def _answer(talk: Talk, key: str, habit: Mapping[str, Any], terms: Mapping[str, TermLine]) -> Any:
    chance = talk.chance
    if "shares" in habit:
        if Story.PROMISE_UNBACKED in talk.stories and key == "service_needs_capacity":
            return True
        return chance.one_of(habit["shares"])
    shift = talk.care + sum(said_in("answers")["stories"].get(story, {}).get(key, 0) for story in talk.stories)
    if not chance.happens(shifted(habit["often"], shift)):
        return chance.choice(habit["wrong"])
    if "strictly" in habit and is_beyond_limit(talk, terms, "net_price", "walk_away"):
        return habit["strictly"]
    return chance.choice(habit["right"])


def _circumstances(talk: Talk, terms: Mapping[str, TermLine], answers: Mapping[str, Any]) -> Iterator[str]:
    yield from (key for key, answer in answers.items() if answer is True)
    if talk.outside and talk.outside.segment == Segment.STRATEGIC:
        yield "strategic"
    for circumstance, key, limit in (
        ("long_shift", "new_date", "walk_away"),
        ("price_beyond_limit", "price_change", "walk_away"),
        ("liability_beyond_limit", "liability_cap", "walk_away"),
        ("discount_below_acceptable", "net_price", "acceptable"),
    ):
        if is_beyond_limit(talk, terms, key, limit):
            yield circumstance
    if _now(terms, "quality_gate_kept", 1) == 0:
        yield "gate_dropped"
    if _now(terms, "change_class", 0) >= _INTERFACE:
        yield "deep_change"
    if _now(terms, "net_price", 0) < 0:
        yield "discount"


def _now(terms: Mapping[str, TermLine], key: str, otherwise: float) -> float:
    term = terms.get(key)
    position = (term.agreed if term.agreed is not None else term.theirs) if term else None
    return otherwise if position is None else float(position)
