"""The blueprint that the routes of the strategy share, and what they answer with."""

from collections.abc import Callable, Sequence
from dataclasses import fields as fields_of
from typing import Any, TypeVar
from uuid import UUID

from negostrategy.edge.openapi import ApiBlueprint, etag_of, page_answer
from negostrategy.edge.organization import today_here
from negostrategy.edge.paging import Page, open_cursor, seal_cursor
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.queries.document import Document, document
from negostrategy.strategy.queries.playbooks import PlaybookText, playbook_text
from negostrategy.strategy.unapproved import Beginning, beginning_of_playbook, beginning_of_strategy

api = ApiBlueprint("strategy", __name__, "The strategy document and the playbooks, in versions")
HIGHEST_NUMBER = 2**31
T = TypeVar("T")
type_of_answer = tuple[dict[str, Any], int, dict[str, str]]


def visible(actor: Actor, found: Any, grant: Grant) -> Any:
    """Return what was found when this person may see it; drafts are for those who write.

    Errors: NotFound.
    """
    if found is None or (found.is_draft and not actor.may(grant)):
        raise NotFound
    return found


def page_of(rows: Sequence[T], key: Callable[[T], str], paging: dict[str, Any]) -> Any:
    """Return one page of rows that are in ascending order of their key, which no two share.

    Errors: BadCursor.
    """
    after = open_cursor(paging["cursor"], parts=1)[0] if paging.get("cursor") else None
    rest = [row for row in rows if after is None or key(row) > after]
    page = rest[: paging["limit"]]
    return page_answer(Page(page, seal_cursor(key(page[-1])) if len(rest) > len(page) else None))


def newest_first(number: int) -> str:
    """Return a key for a version's number that puts the newest first."""
    return f"{HIGHEST_NUMBER - number:010d}"


def document_answer(version_id: UUID | None, status: int = 200) -> type_of_answer:
    """Return a version of the strategy with its ETag.

    Errors: NotFound.
    """
    found = document(version_id) if version_id else None
    if found is None:
        raise NotFound
    begun = beginning_of_strategy(found, today_here()) if found.is_draft else None
    return _said(found, Document) | _begun(begun), status, {"ETag": etag_of(found.id, found.revision)}


def playbook_answer(version_id: UUID, status: int = 200) -> type_of_answer:
    """Return a version of a playbook with its ETag.

    Errors: NotFound.
    """
    found = playbook_text(version_id)
    if found is None:
        raise NotFound
    begun = beginning_of_playbook(found, today_here()) if found.is_draft else None
    return _said(found, PlaybookText) | _begun(begun), status, {"ETag": etag_of(found.id, found.revision)}


def _begun(beginning: Beginning | None) -> dict[str, Any]:
    return {"begun_from": beginning.base, "not_approved": beginning.not_approved} if beginning else {}


def _said(found: Any, shape: type[Any]) -> dict[str, Any]:
    return {one.name: getattr(found, one.name) for one in fields_of(shape)}
