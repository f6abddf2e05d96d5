"""The authority matrix: who may agree to what without asking."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.accounts.queries.people import people
from negostrategy.edge.answers import REFUSALS, said_by, see, show
from negostrategy.edge.display import in_field, words
from negostrategy.edge.organization import organization_of_request, today_here
from negostrategy.edge.payloads import load_form
from negostrategy.edge.permit import permit
from negostrategy.edge.speaking import what_was_understood
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Segment, Topic
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.granting import AuthoritySchema
from negostrategy.strategy.positions import shown_position
from negostrategy.strategy.queries.authority import KnownVariable, authority_rows, known_variables
from negostrategy.strategy.service.authority import end_authority, grant_authority, limit_of

pages = Blueprint("authority", __name__)


@pages.get("/authority")
@permit(Grant.PLAYBOOK_READ)
def list_page(actor: Actor) -> Response:
    """Return the lines this person may see: all of them for whoever grants, else their own."""
    return _list(actor)


@pages.post("/authority")
@permit(Grant.AUTHORITY_WRITE)
def grant(actor: Actor) -> Response:
    """Grant authority; a refused form comes back as it was typed.

    A limit that people with another format would read otherwise is shown back first: pressing again grants it.
    """
    try:
        draft = load_form(AuthoritySchema())
        limit = limit_of(draft)
        if what_was_understood():
            return _list(actor, typed=request.form.to_dict() | {"limit": in_field(limit)}, is_asked_back=True)
        grant_authority(actor, draft, today_here())
    except REFUSALS as refusal:
        return _list(actor, refusal.status, request.form, said_by(refusal, "/user_id"))
    return see(".list_page", saying="Granted. It counts from its first day on.")


@pages.post("/authority/<uuid:authority_id>/end")
@permit(Grant.AUTHORITY_WRITE)
def end(actor: Actor, authority_id: UUID) -> Response:
    """End a line now."""
    end_authority(actor, authority_id)
    return see(".list_page", saying="Ended. Whoever held it asks first from now on.")


def _list(
    actor: Actor,
    status: int = 200,
    typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, list[str]] | None = None,
    *,
    is_asked_back: bool = False,
) -> Response:
    variables = {variable.key: variable for variable in known_variables()}
    rows = authority_rows(actor, today_here())
    limits = {
        row.id: shown_position(known.kind, row.limit, known.labels)
        for row in rows
        if (known := variables.get(row.variable or ""))
    }
    may_grant = actor.may(Grant.AUTHORITY_WRITE)
    return show(
        "authority/list.html",
        status,
        rows=rows,
        limits=limits,
        variables=variables,
        may_grant=may_grant,
        choices=_choices(actor, list(variables.values())) if may_grant else {},
        currency=organization_of_request().currency,
        typed=typed or {},
        errors=errors or {},
        is_asked_back=is_asked_back,
    )


def _choices(actor: Actor, variables: list[KnownVariable]) -> dict[str, list[tuple[str, str]]]:
    return {
        "people": [(str(one.id), one.name) for one in people(most=None) if one.is_active and one.id != actor.user_id],
        "topics": [(str(word), words(word)) for word in Topic],
        "segments": [(str(word), words(word)) for word in Segment],
        "variables": [(one.key, one.name) for one in variables],
    }
