"""A case for the understanding check out of a real record: what happened, without anybody's name and any amount.

Only words of the vocabularies, of the playbook and of the bands are used. Titles, notes, names and numbers of the
record cannot get in, because nothing here reads them.
"""

from dataclasses import dataclass
from uuid import UUID

from negostrategy.compliance.queries.findings import FindingShape, findings_of
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Channel, Result
from negostrategy.negotiations.queries.record import record_of
from negostrategy.negotiations.queries.shapes import Record
from negostrategy.strategy.queries import variables_of

MOST_TERMS = 2
WHERE = {
    Channel.HALLWAY: ", in the hallway",
    Channel.PHONE: ", on the phone",
    Channel.EMAIL: ", by e-mail",
    Channel.VIDEO: ", on video",
    Channel.MEETING: ", in a meeting",
    Channel.CHAT: ", in a chat",
}
STANDS = {
    "stop": "beyond the walk-away",
    "ask": "short of what we accept, not beyond the walk-away",
    "within": "within what we accept",
    "target": "at the target or better",
}
HOLDS = {Result.BROKEN: "is about to be broken", Result.UNKNOWN: "cannot be told yet", Result.KEPT: "is kept"}


@dataclass(frozen=True)
class CaseBeginning:
    """What a leader goes on from."""

    situation: str
    because: str


def case_from(actor: Actor, negotiation_id: UUID, rule_key: str | None = None) -> CaseBeginning | None:
    """Return a situation told from a record that this person may read, about one of its findings if named; or None."""
    record = record_of(actor, negotiation_id)
    if record is None:
        return None
    found = next((one for one in findings_of(negotiation_id) if rule_key and one.rule_key == rule_key), None)
    said = [f"{_who(record)}{WHERE.get(Channel(record.channel), '') if record.channel else ''}."]
    if found is not None and Result(found.result) in HOLDS:
        said.append(f"The rule “{found.rule_title.rstrip('.')}” {HOLDS[Result(found.result)]}.")
    else:
        said += _positions(record)
    return CaseBeginning(" ".join(said), _because(found) if found else "")


def _who(record: Record) -> str:
    kind = "An internal" if record.kind == "internal" else "An external"
    group = f" with a counterpart of the segment “{record.segment.replace('_', ' ')}”" if record.segment else ""
    topic = "something else" if record.topic == "other" else record.topic
    return f"{kind} negotiation about {topic}{group}"


def _positions(record: Record) -> list[str]:
    # A term that somebody added by hand may be called after the other side; one of the playbook is not.
    seeds = variables_of(record.playbook_version_id) if record.playbook_version_id else []
    names = {one.key: one.name for one in seeds}
    known = [(names[term.key], STANDS[term.band]) for term in record.terms if term.key in names and term.band in STANDS]
    return [f"On {name.lower()}, what is on the table is {where}." for name, where in known[:MOST_TERMS]]


def _because(found: FindingShape) -> str:
    guidance = f" {found.guidance}" if found.guidance else ""
    return f"{found.playbook_name} says: {found.rule_title.rstrip('.')}.{guidance}"
