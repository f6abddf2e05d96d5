"""Keeping the value table of a record whole: its lines, and what holds for all of them."""

from collections import Counter
from dataclasses import asdict, replace
from uuid import UUID

from sqlalchemy import select

from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, Conflict
from negostrategy.kernel.ids import new_id
from negostrategy.negotiations.number_line import NotOnTheLine, kept_form, placed
from negostrategy.negotiations.queries.askable import Askable, askable
from negostrategy.negotiations.service.opening import changed, open_to_edit
from negostrategy.trading.models import ValueEntry, ValueTable
from negostrategy.trading.schemas import EntryDraft, TableDraft


class TableChanged(Conflict):
    """Somebody changed this value table since you opened it. Look at theirs first; yours is still here."""

    code = "value_table_changed"


def keep_table(actor: Actor, negotiation_id: UUID, revision: int, draft: TableDraft) -> int:
    """Keep a whole value table and return its new revision; lines that are not sent are taken out.

    revision: what the writer saw, 0 for a table that was not there.
    Errors: NotFound; NotYoursToChange; TableChanged; BadInput for a term the record does not have, two chosen options
    of one term, or a line of another record.
    """
    negotiation = open_to_edit(actor, negotiation_id)
    table = session.scalars(select(ValueTable).where(ValueTable.negotiation_id == negotiation_id)).one_or_none()
    if revision != (table.revision if table else 0):
        raise TableChanged
    record = askable(actor, negotiation_id)
    _refuse(draft.entries, record)
    entries = [_as_kept(entry, record) for entry in draft.entries]
    if table is None:
        table = ValueTable(negotiation_id=negotiation_id, revision=0, changed_by_id=actor.user_id)
        session.add(table)
    table.revision = revision + 1
    table.our_share, table.point_price = draft.our_share, draft.point_price
    table.changed_by_id, table.changed_at = actor.user_id, clock.now()
    _write(negotiation_id, entries)
    trail.record(actor, "values.kept", "negotiation", negotiation_id, lines=len(draft.entries))
    changed(negotiation)
    return table.revision


def add_line(actor: Actor, negotiation_id: UUID, draft: EntryDraft) -> UUID:
    """Return the id of a line added to the end of the table, such as the result of a calculator.

    Errors: as keep_table, without TableChanged: adding takes nothing from anybody.
    """
    negotiation = open_to_edit(actor, negotiation_id)
    table = session.scalars(select(ValueTable).where(ValueTable.negotiation_id == negotiation_id)).one_or_none()
    if table is None:
        table = ValueTable(negotiation_id=negotiation_id, revision=0, changed_by_id=actor.user_id)
        session.add(table)
    there = session.scalars(select(ValueEntry.place).where(ValueEntry.negotiation_id == negotiation_id)).all()
    record = askable(actor, negotiation_id)
    _refuse([draft], record)
    entry = ValueEntry(
        **{
            **asdict(_as_kept(draft, record)),
            "id": new_id(),
            "negotiation_id": negotiation_id,
            "place": max(there, default=-1) + 1,
        }
    )
    session.add(entry)
    table.revision += 1
    table.changed_by_id, table.changed_at = actor.user_id, clock.now()
    trail.record(actor, "values.kept", "negotiation", negotiation_id, lines=1)
    changed(negotiation)
    return entry.id


def _write(negotiation_id: UUID, drafts: list[EntryDraft]) -> None:
    rows = session.scalars(select(ValueEntry).where(ValueEntry.negotiation_id == negotiation_id))
    there = {row.id: row for row in rows}
    kept = {draft.id for draft in drafts if draft.id is not None}
    if not kept <= there.keys():
        raise BadInput({"/entries": ["One of the lines is not there any more. Reload the page and add it again."]})
    for entry_id, row in there.items():
        if entry_id not in kept:
            session.delete(row)
    for place, draft in enumerate(drafts):
        entry = there[draft.id] if draft.id else ValueEntry(id=new_id(), negotiation_id=negotiation_id)
        for name, value in asdict(draft).items():
            if name != "id":
                setattr(entry, name, value)
        entry.place = place
        session.add(entry)
    session.flush()


def _as_kept(draft: EntryDraft, record: Askable | None) -> EntryDraft:
    """Return a line whose position of its term anybody reads alike; what is no position stays as it was typed."""
    term = record.terms.get(draft.term_key or "") if record else None
    if term is None or not draft.term_value:
        return draft
    try:
        place = placed(term.kind, draft.term_value, term.labels)
    except NotOnTheLine:
        return draft
    return replace(draft, term_value=kept_form(term.kind, place, term.labels))


def _refuse(drafts: list[EntryDraft], record: Askable | None) -> None:
    terms = record.terms if record else {}
    errors: dict[str, list[str]] = {}
    for place, draft in enumerate(drafts):
        if draft.term_key and draft.term_key not in terms:
            errors[f"/entries/{place}/term_key"] = ["The record has no such term."]
    chosen = Counter(draft.term_key for draft in drafts if draft.is_chosen)
    for place, draft in enumerate(drafts):
        if draft.is_chosen and draft.term_key and chosen[draft.term_key] > 1:
            errors[f"/entries/{place}/is_chosen"] = ["Only one option of a term can be in the package."]
    if errors:
        raise BadInput(errors)
