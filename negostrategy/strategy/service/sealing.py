"""Closing and opening the seals of a playbook: every closing, every naming and every look is on the trail."""

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from marshmallow import ValidationError
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from negostrategy.accounts.queries.people import people, person
from negostrategy.accounts.service.telling import tell_people
from negostrategy.audit import service as trail
from negostrategy.edge.fields import Amount
from negostrategy.edge.speaking import number_example
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotAllowed, NotFound
from negostrategy.kernel.grants import Role
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.numbers import NoNumber
from negostrategy.notices.service import News
from negostrategy.strategy.models import PlaybookVersion, SealedLimit, SealHolder, Variable
from negostrategy.strategy.positions import NoPosition, read_position
from negostrategy.strategy.queries.sealed import (
    HolderRow,
    about_limit,
    holders_of,
    holders_who_write,
    is_holder,
    may_hold,
    may_seal,
)
from negostrategy.strategy.sealing import edge_of
from negostrategy.strategy.service.drafting import changed_by, locked_draft
from negostrategy.tenancy.vault import seal, unseal

SEALED = "sealed"


class NotAHolder(NotAllowed):
    """Only the people named as holders may open this seal. Ask one of them."""

    code = "not_a_holder"


def close_seal(actor: Actor, version_id: UUID, key: str, typed: str) -> None:
    """Put the walk-away of a draft's sealed variable under seal, in place of the last.

    Who seals the first one of a playbook becomes its holder; from then on only holders seal, because a holder may open
    every seal of the playbook, and nobody names themselves one.
    Errors: NotFound; AlreadyPublished; NotAHolder; BadInput for what is no position, or lies on the good side of
    acceptable.
    """
    draft = locked_draft(PlaybookVersion, version_id)
    variable = _variable(version_id, key)
    _refuse_strangers(actor, draft.playbook_id)
    limit = _limit(variable, typed)
    values = {
        "sealed": seal(str(limit), about_limit(version_id, key)),
        "edge": _edge(draft, variable, limit),
    }
    statement = insert(SealedLimit).values(
        id=new_id(),
        playbook_version_id=version_id,
        key=key,
        sealed_by_id=actor.user_id,
        sealed_at=clock.now(),
        **values,
    )
    written = {name: statement.excluded[name] for name in ("sealed", "edge", "sealed_by_id", "sealed_at")}
    session.execute(
        statement.on_conflict_do_update(index_elements=["organization_id", "playbook_version_id", "key"], set_=written)
    )
    changed_by(actor, draft)
    _name(actor, draft.playbook_id, [actor.user_id])
    trail.record(actor, "limit.sealed", "playbook", draft.playbook_id, variable=key)
    session.flush()


def open_seal(actor: Actor, version_id: UUID, key: str) -> Decimal:
    """Return a sealed walk-away. The caller has made sure, a moment ago, that it is really this person.

    Errors: NotAHolder; NotFound; CannotOpen.
    """
    if not is_holder(actor, version_id):
        raise NotAHolder
    sealed = session.scalar(
        select(SealedLimit.sealed).where(SealedLimit.playbook_version_id == version_id).where(SealedLimit.key == key)
    )
    if sealed is None:
        raise NotFound
    trail.record(actor, "limit.opened", "playbook_version", version_id, variable=key)
    return Decimal(unseal(sealed, about_limit(version_id, key)))


def name_holders(actor: Actor, playbook_id: UUID, user_ids: Collection[UUID]) -> None:
    """Make these people the holders of a playbook's seals. Only a holder may, and somebody always stays.

    Errors: NotAHolder; BadInput for nobody, or for somebody who is not here or only runs the accounts.
    """
    _refuse_strangers(actor, playbook_id)
    if not user_ids:
        raise BadInput({"/holders": ["Somebody has to be able to open it. Name at least one person."]})
    named = [person(user_id) for user_id in user_ids]
    if not all(one and may_hold(one.roles, is_active=one.is_active) for one in named):
        raise BadInput({"/holders": ["Somebody of these is not here any more. Choose again."]})
    session.execute(
        delete(SealHolder)
        .where(SealHolder.playbook_id == playbook_id)
        .where(SealHolder.user_id.not_in(user_ids))
        .execution_options(synchronize_session=False)
    )
    _name(actor, playbook_id, user_ids)
    trail.record(actor, "seal.holders_named", "playbook", playbook_id, count=len(set(user_ids)))


def carry_seals(from_version_id: UUID, to_version_id: UUID) -> None:
    """Put the sealed limits of one version under the seals of its next draft, without showing them to anybody."""
    for old in session.scalars(select(SealedLimit).where(SealedLimit.playbook_version_id == from_version_id)):
        plain = unseal(old.sealed, about_limit(from_version_id, old.key))
        session.add(
            SealedLimit(
                id=new_id(),
                playbook_version_id=to_version_id,
                key=old.key,
                sealed=seal(plain, about_limit(to_version_id, old.key)),
                edge=old.edge,
                sealed_by_id=old.sealed_by_id,
                sealed_at=old.sealed_at,
            )
        )
    session.flush()


def unset_seals(version_id: UUID) -> list[str]:
    """Return the names of sealed variables under whose seal nothing lies yet."""
    there = select(SealedLimit.key).where(SealedLimit.playbook_version_id == version_id)
    return list(
        session.scalars(
            select(Variable.name)
            .where(Variable.playbook_version_id == version_id)
            .where(Variable.seal == SEALED)
            .where(Variable.key.not_in(there))
            .order_by(Variable.place)
        )
    )


def drop_unneeded_seals(version_id: UUID) -> None:
    """Drop what lies under seals of variables that are gone or open now."""
    sealed = select(Variable.key).where(Variable.playbook_version_id == version_id).where(Variable.seal == SEALED)
    session.execute(
        delete(SealedLimit)
        .where(SealedLimit.playbook_version_id == version_id)
        .where(SealedLimit.key.not_in(sealed))
        .execution_options(synchronize_session=False)
    )


def _refuse_strangers(actor: Actor, playbook_id: UUID) -> None:
    if not may_seal(actor, playbook_id):
        raise NotAHolder
    former = holders_of(playbook_id)
    if former and not holders_who_write(playbook_id):
        _tell_of_taking_over(actor, playbook_id, former)


def _tell_of_taking_over(actor: Actor, playbook_id: UUID, former: Collection[HolderRow]) -> None:
    trail.record(actor, "seals.taken_over", "playbook", playbook_id, former=[str(one.user_id) for one in former])
    sentence = f"{actor.name} took over the seals of a playbook: none of its holders may write any more."
    leaders = [one.id for one in people(most=None) if one.is_active and Role.LEADER.value in one.roles]
    tell_people(leaders, News("seals.taken_over", playbook_id, sentence, "/playbooks"))


def _name(actor: Actor, playbook_id: UUID, user_ids: Collection[UUID]) -> None:
    for user_id in sorted(set(user_ids)):
        session.execute(
            insert(SealHolder)
            .values(id=new_id(), playbook_id=playbook_id, user_id=user_id, named_by_id=actor.user_id)
            .on_conflict_do_nothing(index_elements=["organization_id", "playbook_id", "user_id"])
        )


def _variable(version_id: UUID, key: str) -> Variable:
    found = session.scalars(
        select(Variable)
        .where(Variable.playbook_version_id == version_id)
        .where(Variable.key == key)
        .where(Variable.seal == SEALED)
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def _limit(variable: Variable, typed: str) -> Decimal:
    labels = [level["label"] for level in variable.levels or []]
    try:
        limit: Decimal = Amount().deserialize(read_position(variable.kind, typed, labels))
    except NoPosition as refusal:
        raise BadInput({"/limit": [str(refusal)]}) from refusal
    except ValidationError as refusal:
        # The limit is a secret, also one that was refused: the usual sentence would repeat what was typed.
        is_none = isinstance(refusal.__cause__, NoNumber)
        said = [f"Type a number, such as {number_example()}."] if is_none else [str(one) for one in refusal.messages]
        raise BadInput({"/limit": said}) from refusal
    if variable.direction is None:
        raise BadInput({"/limit": ["Say first whether more or less of it is better for us."]})
    sign = 1 if variable.direction == "more" else -1
    if variable.acceptable is not None and sign * (variable.acceptable - limit) < 0:
        raise BadInput(
            {"/limit": ["The walk-away lies on the good side of what is acceptable. Correct one of the two."]}
        )
    return limit


def _edge(draft: PlaybookVersion, variable: Variable, limit: Decimal) -> Decimal:
    # The same limit beside another acceptable would get another edge, and the two together tell more than one.
    earlier = session.execute(
        select(SealedLimit.playbook_version_id, SealedLimit.sealed, SealedLimit.edge, Variable.direction)
        .join(PlaybookVersion, PlaybookVersion.id == SealedLimit.playbook_version_id)
        .join(
            Variable,
            (Variable.playbook_version_id == SealedLimit.playbook_version_id) & (Variable.key == SealedLimit.key),
        )
        .where(PlaybookVersion.playbook_id == draft.playbook_id)
        .where(SealedLimit.key == variable.key)
        .where(Variable.kind == variable.kind)
        .order_by(PlaybookVersion.number.desc())
    )
    for version_id, sealed, edge, direction in earlier:
        is_same_way = direction == variable.direction
        if is_same_way and Decimal(unseal(sealed, about_limit(version_id, variable.key))) == limit:
            return Decimal(edge)
    return edge_of(limit, variable.acceptable, variable.direction, variable.kind)
