"""The way back in: asking for a link, and giving oneself a new password by it."""

from flask import Blueprint, Response, request

from negostrategy.accounts.schemas import NewPasswordSchema
from negostrategy.accounts.service.resetting import ask_for_link, link_for, reset_password
from negostrategy.edge.answers import see, show
from negostrategy.edge.organization import organization_of_request
from negostrategy.edge.payloads import load_form
from negostrategy.edge.permit import open_to_all
from negostrategy.jobs.mail import goes_out
from negostrategy.kernel.faults import BadInput

pages = Blueprint("resetting", __name__)
LONGEST_ADDRESS = 254


@pages.get("/forgotten")
@open_to_all("whoever forgot a password cannot sign in")
def ask() -> Response:
    """Return the page that asks for an address."""
    organization_of_request()
    return show("accounts/forgotten.html", is_sent=False, goes_out=goes_out())


@pages.post("/forgotten")
@open_to_all("whoever forgot a password cannot sign in")
def send() -> Response:
    """Have a link sent; the answer is the same whether anybody has the address."""
    organization_of_request()
    ask_for_link(request.form.get("email", "")[:LONGEST_ADDRESS], request.remote_addr or "")
    return show("accounts/forgotten.html", is_sent=True, goes_out=goes_out())


@pages.get("/reset/<key>")
@open_to_all("the link is the key")
def choose(key: str) -> Response:
    """Return the page on which somebody gives themselves a new password."""
    link_for(key)
    return show("accounts/reset.html", key=key, errors={})


@pages.post("/reset/<key>")
@open_to_all("the link is the key")
def reset(key: str) -> Response:
    """Set the new password; then it is asked for at once, so that everybody sees it is kept."""
    try:
        reset_password(key, load_form(NewPasswordSchema()))
    except BadInput as refusal:
        return show("accounts/reset.html", 422, key=key, errors=refusal.errors)
    return see("sign_in.ask", saying="Your new password is set. Sign in with it.")
