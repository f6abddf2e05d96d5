"""The first page: log in ten seconds, answer what is asked, see what is open."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, request

from negostrategy.accounts.queries.people import team_tree
from negostrategy.edge.answers import see, show
from negostrategy.edge.display import words
from negostrategy.edge.organization import organization_of_request
from negostrategy.edge.payloads import load_form
from negostrategy.edge.permit import permit
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.grants import Grant
from negostrategy.kernel.ids import new_id
from negostrategy.negotiations.here import first_page_for, here
from negostrategy.negotiations.pages.choices import CHOICES
from negostrategy.negotiations.queries.counterparts import counterpart_names
from negostrategy.negotiations.queries.debriefs import not_looked_back_on
from negostrategy.negotiations.queries.home import old_open_ones, open_ones, recents, unanswered
from negostrategy.negotiations.schemas import QuickLogSchema
from negostrategy.negotiations.service import log_negotiation

pages = Blueprint("home", __name__)
ASK_AFTER, ASK_WITHIN = timedelta(days=14), timedelta(days=60)
FRESH = timedelta(days=7)
NOON, EVENING = 12, 18


@pages.get("/", endpoint="show")
@permit(Grant.PROFILE)
def show_home(actor: Actor) -> Response:
    """Return the first page of whoever is signed in."""
    return _home(actor, {name: request.args[name][:300] for name in ("title", "counterpart") if name in request.args})


@pages.post("/log")
@permit(Grant.NEGOTIATION_LOG)
def log(actor: Actor) -> Response:
    """Log one sentence and show the record with what the rules say of it."""
    try:
        negotiation_id = log_negotiation(actor, load_form(QuickLogSchema()), here())
    except BadInput as refusal:
        return _home(actor, request.form, refusal.status, refusal.errors)
    return see("negotiations.show", saying="Logged.", negotiation_id=negotiation_id)


def _home(actor: Actor, typed: Any, status: int = 200, errors: dict[str, list[str]] | None = None) -> Response:
    usual = here()
    may_log = actor.may(Grant.NEGOTIATION_LOG)
    lists = {
        "open_ones": open_ones(actor),
        "old": old_open_ones(actor, usual.today - ASK_AFTER),
        "questions": unanswered(actor, usual.today - ASK_WITHIN),
        "fresh": not_looked_back_on(actor, usual.today - FRESH),
        "recents": recents(actor),
        "names": [*counterpart_names(), *(team.name for team in team_tree())],
    }
    return show(
        "home/home.html",
        status,
        greeting=_greeting(),
        today=usual.today,
        typed=typed,
        errors=errors or {},
        choices=CHOICES,
        new_id=new_id(),
        may_log=may_log,
        first=first_page_for(actor) if may_log else None,
        words_of=words,
        **(lists if may_log else {}),
    )


def _greeting() -> str:
    hour = clock.local(organization_of_request().zone).hour
    return "Good morning" if hour < NOON else "Good afternoon" if hour < EVENING else "Good evening"
