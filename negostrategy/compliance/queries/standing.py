"""A record as authority looks at it: what lies on the table, by the playbook where the record is more lenient."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

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
    """A record as it is stored. agreed: the keys of the terms on which something is agreed; deal has no floors yet."""

    negotiation_id: UUID
    version_id: UUID | None
    team_id: UUID | None
    deal: Deal
    agreed: frozenset[str]
    variables: Mapping[str, VariableLine]

    @property
    def places(self) -> dict[str, Decimal | None]:
        """Return where each term stands."""
        return {key: term.present for key, term in self.deal.terms.items()}

    def name_of(self, key: str) -> str:
        """Return how a term is called."""
        return self.variables[key].name if key in self.variables else key.replace("_", " ").capitalize()


def standing_of(negotiation_id: UUID) -> Standing | None:
    """Return a record as it is stored, or None when there is none."""
    facts = session.execute(
        select(
            *(Facts.playbook_version_id, Facts.team_id, Facts.topic, Facts.segment),
            *(Facts.value, Facts.currency, Facts.deal_score, Facts.terms),
        ).where(Facts.id == negotiation_id)
    ).one_or_none()
    if facts is None:
        return None
    ready = ready_rulebook(facts.playbook_version_id) if facts.playbook_version_id else None
    variables = ready.book.variables if ready else {}
    terms = terms_on_table(facts.terms, variables, sealed_edges(facts.playbook_version_id))
    score = score_by_book(facts.deal_score, facts.terms, variables)
    deal = Deal(facts.topic, facts.segment, facts.value, facts.currency, score, terms)
    agreed = frozenset(key for key, said in facts.terms.items() if said.get("agreed") is not None)
    return Standing(negotiation_id, facts.playbook_version_id, facts.team_id, deal, agreed, variables)


def terms_on_table(
    terms: dict[str, dict[str, Any]], variables: Mapping[str, VariableLine], sealed: Collection[str] = ()
) -> dict[str, TermOnTable]:
    """Return the terms of a row of facts as authority looks at them.

    variables: of the version in force, which say who may trade each, and where it ends whatever the record says;
    sealed: the keys of those whose walk-away is sealed.
    """
    return {key: _term(said, variables.get(key), key in sealed) for key, said in terms.items()}


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
