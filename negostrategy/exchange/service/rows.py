"""From a checked line to the rows of a negotiation, its names looked up."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from negostrategy.exchange.drafts import NegotiationLine, TermLine
from negostrategy.exchange.number_line import as_number
from negostrategy.exchange.queries import Colleague, Directory, Pins
from negostrategy.kernel.business import Kind, Privacy, Topic, ValueKind
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.names import name_key

type_of_row = dict[str, Any]
NARROWNESS = (Privacy.OPEN, Privacy.NEED_TO_KNOW, Privacy.PRIVATE)
_VERSION_AND_VARIANT = (7 << 76) | (2 << 62)


@dataclass(frozen=True, slots=True)
class Record:
    """A negotiation as rows. Its counterpart may be missing still: counterparts are found for many at once."""

    negotiation: type_of_row
    counterpart_name: str | None
    terms: list[type_of_row] = field(default_factory=list)
    moves: list[type_of_row] = field(default_factory=list)
    pulses: list[type_of_row] = field(default_factory=list)
    people: list[type_of_row] = field(default_factory=list)


def record_of(line: NegotiationLine, organization_id: UUID, who: Directory, owner: Colleague | None) -> Record:
    """Return the rows of a line. owner: whose the record is when the line does not say.

    Errors: BadInput for a person or team that the organization does not have.
    """
    owned_by = _colleague(who, line.owner, "/owner") if line.owner else owner
    if owned_by is None:
        raise BadInput({"/owner": ["Nobody owns it: name an owner, or say in whose name you import."]})
    record_id = id_of_record(organization_id, line)
    record = Record(_negotiation(line, record_id, who, owned_by), _outside_name(line))
    record.terms.extend(_terms(line, record_id, who.currency))
    record.moves.extend(_moves(line, record_id))
    record.pulses.extend(_pulses(line, record_id))
    record.people.extend(_people(line, record_id, who))
    return record


def pin(row: type_of_row, pins: Pins) -> None:
    """Set the versions that were in force on the day of the row, and how private it is unless the line said so."""
    pinned = pins.of(row["kind"], row["topic"], row["segment"], row["value"], row["held_on"])
    row["strategy_version_id"] = pinned.strategy_version_id
    row["playbook_version_id"] = pinned.playbook_version_id
    if row["privacy"] is None:
        usual = Privacy.NEED_TO_KNOW if row["topic"] == Topic.STAFF else Privacy.OPEN
        row["privacy"] = max(usual, Privacy(pinned.privacy_default or Privacy.OPEN), key=NARROWNESS.index).value


def id_of_record(organization_id: UUID, line: NegotiationLine) -> str:
    """Return the id of a line's negotiation, which sorts by its day.

    The same line always gets the same id: an import repeated anywhere, from the same file, makes the same records.
    """
    named = "\x1f".join((str(organization_id), line.source, line.key)).encode()
    random = int.from_bytes(hashlib.blake2b(named, digest_size=10).digest(), "big")
    return _id_at(_midnight(line.held_on), random)


def id_of_part(record_id: str, place: int) -> str:
    """Return the id of the part of a negotiation in one place, 0 to 65,535; it lies beside its negotiation's."""
    return f"{record_id[:-4]}{place:04x}"


def _id_at(milliseconds: int, random: int) -> str:
    # RFC 9562, version 7: 48 bits of time, 12 and 62 bits that here come from the name.
    number = (milliseconds << 80) | _VERSION_AND_VARIANT | (random >> 68 << 64) | (random & ((1 << 62) - 1))
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def _negotiation(line: NegotiationLine, record_id: str, who: Directory, owner: Colleague) -> type_of_row:
    alternative, outcome = line.alternative, line.outcome
    return {
        "id": record_id,
        "title": line.title,
        "note": line.note,
        "kind": line.kind,
        "topic": line.topic,
        "channel": line.channel,
        "held_on": line.held_on,
        "recorded_at": line.recorded_at,
        "owner_id": owner.id,
        "team_id": _team(who, line.team, "/team") if line.team else owner.team_on(line.held_on),
        "counterpart_id": None,
        "counterpart_team_id": _counterpart_team(line, who),
        "segment": line.counterpart.segment,
        "privacy": line.privacy,
        "style_planned": line.style_planned,
        "style_used": line.style_used,
        "power_balance": line.power_balance,
        "rules_of_game": line.rules_of_game,
        "alternative": alternative.text,
        "alternative_value": alternative.value,
        "alternative_valued_on": alternative.valued_on,
        "value": line.value,
        "currency": line.currency or (who.currency if line.value is not None else None),
        "outcome": outcome.state,
        "outcome_reason": outcome.reason,
        "closed_on": outcome.closed_on,
        "strategy_version_id": None,
        "playbook_version_id": None,
        "answers": dict(line.answers),
        "source": line.source,
        "source_key": line.key,
    }


def _terms(line: NegotiationLine, record_id: str, currency: str) -> Iterator[type_of_row]:
    for place, term in enumerate(line.terms, 1):
        yield {
            "id": id_of_part(record_id, place),
            "negotiation_id": record_id,
            "place": place,
            "key": term.key,
            "name": term.name,
            "topic": term.topic or line.topic,
            "kind": term.kind,
            "unit": term.unit,
            "currency": _currency(term, line.currency or currency),
            "direction": term.direction,
            "giver": term.giver,
            "weight": term.weight,
            "levels": term.levels,
            "opening": term.opening,
            "target": term.target,
            "acceptable": term.acceptable,
            "walk_away": term.walk_away,
            "theirs": term.theirs,
            "agreed": term.agreed,
            "quantity": term.quantity,
            "our_value": term.our_value,
            "their_value": term.their_value,
            "detail": term.detail,
            "not_part": term.not_part,
        }


def _currency(term: TermLine, usual: str) -> str | None:
    return (term.currency or usual) if term.kind == ValueKind.MONEY else None


def _moves(line: NegotiationLine, record_id: str) -> Iterator[type_of_row]:
    for place, move in enumerate(line.moves, 1):
        yield {
            "id": id_of_part(record_id, place),
            "negotiation_id": record_id,
            "place": place,
            "side": move.side,
            "tag": move.tag,
            "made_at": move.made_at,
            "positions": {key: as_number(said) for key, said in move.positions.items()},
            "note": move.note,
            "answers_move_id": id_of_part(record_id, move.answers) if move.answers else None,
        }


def _pulses(line: NegotiationLine, record_id: str) -> Iterator[type_of_row]:
    for place, pulse in enumerate(line.pulses, 1):
        yield {
            "id": id_of_part(record_id, place),
            "negotiation_id": record_id,
            "side": pulse.side,
            "domain": pulse.domain,
            "score": pulse.score,
        }


def _people(line: NegotiationLine, record_id: str, who: Directory) -> Iterator[type_of_row]:
    for place, person in enumerate(line.people, 1):
        colleague = _colleague(who, person.email, f"/people/{place - 1}/email")
        yield {
            "id": id_of_part(record_id, place),
            "negotiation_id": record_id,
            "user_id": colleague.id,
            "team_id": colleague.team_on(line.held_on),
            "part": person.part,
        }


def _outside_name(line: NegotiationLine) -> str | None:
    name = line.counterpart.name
    # A name of which nothing is seen names nobody.
    return name if line.kind == Kind.EXTERNAL and name and name_key(name) else None


def _counterpart_team(line: NegotiationLine, who: Directory) -> UUID | None:
    if line.kind == Kind.EXTERNAL or line.counterpart.name is None:
        return None
    return _team(who, line.counterpart.name, "/counterpart/name")


def _colleague(who: Directory, email: str, pointer: str) -> Colleague:
    colleague = who.people.get(email)
    if colleague is None:
        raise BadInput({pointer: ["Nobody with this address is in the organization."]})
    return colleague


def _team(who: Directory, name: str, pointer: str) -> UUID:
    team_id = _named(who.teams, name)
    if team_id is None:
        raise BadInput({pointer: ["No team of the organization is called so."]})
    return team_id


def _named(teams: Mapping[str, UUID], name: str) -> UUID | None:
    return teams.get(name_key(name))
