"""A record as authority looks at it: what lies on the table, by the playbook where the record is more lenient."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.engine import Row

from negostrategy.compliance.by_the_book import score_by_book, sense_of, stricter_band
from negostrategy.compliance.engine.shelf import ready_rulebook
from negostrategy.facts.models import Facts
from negostrategy.kernel.db import session
from negostrategy.negotiations.bands import points_of
from negostrategy.strategy.authority import Deal, TermOnTable
from negostrategy.strategy.queries.sealed import sealed_edges
from negostrategy.strategy.rulebook import VariableLine


@dataclass(frozen=True)
class Standing:
    """A record as it is stored. agreed: the keys of the terms on which something is agreed; deal has no floors yet.

    floors: the keys of what has a walk-away, here or in the playbook; unstated: those on which an agreement is silent;
    left_out: the keys of what is not part of the agreement.
    """

    negotiation_id: UUID
    version_id: UUID | None
    team_id: UUID | None
    deal: Deal
    agreed: frozenset[str]
    variables: Mapping[str, VariableLine]
    floors: tuple[str, ...] = ()
    unstated: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()

    @property
    def beyond(self) -> list[str]:
        """Return the keys of the terms that are agreed beyond their walk-away, or left out although they have one.

        Of a sealed walk-away nobody here knows more than "ask": short of acceptable counts as beyond. What the playbook
        calls optional may be left out.
        """
        agreed = {key for key in self.agreed if _is_beyond(self.deal.terms[key])}
        return sorted(agreed | {key for key in self.left_out if key in self.floors and not self.is_optional(key)})

    def is_optional(self, key: str) -> bool:
        """Return whether the playbook says that an agreement may leave a variable out."""
        return key in self.variables and self.variables[key].is_optional

    @property
    def places(self) -> dict[str, Decimal | None]:
        """Return where each term stands."""
        return {key: term.present for key, term in self.deal.terms.items()}

    def name_of(self, key: str) -> str:
        """Return how a term is called."""
        return self.variables[key].name if key in self.variables else key.replace("_", " ").capitalize()


def standing_of(negotiation_id: UUID) -> Standing | None:
    """Return a record as it is stored, or None when there is none."""
    facts = session.execute(select(*_STORED).where(Facts.id == negotiation_id)).one_or_none()
    return None if facts is None else _standing(facts, sealed_edges(facts.playbook_version_id))


def standings_of(negotiation_ids: Collection[UUID]) -> list[Standing]:
    """Return records as they are stored, in the order of their ids."""
    rows = session.execute(select(*_STORED).where(Facts.id.in_(negotiation_ids)).order_by(Facts.id)).all()
    sealed = {version_id: sealed_edges(version_id) for version_id in {row.playbook_version_id for row in rows}}
    return [_standing(row, sealed[row.playbook_version_id]) for row in rows]


def _standing(facts: Row[Any], sealed: Collection[str]) -> Standing:
    ready = ready_rulebook(facts.playbook_version_id) if facts.playbook_version_id else None
    variables = ready.book.variables if ready else {}
    terms = terms_on_table(facts.terms, variables, sealed)
    score = score_by_book(facts.deal_score, facts.terms, variables)
    deal = Deal(facts.topic, facts.segment, facts.value, facts.currency, score, terms)
    agreed = frozenset(key for key, said in facts.terms.items() if said.get("agreed") is not None)
    left_out = frozenset(key for key, said in facts.terms.items() if said.get("not_part"))
    return Standing(
        *(facts.id, facts.playbook_version_id, facts.team_id, deal, agreed, variables),
        *(tuple(facts.floors), tuple(facts.unstated_floors), left_out),
    )


def terms_on_table(
    terms: dict[str, dict[str, Any]], variables: Mapping[str, VariableLine], sealed: Collection[str] = ()
) -> dict[str, TermOnTable]:
    """Return the terms of a row of facts as authority looks at them.

    variables: of the version in force, which say who may trade each, and where it ends whatever the record says;
    sealed: the keys of those whose walk-away is sealed.
    """
    return {key: _term(said, variables.get(key), key in sealed) for key, said in terms.items()}


_STORED = (
    *(Facts.id, Facts.playbook_version_id, Facts.team_id, Facts.topic, Facts.segment, Facts.value, Facts.currency),
    *(Facts.deal_score, Facts.terms, Facts.floors, Facts.unstated_floors),
)


def _is_beyond(term: TermOnTable) -> bool:
    return term.band == "stop" or (term.is_sealed and term.band == "ask")


def _term(said: dict[str, Any], variable: VariableLine | None, is_sealed: bool) -> TermOnTable:
    present = None if said.get("current") is None else Decimal(str(said["current"]))
    band = None if said.get("band") is None else str(said["band"])
    return TermOnTable(
        present=present,
        band=stricter_band(band, present, variable),
        d=sense_of(variable, None if said.get("d") is None else int(str(said["d"]))),
        points=points_of(said.get("levels")),
        traders=variable.traders if variable else frozenset(),
        is_sealed=is_sealed,
    )
