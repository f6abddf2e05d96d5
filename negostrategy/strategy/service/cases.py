"""The cases of a version: written, taken out, and the first answer to each, which is the one that counts."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from negostrategy.audit import service as trail
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.ids import new_id
from negostrategy.strategy.models import StrategyVersion, UnderstandingAnswer, UnderstandingCase

MOST_CHOICES, LONGEST_CHOICE, LONGEST_TEXT = 9, 500, 2000


def add_case(actor: Actor, version_id: UUID, situation: str, choices: list[str], place: int, because: str) -> UUID:
    """Return the id of a case that was added to a version.

    Errors: NotFound; BadInput for a text that is missing or too long, fewer than two choices, or a right one that is
    none of them.
    """
    if session.get(StrategyVersion, (actor.organization_id, version_id)) is None:
        raise NotFound
    _refuse_texts({"/situation": situation, "/because": because})
    _refuse_choices(choices, place)
    case = UnderstandingCase(
        id=new_id(),
        strategy_version_id=version_id,
        situation=situation,
        choices=choices,
        right_place=place,
        because=because,
        written_by_id=actor.user_id,
    )
    session.add(case)
    trail.record(actor, "case.added", "strategy_version", version_id)
    session.flush()
    return case.id


def remove_case(actor: Actor, case_id: UUID) -> None:
    """Take a case out, with the answers to it.

    Errors: NotFound.
    """
    case = session.get(UnderstandingCase, (actor.organization_id, case_id))
    if case is None:
        raise NotFound
    session.delete(case)
    trail.record(actor, "case.removed", "strategy_version", case.strategy_version_id)
    session.flush()


def answer_case(actor: Actor, case_id: UUID, place: int) -> bool:
    """Return whether a choice is the right one. The first answer of a person is the one that counts.

    Errors: NotFound.
    """
    case = session.get(UnderstandingCase, (actor.organization_id, case_id))
    if case is None:
        raise NotFound
    is_right = place == case.right_place
    session.execute(
        insert(UnderstandingAnswer)
        .values(id=new_id(), case_id=case_id, user_id=actor.user_id, is_right=is_right, answered_at=clock.now())
        .on_conflict_do_nothing(index_elements=["organization_id", "case_id", "user_id"])
    )
    return is_right


def _refuse_texts(texts: Mapping[str, str]) -> None:
    # What is too long is refused, not cut: the end of a sentence would be lost without a word.
    errors = {
        pointer: [f"Write 1 to {LONGEST_TEXT} characters."]
        for pointer, said in texts.items()
        if not 1 <= len(said) <= LONGEST_TEXT
    }
    if errors:
        raise BadInput(errors)


def _refuse_choices(choices: Sequence[str], place: int) -> None:
    if len(choices) < 2:
        raise BadInput({"/choices": ["Write at least two choices, one in a line."]})
    if len(choices) > MOST_CHOICES:
        raise BadInput({"/choices": [f"Write at most {MOST_CHOICES} choices."]})
    if any(len(choice) > LONGEST_CHOICE for choice in choices):
        raise BadInput({"/choices": [f"A choice has at most {LONGEST_CHOICE} characters."]})
    if not 1 <= place <= len(choices):
        raise BadInput({"/right_place": ["Say which of the choices is right, counting from 1."]})
