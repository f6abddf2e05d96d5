"""On which day a record ended that is closed again."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from negostrategy.kernel.business import Outcome
from negostrategy.negotiations.models import Negotiation, Term
from negostrategy.negotiations.queries.closings import AGREED_FIELDS, FormerClosing, former_closing
from negostrategy.negotiations.schemas import TermDraft

type_of_values = dict[str, Any]


def closing_day(negotiation: Negotiation, values: type_of_values, terms: Iterable[Term | TermDraft]) -> date | None:
    """Return the day to keep when a record is closed again without saying one: the former, if it ended the same way.

    values: the whole scope after the change; terms: as they will be. None leaves the usual day: today.
    """
    is_closed_again = negotiation.outcome == Outcome.OPEN and values["outcome"] != Outcome.OPEN
    if not is_closed_again or values["closed_on"] is not None:
        return None
    former = former_closing(negotiation.id)
    if former is None or former.closed_on < values["held_on"] or not _is_the_same(former, values, terms):
        return None
    return former.closed_on


def _is_the_same(former: FormerClosing, values: type_of_values, terms: Iterable[Term | TermDraft]) -> bool:
    was = {name: former.said[name] for name in AGREED_FIELDS if name != "value"}
    value = former.said["value"]
    return (
        was == {name: values[name] for name in was}
        and (None if value is None else Decimal(value)) == values["value"]
        and former.terms == {term.key: term.agreed for term in terms if term.agreed is not None}
    )
