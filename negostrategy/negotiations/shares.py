"""Positions that a playbook gives as percentages: worked out as amounts as soon as a record says of how much.

The amounts stand in the ordinary columns of a term, so that facts, rules, bands and pages know nothing of percentages.
While the reference amount is not known the positions are not known either, and nobody guesses.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol

from negostrategy.edge.fields import MOST_DECIMALS
from negostrategy.negotiations.schemas import TermDraft
from negostrategy.strategy.queries import Reference

SMALLEST = Decimal(1).scaleb(-MOST_DECIMALS)


class Kept(Protocol):
    """A term as it stands on the record."""

    reference_amount: Decimal | None


def amount_of(share: Decimal, reference_amount: Decimal | None) -> Decimal | None:
    """Return so many percent of an amount; None when the amount is not known.

    Units: share is in percent; the result is in the unit of the reference amount, to six decimals.
    """
    if reference_amount is None:
        return None
    exact = (share * reference_amount / 100).quantize(SMALLEST, ROUND_HALF_UP).normalize()
    return exact if exact else Decimal(0)


def worked_out(draft: TermDraft, references: Mapping[str, Reference], kept: Kept | None = None) -> TermDraft:
    """Return a term with the positions that follow from its reference amount.

    What somebody typed by hand stays: a position is worked out where nothing was typed, and where what was typed is
    what already stood there.
    """
    reference = references.get(draft.key)
    if reference is None:
        return draft
    is_news = kept is None or kept.reference_amount != draft.reference_amount
    found: dict[str, Any] = {
        name: amount_of(share, draft.reference_amount)
        for name, share in reference.shares.items()
        if getattr(draft, name) is None
        or (is_news and kept is not None and getattr(draft, name) == getattr(kept, name))
    }
    return replace(draft, reference=reference.name, **found)
