"""The answer to "may I agree to this?": a light, one sentence, and whom to ask."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negostrategy.compliance.approving import VALUE, Approver
from negostrategy.compliance.by_the_book import score_by_book
from negostrategy.compliance.engine.supposed import FloorResult, Supposed, suppose
from negostrategy.compliance.evidence import missing_pieces, sentence_of
from negostrategy.compliance.queries.approvers import Asked, matter_on, people_to_ask
from negostrategy.compliance.queries.covers import Coverage, Table, coverage_of
from negostrategy.compliance.queries.standing import terms_on_table
from negostrategy.compliance.queries.trading import roles_of, said_of_trade
from negostrategy.compliance.queries.waived import waived_on, waiver_among
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import AuthorityBasis, Light, Result
from negostrategy.negotiations.number_line import read_form
from negostrategy.negotiations.queries.askable import Askable, AskableTerm
from negostrategy.negotiations.queries.negotiators import negotiators_of
from negostrategy.strategy.authority import AuthorityLine, Deal, Holder, Need, is_about, lacking
from negostrategy.strategy.language.sentences import enumerated
from negostrategy.strategy.queries.authority import matrix_on

RULE, TERM = "rule:", "term:"
WORTH_FIRST = "Say what it is worth first."


@dataclass(frozen=True)
class TermAnswer:
    """What is said of one offered term: its band only, never a limit."""

    key: str
    name: str
    said: str
    band: str | None


@dataclass(frozen=True)
class Answer:
    """May this person agree to the offer?

    sentence names what decided; source the rule and version it comes from; ask whom to ask, best first; needs what an
    approval would have to cover, as keys; missing what somebody should say first; score the deal score it would have;
    away who could be asked but is away with nobody in their place, until when; conditions what each yes on the record
    that holds here depends on, and how that stands.
    """

    light: str
    sentence: str
    source: str | None
    terms: tuple[TermAnswer, ...]
    ask: tuple[Approver, ...] = ()
    needs: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    score: Decimal | None = None
    away: tuple[tuple[str, date], ...] = ()
    conditions: tuple[str, ...] = ()


def answer_to(actor: Actor, record: Askable, offer: Mapping[str, Decimal], on: date) -> Answer:
    """Return whether a person may agree to an offer on a record today, and if not, who may. Nothing is written.

    offer: {term key: place on its number line}; terms it does not name count as they stand.
    """
    supposed = suppose(record.id, record.playbook_version_id, dict(offer), on)
    matrix = matrix_on(on)
    passed = _let_pass(record, supposed, on)
    deal = _deal(record, supposed, offer, passed)
    stands = _stands(supposed)
    covered = coverage_of(record.id, Table(offer, stands, deal))
    lack = [need for need in lacking(_holder(actor, record), deal, matrix) if key_of(need) not in covered.met]
    asked = _Asked(actor, record, supposed, deal, matrix, on, passed, covered, stands)
    return asked.answer(lack, offer)


def _stands(supposed: Supposed) -> dict[str, Decimal | None]:
    stands = {key: said.get("current") for key, said in supposed.facts["terms"].items()}
    return {key: None if place is None else Decimal(str(place)) for key, place in stands.items()}


def _let_pass(record: Askable, supposed: Supposed, on: date) -> Mapping[str, date]:
    # Only a broken floor is worth the questions which of them are waived: most answers have none.
    broken = [floor.rule.key for floor in supposed.floors if floor.result == Result.BROKEN]
    called = record.called if broken else None
    waived = waived_on([record.id], on) if called else {}
    lines = {key: f"{called.playbook_id}:{key}" for key in broken} if called else {}
    found = {key: waiver_among(waived, record.id, line) for key, line in lines.items()}
    return {RULE + key: waiver.until_on for key, waiver in found.items() if waiver is not None}


def _deal(record: Askable, supposed: Supposed, offer: Mapping[str, Decimal], passed: Collection[str]) -> Deal:
    facts = supposed.facts
    sealed = [key for key, term in record.terms.items() if term.is_sealed]
    variables = supposed.book.variables if supposed.book else {}
    terms = terms_on_table(facts["terms"], variables, sealed)
    broken = {RULE + floor.rule.key for floor in supposed.floors if floor.result == Result.BROKEN} - set(passed)
    beyond = {TERM + key for key, term in terms.items() if term.band == "stop" and key in offer}
    return Deal(
        facts["topic"],
        facts["segment"],
        facts["value"],
        facts["currency"],
        score_by_book(facts["deal_score"], facts["terms"], variables),
        {key: term for key, term in terms.items() if key in offer},
        frozenset(broken | beyond),
    )


def _holder(actor: Actor, record: Askable) -> Holder:
    is_above = record.team_id is not None and record.team_id in actor.managed_team_ids
    return Holder(actor.user_id, roles_of(actor), is_above)


@dataclass(frozen=True)
class _Asked:
    actor: Actor
    record: Askable
    supposed: Supposed
    deal: Deal
    matrix: list[AuthorityLine]
    on: date
    passed: Mapping[str, date]
    covered: Coverage
    stands: Mapping[str, Decimal | None]

    def answer(self, lack: list[Need], offer: Mapping[str, Decimal]) -> Answer:
        terms = tuple(self._term(self.record.terms[key], place) for key, place in offer.items())
        # What somebody said yes to on a condition waits for that, and for nobody else's word.
        waits = [one for need in lack if (one := self.covered.waits_for(key_of(need))) is not None]
        open_needs = [need for need in lack if self.covered.waits_for(key_of(need)) is None]
        floors = [need for need in open_needs if need.kind == "floor"]
        unknown = [*self._without_reference(offer), *self._unknown()]
        if floors:
            light, sentence, source = Light.RED, *self._floor(floors[0].key)
        elif open_needs:
            light, sentence, source = Light.AMBER, self._short(self._first(open_needs)), self._version()
        elif waits:
            light, sentence, source = Light.AMBER, waits[0].sentence(self.stands), self._version()
        elif unknown:
            light, sentence, source = Light.AMBER, unknown[0], self._version()
        elif self.supposed.book is None and all(term.band is None for term in terms):
            light, sentence, source = Light.AMBER, "No playbook and no limit says anything about this.", None
        else:
            light, sentence, source = Light.GREEN, self._fine(terms), self._version()
        asked = self._ask(lack) if lack or (light == Light.AMBER and not unknown) else Asked(())
        needs, score = tuple(key_of(need) for need in lack), self.supposed.facts["deal_score"]
        missing = tuple(unknown) if not self._lacks_value(lack) else (WORTH_FIRST, *unknown)
        conditions = tuple(one.sentence(self.stands) for one in self.covered.conditions)
        return Answer(light.value, sentence, source, terms, asked.people, needs, missing, score, asked.away, conditions)

    def _term(self, term: AskableTerm, place: Decimal) -> TermAnswer:
        on_table = self.deal.terms.get(term.key)
        return TermAnswer(term.key, term.name, said_of(term, place), on_table.band if on_table else None)

    def _ask(self, lack: list[Need]) -> Asked:
        without = negotiators_of(self.record.id) | {self.actor.user_id}
        return people_to_ask(matter_on(self.deal, lack, self.record.team_id, self.on, without, self.matrix))

    def _lacks_value(self, lack: list[Need]) -> bool:
        return VALUE in lack and self.deal.value is None

    def _first(self, lack: list[Need]) -> Need:
        # Whoever is asked depends on the value: as long as nobody said it, that comes before everything else.
        return VALUE if self._lacks_value(lack) else lack[0]

    def _floor(self, key: str) -> tuple[str, str | None]:
        if key.startswith(TERM):
            term = self.record.terms[key.removeprefix(TERM)]
            return f"{term.name} lies beyond our walk-away.", self._version()
        floor = next(one for one in self.supposed.floors if RULE + one.rule.key == key)
        return f"{floor.rule.title.rstrip('.')}: {self._evidence(floor)}", self._version(floor)

    def _short(self, need: Need) -> str:
        if need.kind == "value":
            return self._too_dear()
        term = self.record.terms[need.key]
        if need.kind == "trade":
            sentence = said_of_trade(term.name, self.deal.terms[need.key].traders)
            return f"{sentence} Ask someone who may trade it."
        return f"{term.name} is short of what is acceptable."

    def _too_dear(self) -> str:
        if self.deal.value is None:
            return WORTH_FIRST
        known = {
            line.currency for line in self.matrix if line.basis == AuthorityBasis.VALUE and is_about(line, self.deal)
        }
        if self.deal.currency not in known:
            said = enumerated(sorted(str(one) for one in known), "and")
            return f"The limits of value here are in {said}; in {self.deal.currency} nobody knows how far you may go."
        return "The value is more than you may agree to."

    def _without_reference(self, offer: Mapping[str, Decimal]) -> list[str]:
        terms = [self.record.terms[key] for key in offer]
        return [
            f"Say how much the {term.lacks} is: our positions on {term.name} are percentages of it."
            for term in terms
            if term.lacks
        ]

    def _unknown(self) -> list[str]:
        unknown = [floor for floor in self.supposed.floors if floor.result == Result.UNKNOWN]
        pieces = [piece for floor in unknown for piece in self._pieces(floor)]
        return list(dict.fromkeys(pieces))

    def _pieces(self, floor: FloorResult) -> list[str]:
        book = self.supposed.book
        return missing_pieces(floor.rule, floor.result, floor.evidence, book) if book else [self._evidence(floor)]

    def _fine(self, terms: tuple[TermAnswer, ...]) -> str:
        if self.passed:
            return f"You may agree: the floor it breaks is let pass until {min(self.passed.values())}."
        if terms and all(term.band == "target" for term in terms):
            return "You may agree: this reaches our target."
        if any(term.band in ("ask", "stop") for term in terms):
            return "You may agree: your authority or an approval covers it."
        return "You may agree: no floor is broken and nothing is short of acceptable."

    def _evidence(self, floor: FloorResult) -> str:
        if self.supposed.book is None:
            return ""
        return sentence_of(floor.rule, floor.result, floor.evidence, self.supposed.book)

    def _version(self, floor: FloorResult | None = None) -> str | None:
        called = self.record.called
        if called is None:
            return None
        rule = f"Rule {floor.rule.place} of " if floor else ""
        return f"{rule}{called.playbook_name}, version {called.number}"


def key_of(need: Need) -> str:
    """Return a need as the key that an approval covers: "rule:<key>", "term:<key>" or "value:"."""
    return need.key if need.kind == "floor" else f"{need.kind}:{need.key}"


def said_of(term: AskableTerm, place: Decimal) -> str:
    """Return an offered place as people read it: 131,000 EUR, 45 days, 2026-12-24, gold."""
    return read_form(term.kind, place, term.labels, term.currency or term.unit)
