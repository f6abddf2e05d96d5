"""The sign-in page, signing out, and accepting an invitation."""

from flask import Blueprint, Response, current_app, g, make_response, redirect, request
from flask_login import current_user, login_user, logout_user

from negostrategy.accounts.gate import SignedIn
from negostrategy.accounts.known import know_browser, visit_here
from negostrategy.accounts.queries.acting import actor_signed_in
from negostrategy.accounts.queries.visitors import visitors
from negostrategy.accounts.schemas import CredentialsSchema, JoiningSchema
from negostrategy.accounts.secrets import digest_of
from negostrategy.accounts.service.guessing import SlowDown
from negostrategy.accounts.service.inviting import invitation_for, join
from negostrategy.accounts.service.signing_in import begin_sign_in, sign_in, sign_out
from negostrategy.edge.address import way_back
from negostrategy.edge.answers import see, show
from negostrategy.edge.held import HELD, came_from, held_words, words_for
from negostrategy.edge.organization import organization_of_request
from negostrategy.edge.payloads import load_form
from negostrategy.edge.permit import open_to_all, permit
from negostrategy.edge.refusing import heed_refusal
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput
from negostrategy.kernel.grants import Grant
from negostrategy.kernel.transaction import transaction

pages = Blueprint("sign_in", __name__)
DEMO_KEY = "negostrategy.demo"


@pages.get("/sign-in")
@open_to_all("one has to be able to come in")
def ask() -> Response:
    """Return the page that asks who is there."""
    return _ask(next=request.args.get("next", "/"))


def ask_first() -> Response:
    """Return the same page for somebody who has sent a form: its words are held until they are signed in."""
    with transaction(organization_of_request().id):
        return _ask(401, next=came_from(), held=held_words())


@pages.post("/sign-in")
@open_to_all("one has to be able to come in")
def enter() -> Response:
    """Sign somebody in and go where they wanted; a refusal says nothing about which of the two was wrong."""
    try:
        typed = load_form(CredentialsSchema())
    except BadInput as refusal:
        wanted = request.form.get("next", "/")
        return _ask(422, email=request.form.get("email", ""), next=wanted, errors=refusal.errors)
    key = None
    try:
        if not _is_shut():
            key = sign_in(typed.email, typed.password, visit_here())
    except SlowDown as refusal:
        # Answered here and not by an error: what was tried has to be kept, and the words typed with it.
        answer = _ask(429, email=typed.email, next=typed.next, errors={"/email": [refusal.detail]})
        answer.headers["Retry-After"] = str(refusal.retry_after_seconds)
        return answer
    if key is None:
        return _ask(422, email=typed.email, next=typed.next, errors={"/email": [REFUSAL]})
    return come_in(key, way_back(typed.next), request.form.get(HELD, ""))


REFUSAL = "The address and the password do not belong together. Check both, or have a link sent by “Forgotten?”."
# What a page showed, the next person at this browser must not find. Drafts stay in the browser, each under the sign of
# its writer: nobody else is shown them, and who comes back finds them again.
FORGET_SHOWN = '"cache"'


@pages.post("/sign-out")
@permit(Grant.PROFILE)
def leave(actor: Actor) -> Response:
    """End the sign-in: the cookie is dead from now on, wherever it was copied to."""
    heed_refusal()
    sign_out(actor, current_user.get_id())
    logout_user()
    answer = see("sign_in.ask", saying="You are signed out.")
    answer.headers["Clear-Site-Data"] = FORGET_SHOWN
    return answer


@pages.get("/join/<key>")
@open_to_all("an invited person has no account yet")
def invited(key: str) -> Response:
    """Return the page on which an invited person gives a name and a password."""
    return show("accounts/join.html", email=invitation_for(key).email, key=key, typed={}, errors={})


@pages.post("/join/<key>")
@open_to_all("an invited person has no account yet")
def accept(key: str) -> Response:
    """Let an invited person join, signed in at once."""
    try:
        user_id = join(key, load_form(JoiningSchema()))
    except BadInput as refusal:
        email = invitation_for(key).email
        return show("accounts/join.html", 422, email=email, key=key, typed=request.form, errors=refusal.errors)
    return come_in(begin_sign_in(user_id, request.user_agent.string), way_back("/"))


def _ask(status: int = 200, **shapes: object) -> Response:
    password = current_app.extensions.get(DEMO_KEY) if _is_demo() else None
    usual: dict[str, object] = {"email": "", "errors": {}, "demo_password": password}
    usual[HELD] = request.form.get(HELD, "")
    usual["visitors"] = visitors() if password else []
    wanted = way_back(str(shapes.pop("next", "/"))).removeprefix(request.script_root)
    return show("accounts/sign_in.html", status, **usual | shapes | {"next": wanted})


def _is_demo() -> bool:
    return bool(getattr(organization_of_request(), "is_demo", False))


def _is_shut() -> bool:
    # The accounts of a demo company share a password that is printed: a database that moved on to serve real people
    # must not keep them as a way in.
    return _is_demo() and current_app.extensions.get(DEMO_KEY) is None


def come_in(key: str, address: str, held: str = "") -> Response:
    """Return the way to an address, or the words that were held meanwhile, with the cookie of a sign-in just begun."""
    actor = actor_signed_in(digest_of(key))
    assert actor is not None
    login_user(SignedIn(key, actor))
    words = words_for(actor.user_id, held)
    g.actor = actor
    answer = show("accounts/words.html", words=words) if words else make_response(redirect(address, 303))
    know_browser(answer, actor.user_id)
    return answer
