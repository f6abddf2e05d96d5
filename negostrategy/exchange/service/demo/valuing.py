"""What the changes on the demo's tables cost one side and are worth to the other."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from sqlalchemy import select

from negostrategy.exchange.demo.dice import Dice, dice
from negostrategy.kernel.business import Kind, Outcome
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.negotiations.models import Move, Negotiation, Term
from negostrategy.trading.models import ValueEntry, ValuePackage, ValueTable

VALUED = timedelta(days=200)
SHARE, KNOWN, TOLD, WRONG = 0.45, 0.85, 0.35, 0.3
SMALLEST_VALUE = 20_000
NEAREST = 100
PARTS = 1000


@dataclass(frozen=True)
class Change:
    """One change, its figures in thousandths of the record's value, lowest and highest.

    term: which term of a record it would change, and to what; counted only where a record has that term.
    """

    what: str
    giver: str
    cost: tuple[int, int]
    worth: tuple[int, int]
    source: str
    term: tuple[str, str] = ("", "")


CHANGES = (
    Change("Pay 15 days sooner", "us", (2, 3), (5, 7), "Our interest and theirs", ("payment_days", "45")),
    Change("Rolling 12-month forecast", "us", (1, 1), (6, 10), "Their planner, on the phone"),
    Change("Two-year contract", "us", (4, 6), (10, 15), "Guess", ("contract_length", "24")),
    Change("Full pallets only", "us", (1, 2), (3, 4), "Warehouse, last quarter"),
    Change("Reference visit for their customers", "us", (0, 1), (1, 3), "Guess"),
    Change("Warranty 24 months instead of 18", "them", (2, 3), (6, 8), "Our claims of two years", ("warranty", "24")),
    Change("Four weeks of stock at our site", "them", (5, 7), (9, 13), "Line stops of last year"),
    Change("Engineer on site for the first series", "them", (3, 4), (5, 9), "Quality department"),
    Change("Fixed price for a year", "them", (4, 6), (4, 5), "Steel index"),
)


def value(today: date) -> None:
    """Fill the value tables of some recent negotiations with other companies; done once."""
    if session.scalar(select(ValueTable.id).limit(1)) is not None:
        return
    talks = session.scalars(
        select(Negotiation)
        .where(Negotiation.kind == Kind.EXTERNAL)
        .where(Negotiation.value >= SMALLEST_VALUE)
        .where(Negotiation.held_on >= today - VALUED)
        .order_by(Negotiation.held_on, Negotiation.id)
    ).all()
    valued = [(talk, chance) for talk in talks if (chance := dice("value table", talk.source_key)).happens(SHARE)]
    ids = [talk.id for talk, _chance in valued]
    terms = set(session.execute(select(Term.negotiation_id, Term.key).where(Term.negotiation_id.in_(ids))).tuples())
    moves = session.scalars(select(Move).where(Move.negotiation_id.in_(ids)).order_by(Move.place)).all()
    for talk, chance in valued:
        session.add(ValueTable(negotiation_id=talk.id, revision=1, changed_by_id=talk.owner_id))
        entries = _fill(talk, chance, {key for talk_id, key in terms if talk_id == talk.id})
        _offer(talk, entries, [move for move in moves if move.negotiation_id == talk.id])
    session.flush()


def _offer(talk: Negotiation, entries: list[ValueEntry], moves: list[Move]) -> None:
    # Everybody begins with what the other side gives, and gives a little more each time.
    known = [one for one in entries if one.cost_low is not None and one.worth_low is not None]
    for side, giver in (("ours", "us"), ("theirs", "them")):
        mine = [one for one in known if one.giver == giver]
        wanted = [one for one in known if one.giver != giver]
        made = [one for one in moves if one.side == side]
        for step, move in enumerate(made):
            # Half-way at the last move: each side gives up half of what it wanted for half of what was asked.
            part = step / (2 * len(made))
            offered = [*wanted[: ceil(len(wanted) * (1 - part))], *mine[: ceil(len(mine) * part)]]
            session.add(
                ValuePackage(
                    negotiation_id=talk.id,
                    name=f"Move {move.place}",
                    entry_ids=[one.id for one in offered],
                    made_by_id=talk.owner_id,
                    move_id=move.id,
                )
            )


def _fill(talk: Negotiation, chance: Dice, terms: Collection[str]) -> list[ValueEntry]:
    entries = []
    changes = chance.some_of(CHANGES, chance.randint(4, 7))
    for place, change in enumerate(changes):
        is_known = chance.happens(KNOWN)
        ours, theirs = ("cost", "worth") if change.giver == "us" else ("worth", "cost")
        figures = {ours: _range(talk, change, ours), theirs: _range(talk, change, theirs) if is_known else None}
        told = _told(figures[theirs], chance) if chance.happens(TOLD) else None
        entries.append(
            ValueEntry(
                id=new_id(),
                negotiation_id=talk.id,
                place=place,
                term_key=change.term[0] if change.term[0] in terms else None,
                term_value=change.term[1] if change.term[0] in terms else None,
                what=change.what,
                giver=change.giver,
                **_ends("cost", figures["cost"]),
                **_ends("worth", figures["worth"]),
                basis="guess" if change.source == "Guess" else "records",
                source=change.source,
                asked_on=talk.held_on if told is not None else None,
                told=told,
                told_on=talk.held_on if told is not None else None,
                is_chosen=is_known and chance.happens(0.6 if talk.outcome == Outcome.AGREED else 0.4),
            )
        )
    session.add_all(entries)
    return entries


def _range(talk: Negotiation, change: Change, figure: str) -> tuple[Decimal, Decimal]:
    low, high = change.cost if figure == "cost" else change.worth
    return _rounded(talk.value, low), _rounded(talk.value, high)


def _rounded(worth: Decimal | None, parts: int) -> Decimal:
    return Decimal(round((worth or Decimal(0)) * parts / PARTS / NEAREST) * NEAREST)


def _told(guessed: tuple[Decimal, Decimal] | None, chance: Dice) -> Decimal | None:
    if guessed is None:
        return None
    low, high = guessed
    return high + Decimal(NEAREST * 3) if chance.happens(WRONG) else (low + high) / 2


def _ends(name: str, figure: tuple[Decimal, Decimal] | None) -> dict[str, Decimal | None]:
    return {f"{name}_low": figure[0] if figure else None, f"{name}_high": figure[1] if figure else None}
