"""One batch of records into the tables: written, pinned, judged and entered in the trail, inside one transaction."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text

from negostrategy.audit import service as trail
from negostrategy.exchange.queries import Pins
from negostrategy.exchange.service.rows import Record, pin
from negostrategy.exchange.service.tables import add_negotiations, add_rows, counterparts_called
from negostrategy.facts import service as facts
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Outcome
from negostrategy.kernel.db import session
from negostrategy.kernel.events import announce
from negostrategy.negotiations.events import AgreementWritten
from negostrategy.negotiations.models import Move, NegotiationPerson, Pulse, Term


def store(actor: Actor | None, records: Sequence[Record], pins: Pins, *, is_told: bool = True) -> int:
    """Return how many of the records were new; one that is already there, by source and key, is left as it is.

    is_told: managers hear of agreements beyond a floor, or silent about one.
    """
    _forget_plans()
    once = _each_once(records)
    _meet_counterparts(once)
    for record in once:
        pin(record.negotiation, pins)
    added = add_negotiations([record.negotiation for record in once])
    new = [record for record in once if record.negotiation["id"] in added]
    if not new:
        return 0
    add_rows(Term, [row for record in new for row in record.terms])
    add_rows(Move, [row for record in new for row in record.moves])
    add_rows(Pulse, [row for record in new for row in record.pulses])
    add_rows(NegotiationPerson, [row for record in new for row in record.people])
    facts.refresh([UUID(negotiation_id) for negotiation_id in added], is_new=True)
    agreed = tuple(UUID(row["id"]) for row in (one.negotiation for one in new) if row["outcome"] == Outcome.AGREED)
    if agreed and is_told:
        announce(AgreementWritten(agreed))
    trail.record(actor, "negotiations.imported", "negotiation", None, added=len(new), known=len(records) - len(new))
    return len(new)


def _forget_plans() -> None:
    # The database keeps its plan for checking foreign keys as long as a connection lives. One made for an almost empty
    # table reads all of it, for every row, until the table is next analyzed: measured, the third batch of thousand took
    # ten times as long as the first.
    session.execute(text("DISCARD PLANS"))


def _each_once(records: Sequence[Record]) -> list[Record]:
    # The same line twice in one batch has the same id; its parts must not be written twice either.
    first: dict[tuple[str, str], Record] = {}
    for record in records:
        first.setdefault((record.negotiation["source"], record.negotiation["source_key"]), record)
    return list(first.values())


def _meet_counterparts(records: Sequence[Record]) -> None:
    segments: dict[str, str | None] = {}
    for record in records:
        if record.counterpart_name is not None:
            said = record.negotiation["segment"]
            segments[record.counterpart_name] = segments.get(record.counterpart_name) or said
    known = counterparts_called(segments)
    for record in records:
        if record.counterpart_name is not None:
            row = record.negotiation
            row["counterpart_id"], usual = known[record.counterpart_name]
            row["segment"] = row["segment"] or usual
