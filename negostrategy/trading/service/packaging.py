"""Keeping packages for comparison, and putting one on the table as our offer."""

from collections.abc import Collection
from contextlib import suppress
from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import MoveTag, Side
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, Conflict, NotFound
from negostrategy.kernel.ids import new_id
from negostrategy.negotiations.number_line import NotOnTheLine, as_kept, placed
from negostrategy.negotiations.queries.moves import move_id_at
from negostrategy.negotiations.schemas.table import MoveDraft
from negostrategy.negotiations.service.opening import changed, open_to_edit
from negostrategy.negotiations.service.snapshots import terms_of
from negostrategy.negotiations.service.table import add_move
from negostrategy.trading.models import ValueEntry, ValuePackage, ValueTable
from negostrategy.trading.schemas import PackageDraft

MOST_COMPARED = 4
LONGEST_NOTE = 2000


class EnoughPackages(Conflict):
    """Four packages can be compared. Take one out first."""

    code = "enough_packages"


def keep_package(actor: Actor, negotiation_id: UUID, draft: PackageDraft) -> UUID:
    """Return the id of a package kept for comparison.

    Errors: NotFound; NotYoursToChange; EnoughPackages; BadInput for lines that are not there, or two options of a term.
    """
    open_to_edit(actor, negotiation_id)
    _lines(negotiation_id, draft.entry_ids)
    there = session.scalars(
        select(ValuePackage.id)
        .where(ValuePackage.negotiation_id == negotiation_id)
        .where(ValuePackage.move_id.is_(None))
    ).all()
    if len(there) >= MOST_COMPARED:
        raise EnoughPackages
    package = ValuePackage(
        id=new_id(),
        negotiation_id=negotiation_id,
        name=draft.name,
        entry_ids=list(dict.fromkeys(draft.entry_ids)),
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    session.add(package)
    trail.record(actor, "package.kept", "negotiation", negotiation_id, lines=len(package.entry_ids))
    session.flush()
    return package.id


def remove_package(actor: Actor, negotiation_id: UUID, package_id: UUID) -> None:
    """Take a package out of the comparison.

    Errors: NotFound; NotYoursToChange.
    """
    open_to_edit(actor, negotiation_id)
    package = session.scalars(
        select(ValuePackage)
        .where(ValuePackage.id == package_id)
        .where(ValuePackage.negotiation_id == negotiation_id)
        .where(ValuePackage.move_id.is_(None))
    ).one_or_none()
    if package is None:
        raise NotFound
    session.delete(package)
    trail.record(actor, "package.removed", "negotiation", negotiation_id)
    session.flush()


def put_on_table(actor: Actor, negotiation_id: UUID, entry_ids: Collection[UUID]) -> None:
    """Choose exactly these lines: they are the package on the table from now on.

    Errors: NotFound; NotYoursToChange; BadInput.
    """
    negotiation = open_to_edit(actor, negotiation_id)
    _lines(negotiation_id, entry_ids)
    for entry in session.scalars(select(ValueEntry).where(ValueEntry.negotiation_id == negotiation_id)):
        entry.is_chosen = entry.id in entry_ids
    table = session.scalars(select(ValueTable).where(ValueTable.negotiation_id == negotiation_id)).one_or_none()
    if table is None:
        raise NotFound
    table.revision += 1
    table.changed_by_id, table.changed_at = actor.user_id, clock.now()
    trail.record(actor, "package.chosen", "negotiation", negotiation_id, lines=len(entry_ids))
    changed(negotiation)


def offer_package(actor: Actor, negotiation_id: UUID, entry_ids: Collection[UUID], side: Side = Side.OURS) -> int:
    """Return the place of a new move of a side that offers these lines; they are the package on the table from now on.

    What belongs to a term is its position in the move; all lines are named in its note, and kept with it.
    Errors: NotFound; NotYoursToChange; BadInput, also for a package of nothing.
    """
    open_to_edit(actor, negotiation_id)
    lines = _lines(negotiation_id, entry_ids)
    if not lines:
        raise BadInput({"/entry_ids": ["Choose at least one change to offer."]})
    positions = _positions(negotiation_id, lines)
    words = "; ".join(f"{'we' if line.giver == 'us' else 'they'}: {line.what}" for line in lines)
    note = f"Package: {words}"[:LONGEST_NOTE]
    place = add_move(actor, negotiation_id, MoveDraft(side, MoveTag.OFFER, positions, note))
    session.add(
        ValuePackage(
            id=new_id(),
            negotiation_id=negotiation_id,
            name=f"Move {place}",
            entry_ids=[line.id for line in lines],
            made_by_id=actor.user_id,
            made_at=clock.now(),
            move_id=move_id_at(negotiation_id, place),
        )
    )
    put_on_table(actor, negotiation_id, entry_ids)
    return place


def _positions(negotiation_id: UUID, lines: Collection[ValueEntry]) -> dict[str, Any]:
    """Return what lines say of terms, as places on their number lines; what is none stays, for the move to refuse."""
    terms = {term.key: term for term in terms_of(negotiation_id)}
    positions: dict[str, Any] = {line.term_key: line.term_value for line in lines if line.term_key and line.term_value}
    for key, said in positions.items():
        if key in terms:
            with suppress(NotOnTheLine):
                labels = [level["label"] for level in terms[key].levels or []]
                positions[key] = placed(terms[key].kind, said, labels, as_kept)
    return positions


def _lines(negotiation_id: UUID, entry_ids: Collection[UUID]) -> list[ValueEntry]:
    rows = session.scalars(
        select(ValueEntry)
        .where(ValueEntry.negotiation_id == negotiation_id)
        .where(ValueEntry.id.in_(entry_ids))
        .order_by(ValueEntry.place)
    ).all()
    if len(rows) != len(set(entry_ids)):
        raise BadInput(
            {"/entry_ids": ["One of the lines is not in the table any more. Put the package together again."]}
        )
    terms = [row.term_key for row in rows if row.term_key]
    if len(terms) != len(set(terms)):
        raise BadInput({"/entry_ids": ["Only one option of a term can be in a package."]})
    return list(rows)
