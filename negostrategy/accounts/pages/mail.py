"""The administrator's page that tells whether mail goes out."""

from flask import Blueprint, Response, current_app

from negostrategy.edge.answers import show
from negostrategy.edge.permit import permit
from negostrategy.jobs.mail import MAIL
from negostrategy.jobs.trying import Trial, try_mail
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.grants import Grant

pages = Blueprint("mail", __name__)


@pages.get("/people/mail")
@permit(Grant.PEOPLE_MANAGE)
def show_server(actor: Actor) -> Response:
    """Return where mail goes, and the button that tries it."""
    return _page(actor, None)


@pages.post("/people/mail")
@permit(Grant.PEOPLE_MANAGE)
def send_trial(actor: Actor) -> Response:
    """Send the administrator a test mail now, and show what the mail server said."""
    trial = try_mail(current_app.extensions[MAIL], actor.email)
    return _page(actor, trial, 200 if trial.is_taken else 409)


def _page(actor: Actor, trial: Trial | None, status: int = 200) -> Response:
    return show("accounts/mail.html", status, server=current_app.extensions[MAIL], trial=trial, email=actor.email)
