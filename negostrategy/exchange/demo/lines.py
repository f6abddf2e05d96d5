"""The lines of a company's year, as an import would read them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal

from negostrategy.exchange.demo.answers import answers_of
from negostrategy.exchange.demo.calendar import Year, written_down
from negostrategy.exchange.demo.company import Company
from negostrategy.exchange.demo.counterparts import PER_EURO
from negostrategy.exchange.demo.disasters import retold, with_disasters
from negostrategy.exchange.demo.moves import moves_of
from negostrategy.exchange.demo.people import others_of, privacy_of
from negostrategy.exchange.demo.pulses import pulses_of
from negostrategy.exchange.demo.talks import Talk, talks
from negostrategy.exchange.demo.terms import terms_of
from negostrategy.exchange.demo.words import Words
from negostrategy.exchange.drafts import AlternativeLine, CounterpartLine, NegotiationLine, OutcomeLine, TermLine
from negostrategy.kernel.business import GameRules, Outcome, Style

SOURCE = "demo"
# Many quick logs hold the one or two figures that mattered.
_QUICK_WITH_FIGURES = 0.76


def lines_of_year(company: Company, seed: int, until: date, count: int) -> Iterator[NegotiationLine]:
    """Return so many negotiations of the year before a day, in the order of their days.

    The same company, seed, day and count always give the same lines.
    """
    year = Year(until)
    for talk, disaster in with_disasters(talks(company, seed, year, count), year):
        terms = terms_of(talk)
        words = Words(talk, terms)
        line = _line(talk, company, year, terms, words)
        yield retold(line, words, disaster) if disaster else line


def _line(talk: Talk, company: Company, year: Year, terms: tuple[TermLine, ...], words: Words) -> NegotiationLine:
    chance, occasion = talk.chance, talk.occasion
    kept_terms = terms if talk.is_deep or chance.happens(_QUICK_WITH_FIGURES) else ()
    value, currency = _value(talk)
    has_moves = talk.is_deep and bool(kept_terms) and chance.happens(0.42)
    return NegotiationLine(
        key=talk.key,
        source=SOURCE,
        title=words.title(),
        note=words.note(),
        kind=occasion.kind.value,
        topic=talk.topic,
        channel=chance.one_of(occasion.channels),
        held_on=talk.held_on,
        recorded_at=written_down(chance, talk.held_on, year, haste=0.55 if talk.is_deep else 0.4),
        owner=talk.owner.email,
        team=talk.owner.team,
        people=others_of(talk, company),
        counterpart=CounterpartLine(name=talk.other_name, segment=talk.outside.segment if talk.outside else None),
        privacy=privacy_of(talk),
        style_planned=_style_planned(talk),
        style_used=talk.style if talk.is_deep or chance.happens(0.4) else None,
        power_balance=talk.power if talk.is_deep and chance.happens(0.85) else None,
        rules_of_game=_rules_of_game(talk),
        alternative=_alternative(talk, words, value),
        value=value,
        currency=currency,
        terms=kept_terms,
        moves=moves_of(talk, kept_terms, _end_of(year)) if has_moves else (),
        pulses=pulses_of(talk),
        answers=answers_of(talk, kept_terms),
        outcome=OutcomeLine(state=talk.outcome, reason=words.reason(), closed_on=talk.closed_on)
        if talk.outcome != Outcome.OPEN
        else OutcomeLine(state=talk.outcome),
    )


def _end_of(year: Year) -> datetime:
    return datetime.combine(year.until, time(), UTC)


def _value(talk: Talk) -> tuple[Decimal | None, str | None]:
    usual = talk.occasion.value
    if usual is None or not talk.chance.happens(0.93 if talk.is_deep else 0.5):
        return None, None
    currency = talk.outside.currency if talk.outside else "EUR"
    amount = usual * talk.size * talk.chance.lognormvariate(0, 0.6) * PER_EURO[currency]
    step = 10 ** max(2, len(str(int(amount))) - 2)
    return Decimal(max(step, round(amount / step) * step)), currency


def _style_planned(talk: Talk) -> str | None:
    chance = talk.chance
    if not talk.is_deep or not chance.happens(0.85 if talk.outside else 0.5):
        return None
    return talk.style if chance.happens(0.8) else Style.COOPERATIVE.value


def _rules_of_game(talk: Talk) -> str | None:
    chance = talk.chance
    shares: Mapping[str, float] = {GameRules.PROPOSED: 25, GameRules.ACCEPTED: 65, GameRules.REFUSED: 10}
    if talk.style == Style.PARTNERSHIP and talk.outside and talk.outside.part == "partner":
        return (GameRules.ACCEPTED if chance.happens(0.9) else GameRules.PROPOSED).value
    is_likely = talk.outside is not None and talk.outside.segment in ("strategic", "key", "partner")
    return str(chance.one_of(shares)) if chance.happens(0.42 if is_likely else 0.06) else None


def _alternative(talk: Talk, words: Words, value: Decimal | None) -> AlternativeLine:
    chance = talk.chance
    usual = (0.8 if talk.outside else 0.45) * (1 if talk.is_deep else 0.5)
    if not chance.happens(usual + 0.14 * talk.share):
        return AlternativeLine()
    text = words.alternative()
    if text is None or value is None or not chance.happens(0.88):
        return AlternativeLine(text=text)
    age = min(400, int(chance.expovariate(1 / 32)))
    worth = (value * Decimal(str(round(chance.gauss(0.93, 0.08), 3)))).quantize(Decimal(100))
    return AlternativeLine(
        text=text, value=max(worth, Decimal(100)), valued_on=date.fromordinal(talk.held_on.toordinal() - age)
    )
