"""Whom to ask for what a person may not agree to alone. Who may say yes is decided in compliance.approving."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from negostrategy.accounts.queries.chain import house_on
from negostrategy.compliance.approving import Approver, Matter, away_of, whom_to_ask
from negostrategy.compliance.queries.standing import standing_of
from negostrategy.compliance.queries.usual import usual_hours
from negostrategy.strategy.authority import AuthorityLine, Deal, Need, TermOnTable
from negostrategy.strategy.queries.authority import matrix_on

MOST = 3
TERM, FLOOR = "term:", "rule:"


@dataclass(frozen=True)
class Asked:
    """Whom to ask, best first, at most three; where nobody is there, who is away until when."""

    people: tuple[Approver, ...]
    away: tuple[tuple[str, date], ...] = ()


def people_to_ask(matter: Matter) -> Asked:
    """Return whom to ask about a matter, each with how long they usually take."""
    people = whom_to_ask(matter, MOST)
    if not people:
        return Asked((), tuple(away_of(matter)))
    hours = usual_hours([one.user_id for one in people])
    return Asked(tuple(replace(one, usual_hours=hours.get(one.user_id)) for one in people))


def matter_on(
    deal: Deal,
    needs: Collection[Need],
    team_id: UUID | None,
    on: date,
    without: Collection[UUID],
    matrix: list[AuthorityLine],
) -> Matter:
    """Return what a yes is wanted for on a day, with everybody who may have to say it.

    without: people who cannot be asked, because they ask, or negotiate this themselves.
    """
    house = house_on(team_id, [line.user_id for line in matrix if line.user_id], on)
    return Matter(deal, tuple(needs), matrix, house, frozenset(without))


def matter_of_record(
    negotiation_id: UUID, crossing_keys: Collection[str], on: date, without: Collection[UUID]
) -> Matter | None:
    """Return the matter of these crossings of a record as it is stored, or None when there is no such record.

    crossing_keys: "rule:<key>" or "term:<key>", as compliance.queries.crossings names them.
    """
    standing = standing_of(negotiation_id)
    if standing is None:
        return None
    terms = standing.deal.terms
    floors = {key for key in crossing_keys if key.startswith(FLOOR)}
    floors |= {key for key in crossing_keys if terms.get(key.removeprefix(TERM), _NOTHING).band == "stop"}
    deal = replace(standing.deal, floors=frozenset(floors))
    needs = [Need("floor", key) for key in sorted(floors)]
    needs += [need_of(key) for key in sorted(set(crossing_keys) - floors)]
    return matter_on(deal, needs, standing.team_id, on, without, matrix_on(on))


def need_of(key: str) -> Need:
    """Return what a key of a crossing asks for, where it is no walk-away: "term:<key>", "trade:<key>" or a floor."""
    kind, _, name = key.partition(":")
    return Need("floor", key) if kind not in ("term", "trade", "value") else Need(kind, name)


_NOTHING = TermOnTable(None, None, None)
