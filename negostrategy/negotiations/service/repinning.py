"""Moving running negotiations to a newly published version of their playbook, when its publisher says so."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Outcome
from negostrategy.kernel.db import session
from negostrategy.kernel.events import announce
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.negotiations.events import NegotiationsMoved
from negostrategy.negotiations.models import Negotiation, Revision
from negostrategy.negotiations.queries.moved import TERMS, moved_terms
from negostrategy.negotiations.service.snapshots import snapshot, terms_of
from negostrategy.strategy.queries.moving import TAKEN, versions_before
from negostrategy.strategy.queries.pinned import pinned_playbook


def move_running(actor: Actor, playbook_id: UUID, version_id: UUID) -> int:
    """Return how many open negotiations moved from earlier versions to this one; the revision of each says why."""
    earlier = versions_before(playbook_id, version_id)
    running = session.scalars(
        select(Negotiation)
        .where(Negotiation.playbook_version_id.in_(earlier))
        .where(Negotiation.outcome == Outcome.OPEN)
        .order_by(Negotiation.id)
        .with_for_update()
    ).all()
    ids = [negotiation.id for negotiation in running]
    if not ids:
        return 0
    why = _why(version_id)
    for negotiation in running:
        _keep(actor, negotiation, why)
    take_over_terms(ids, version_id)
    session.execute(
        update(Negotiation)
        .where(Negotiation.id.in_(ids))
        .values(playbook_version_id=version_id, revision=Negotiation.revision + 1, changed_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    trail.record(actor, "negotiations.moved", "playbook_version", version_id, count=len(ids))
    announce(NegotiationsMoved(tuple(ids)))
    return len(ids)


def _why(version_id: UUID) -> str:
    version = pinned_playbook(version_id)
    if version is None:
        raise NotFound
    began = f", in force from {version.effective_on:%Y-%m-%d}" if version.effective_on else ""
    return (
        f"Version {version.number} of “{version.name}”{began}: running negotiations move to it, as its publisher chose."
    )


def _keep(actor: Actor, negotiation: Negotiation, why: str) -> None:
    session.add(
        Revision(
            id=new_id(),
            negotiation_id=negotiation.id,
            number=negotiation.revision,
            said=snapshot(negotiation, terms_of(negotiation.id)),
            changed=["playbook_version_id"],
            changed_by_id=actor.user_id,
            changed_at=clock.now(),
            why=why,
        )
    )
    session.flush()


def take_over_terms(ids: list[UUID], version_id: UUID) -> None:
    """Let the terms of records say what a version says where they still say what their present version does.

    Call it while the records are still under their present version: that is what each term is compared with.
    """
    names = [column.name for column in TERMS.columns]
    writing = insert(TERMS).from_select(names, moved_terms(is_written=True), include_defaults=False)
    taken = {name: writing.excluded[name] for name in TAKEN}
    session.execute(
        writing.on_conflict_do_update(index_elements=["organization_id", "negotiation_id", "key"], set_=taken),
        {"organization_id": organization_in_force(), "version_id": version_id, "moved_ids": ids},
    )
