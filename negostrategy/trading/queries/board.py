"""The trade board: what is worth trading, a package put together from it, and packages beside each other."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from negostrategy.compliance.queries.asking import Answer, answer_to
from negostrategy.edge.display import plural
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Light
from negostrategy.negotiations.number_line import NotOnTheLine, as_kept, placed, typed_again
from negostrategy.negotiations.queries.askable import Askable
from negostrategy.trading.queries.line import Line
from negostrategy.trading.queries.picture import TradeIdea, trades_from
from negostrategy.trading.queries.table import Values, supposing

LETTERS = "ABCD"
NOTHING_TO_JUDGE = "No change in it sets a term, so there is nothing to judge."
NOTHING_IN_IT = "Nothing is in it, so there is nothing to judge."
TWO_OF_ONE_TERM = "Two of its changes are options of one term."
AS_IT_STANDS = "this is about the record as it stands."


@dataclass(frozen=True)
class Seen:
    """A package as the board shows it.

    values: the table as if it were on the table. answer: may we agree to it; why_no_answer says why there is none, and
    typed what to ask about by hand. clash: two options of one term; lost: how many of its lines are not there any more.
    """

    id: UUID | None
    name: str
    values: Values
    answer: Answer | None
    why_no_answer: str
    typed: dict[str, str]
    clash: bool
    lost: int

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the lines in it."""
        return self.values.chosen

    @property
    def ids(self) -> tuple[UUID, ...]:
        """Return the ids of the lines in it."""
        return tuple(line.id for line in self.lines)

    @property
    def left_out(self) -> tuple[Line, ...]:
        """Return the lines in it that set no term, so that no rule and no limit can look at them."""
        return tuple(line for line in self.lines if not (line.term_key and line.term_value))

    @property
    def about(self) -> str:
        """Return what the answer is about where that is not the whole package; nothing where it is."""
        if self.answer is None:
            return ""
        if not self.typed:
            return f"{'No change in it sets a term' if self.lines else 'Nothing is in it'}: {AS_IT_STANDS}"
        if not self.left_out:
            return ""
        verbs = "sets no term and is" if len(self.left_out) == 1 else "set no term and are"
        return f"{plural(len(self.left_out), 'change')} in it {verbs} left out of this answer."

    @property
    def wants_terms(self) -> bool:
        """Return whether more could be told once its changes say which term they set, and to what."""
        return bool(self.left_out) and (self.answer is not None or not self.typed)

    @property
    def asking(self) -> dict[str, str]:
        """Return what it offers as the page that asks about an offer takes it."""
        return {f"offer-{key}": typed_again(said) for key, said in self.typed.items()}

    @property
    def unknown(self) -> tuple[Line, ...]:
        """Return the lines in it that count on neither side, as a figure is not known."""
        return tuple(line for line in self.lines if line.gain is None)


@dataclass(frozen=True)
class Board:
    """Everything on the board. changes: every line, largest joint gain first, those not known last."""

    changes: tuple[Line, ...]
    trades: tuple[TradeIdea, ...]
    package: Seen
    compared: tuple[Seen, ...]
    next_name: str

    @property
    def columns(self) -> tuple[Seen, ...]:
        """Return the packages beside each other: the one being put together first."""
        return (self.package, *self.compared)


def board_of(actor: Actor, values: Values, asked: Askable | None, taken: Collection[UUID], on: date) -> Board:
    """Return the board with these lines taken into the package."""
    look = _Look(actor, values, asked, on)
    package = look.at(None, "The package", taken)
    compared = [look.at(one.id, one.name, one.entry_ids) for one in values.kept]
    return Board(
        changes=tuple(sorted(values.lines, key=_by_gain)),
        trades=trades_from(package.values),
        package=package,
        compared=tuple(compared),
        next_name=_next_name([one.name for one in values.kept]),
    )


@dataclass(frozen=True)
class _Look:
    actor: Actor
    values: Values
    asked: Askable | None
    on: date

    def at(self, package_id: UUID | None, name: str, ids: Collection[UUID]) -> Seen:
        values = supposing(self.values, ids)
        typed = {line.term_key: line.term_value for line in values.chosen if line.term_key and line.term_value}
        terms = [line.term_key for line in values.chosen if line.term_key]
        clash = len(set(terms)) < len(terms)
        answer, why = (None, TWO_OF_ONE_TERM) if clash else self._answer(typed, values.chosen)
        return Seen(package_id, name, values, answer, why, typed, clash, len(set(ids)) - len(values.chosen))

    def _answer(self, typed: dict[str, str], lines: Sequence[Line]) -> tuple[Answer | None, str]:
        if self.asked is None or not self.asked.may_ask:
            return None, "Only who negotiates here may ask whether it can be agreed."
        # Every answer about a sealed limit is counted and kept on the record; what is shown unasked would not be.
        if any(self.asked.terms[key].is_sealed for key in typed if key in self.asked.terms):
            return None, "It touches a sealed limit: ask, and the question is kept on the record."
        offer, wrong = _offer(self.asked, typed)
        if wrong:
            return None, f"“{wrong}” in the value table is no position of its term."
        answer = answer_to(self.actor, self.asked, offer, self.on)
        # A yes to nothing would be read as a yes to what stands on the table beside it.
        if typed or answer.light != Light.GREEN:
            return answer, ""
        return None, NOTHING_TO_JUDGE if lines else NOTHING_IN_IT


def _offer(asked: Askable, typed: dict[str, str]) -> tuple[dict[str, Decimal], str]:
    offer: dict[str, Decimal] = {}
    for key, said in typed.items():
        term = asked.terms.get(key)
        try:
            if term is None:
                return {}, said
            offer[key] = placed(term.kind, said, term.labels, as_kept)
        except NotOnTheLine:
            return {}, said
    return offer, ""


def _by_gain(line: Line) -> tuple[bool, Decimal, Decimal]:
    gain = line.gain
    return (True, Decimal(0), Decimal(0)) if gain is None else (False, -gain.middle, -gain.low)


def _next_name(taken: Sequence[str]) -> str:
    names = [f"Package {letter}" for letter in LETTERS]
    return next((name for name in names if name not in taken), f"Package {len(taken) + 1}")
