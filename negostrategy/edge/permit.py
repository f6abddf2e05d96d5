"""The one door: every route says which grant it needs, or that it is open to everybody and why.

organization -> gate (who) -> permit (may) -> the view, all inside the one transaction of the request.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from flask import current_app, g, request

from negostrategy.edge.organization import ask_again_unless, organization_of_request
from negostrategy.edge.refusing import undo_if_refused
from negostrategy.edge.writers import require_own_words
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotAllowed, NotSignedIn
from negostrategy.kernel.grants import Grant
from negostrategy.kernel.limits import allow_report_time
from negostrategy.kernel.transaction import transaction

P = ParamSpec("P")
R = TypeVar("R")
type_of_gate = Callable[[], Actor | None]
GATE = "negostrategy.gate"
# Whoever looks at figures asks for a report: it may take longer than what people do all day.
REPORTS = frozenset({Grant.FIGURES_READ})


def permit(grant: Grant) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[P, R]]:
    """Return a decorator that lets in who holds the grant and hands the view its actor.

    Errors: NotFound for an unknown organization, NotSignedIn for nobody, NotAllowed without the grant.
    """

    def decorate(view: Callable[Concatenate[Actor, P], R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            with transaction(organization_of_request().id):
                answer = view(_let_in(grant), *args, **kwargs)
                undo_if_refused(answer)
                return answer

        guarded.__dict__["permit"] = grant
        return guarded

    return decorate


def open_to_all(why: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator for the few routes that need no sign-in; they still run in their organization's transaction.

    Each route carries its permit in `view.permit`: a test reads it, so that no route is left without one.
    """

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def opened(*args: P.args, **kwargs: P.kwargs) -> R:
            found = organization_of_request(required=False)
            with transaction(found.id if found else None):
                answer = view(*args, **kwargs)
                undo_if_refused(answer)
                return answer

        opened.__dict__["permit"] = why
        return opened

    return decorate


def is_api() -> bool:
    """Return whether this request speaks JSON: tokens only there, cookies only elsewhere."""
    return request.path.startswith("/api/")


def _let_in(grant: Grant) -> Actor:
    gates: dict[bool, type_of_gate] = current_app.extensions[GATE]
    actor = gates[is_api()]()
    if actor is None:
        raise NotSignedIn
    ask_again_unless(actor.organization_revision)
    if not is_api():
        require_own_words(actor.user_id)
    g.actor = actor
    if not actor.may(grant):
        raise NotAllowed
    if grant in REPORTS:
        allow_report_time()
    return actor
