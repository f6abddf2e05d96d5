"""What was agreed on each term, as it is said when a record is closed: typed by people, sent by programs."""

from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from negostrategy.kernel.faults import BadInput
from negostrategy.negotiations.models import Term
from negostrategy.negotiations.number_line import NotOnTheLine, placed
from negostrategy.negotiations.schemas import TermDraft
from negostrategy.negotiations.schemas.table import OutcomeDraft
from negostrategy.negotiations.schemas.terms import BOTH_SAID
from negostrategy.strategy.queries import variables_of

_NAMES = [one.name for one in fields(TermDraft)]


def terms_as_agreed(version_id: UUID | None, terms: Iterable[Term], draft: OutcomeDraft) -> list[TermDraft]:
    """Return the terms of a record with what the draft says was agreed on each, or that it is not part.

    A variable of the playbook that is not on the record joins it when the draft names it.
    Errors: BadInput for a term that is not there, a position that is none, or both said of one term.
    """
    drafts = {term.key: TermDraft(**{name: getattr(term, name) for name in _NAMES}) for term in terms}
    named = {*draft.agreed, *draft.not_part}
    seeds = variables_of(version_id) if version_id and named - drafts.keys() else []
    drafts |= {seed.key: _seeded(seed) for seed in seeds if seed.key in named - drafts.keys()}
    errors: dict[str, list[str]] = {}
    for key in sorted(named):
        try:
            drafts[key] = _said(drafts.get(key), key, draft)
        except NotOnTheLine as refusal:
            errors[f"/agreed/{key}"] = [str(refusal)]
    if errors:
        raise BadInput(errors)
    return list(drafts.values())


def _seeded(seed: Any) -> TermDraft:
    return TermDraft(**{name: value for name, value in asdict(seed).items() if name in _NAMES})


def _said(term: TermDraft | None, key: str, draft: OutcomeDraft) -> TermDraft:
    if term is None:
        raise NotOnTheLine("This record has no such term.")
    typed = draft.agreed.get(key)
    if key in draft.not_part and typed is not None:
        raise NotOnTheLine(f"{term.name}: {BOTH_SAID}")
    if key in draft.not_part:
        return replace(term, agreed=None, not_part=True)
    return replace(term, agreed=_placed(term, typed), not_part=False)


def _placed(term: TermDraft, typed: Any) -> Decimal | None:
    if typed is None:
        return None
    try:
        return placed(term.kind, typed, [level["label"] for level in term.levels or []])
    except NotOnTheLine as refusal:
        raise NotOnTheLine(f"{term.name}: {refusal}") from refusal
