"""The administrator's pages: people, invitations, teams."""

from uuid import UUID

from flask import Blueprint, Response, current_app, request

from negostrategy.accounts.queries.people import PersonRow, TeamRow, people, person, team_tree, waiting_invitations
from negostrategy.accounts.schemas import AddressChangeSchema, InviteSchema, PersonChangeSchema, TeamSchema
from negostrategy.accounts.service.inviting import invite
from negostrategy.accounts.service.people import change_address, change_person
from negostrategy.accounts.service.resetting import NoMail, send_link, show_link
from negostrategy.accounts.service.teams import add_team, change_team
from negostrategy.edge.answers import see, show
from negostrategy.edge.idempotency import sent_once
from negostrategy.edge.organization import today_here
from negostrategy.edge.payloads import load_form
from negostrategy.edge.permit import permit
from negostrategy.jobs.mail import goes_out
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant

pages = Blueprint("people", __name__)
HANGING = "negostrategy.hanging"
WAITS = "Nothing is changed yet: this waits for a second administrator or a leader. All leaders are told."


@pages.get("/people")
@permit(Grant.PEOPLE_MANAGE)
def list_page(_actor: Actor) -> Response:
    """Return everybody, the teams, and the invitations that wait."""
    return _list()


@pages.post("/people/invitations")
@permit(Grant.PEOPLE_MANAGE)
@sent_once
def invite_person(actor: Actor) -> Response:
    """Invite somebody and show the link, once."""
    try:
        draft = load_form(InviteSchema())
        link = invite(actor, draft)
    except BadInput as refusal:
        return _list(422, typed=request.form, errors=refusal.errors)
    if link is None:
        return see(".list_page", saying=WAITS)
    return show("accounts/invited.html", email=draft.email, link=link, is_sent=goes_out())


@pages.get("/people/<uuid:user_id>")
@permit(Grant.PEOPLE_MANAGE)
def show_person(_actor: Actor, user_id: UUID) -> Response:
    """Return one person with what may be changed."""
    return _person(user_id)


@pages.post("/people/<uuid:user_id>")
@permit(Grant.PEOPLE_MANAGE)
def change(actor: Actor, user_id: UUID) -> Response:
    """Set somebody's roles and team, and whether they may sign in."""
    try:
        is_done = change_person(actor, user_id, load_form(PersonChangeSchema()))
    except BadInput as refusal:
        return _person(user_id, 422, refusal.errors)
    return see(".list_page", saying="Saved." if is_done else WAITS)


@pages.post("/people/<uuid:user_id>/address")
@permit(Grant.PEOPLE_MANAGE)
def readdress(actor: Actor, user_id: UUID) -> Response:
    """Change where somebody is reached."""
    try:
        is_done = change_address(actor, user_id, load_form(AddressChangeSchema()))
    except BadInput as refusal:
        return _person(user_id, 422, refusal.errors)
    return see(".show_person", saying="Saved. They are told." if is_done else WAITS, user_id=user_id)


@pages.post("/people/<uuid:user_id>/link")
@permit(Grant.PEOPLE_MANAGE)
def send_reset(actor: Actor, user_id: UUID) -> Response:
    """Have a link to a new password sent to somebody's address on file."""
    try:
        send_link(actor, user_id)
    except NoMail as refusal:
        return _person(user_id, 409, {"/link": [refusal.detail]})
    return see(".show_person", saying="A link is on its way to their address.", user_id=user_id)


@pages.post("/people/<uuid:user_id>/link/shown")
@permit(Grant.PEOPLE_MANAGE)
def show_reset(actor: Actor, user_id: UUID) -> Response:
    """Show a link to a new password, once, to be handed over."""
    link = show_link(actor, user_id)
    if link is None:
        return see(".show_person", saying=WAITS, user_id=user_id)
    return show("accounts/link.html", link=link, title="The link is ready")


@pages.post("/people/teams")
@permit(Grant.PEOPLE_MANAGE)
@sent_once
def add(actor: Actor) -> Response:
    """Add a team."""
    try:
        add_team(actor, load_form(TeamSchema()))
    except BadInput as refusal:
        return _list(422, team_typed=request.form, team_errors=refusal.errors)
    return see(".list_page", saying="The team is added.")


@pages.get("/people/teams/<uuid:team_id>")
@permit(Grant.PEOPLE_MANAGE)
def show_team(_actor: Actor, team_id: UUID) -> Response:
    """Return one team with what may be changed."""
    return _team(team_id)


@pages.post("/people/teams/<uuid:team_id>")
@permit(Grant.PEOPLE_MANAGE)
def move(actor: Actor, team_id: UUID) -> Response:
    """Rename a team, hang it elsewhere, or give it another manager."""
    try:
        is_done = change_team(actor, team_id, load_form(TeamSchema()))
    except BadInput as refusal:
        return _team(team_id, 422, refusal.errors)
    return see(".list_page", saying="Saved." if is_done else WAITS)


def _list(status: int = 200, **shapes: object) -> Response:
    words = request.args.get("words", "")
    usual = {"typed": {}, "errors": {}, "team_typed": {}, "team_errors": {}, "words": words}
    lists = {"people": people(words), "teams": team_tree(), "invitations": waiting_invitations()}
    return show("accounts/people.html", status, **lists, **usual | shapes)


def _person(user_id: UUID, status: int = 200, errors: dict[str, list[str]] | None = None) -> Response:
    found = person(user_id)
    if found is None:
        raise NotFound
    # What hangs on a role is known to features above: asked of them as navigation asks what waits.
    hanging = current_app.extensions[HANGING](user_id, today_here())
    shapes = {"person": found, "teams": team_tree(), "hanging": hanging, "errors": errors or {}, "goes_out": goes_out()}
    return show("accounts/person.html", status, **shapes)


def _team(team_id: UUID, status: int = 200, errors: dict[str, list[str]] | None = None) -> Response:
    teams = team_tree()
    team = next((one for one in teams if one.id == team_id), None)
    if team is None:
        raise NotFound
    return show("accounts/team.html", status, team=team, teams=teams, people=people(), errors=errors or {})


def team_choices(rows: list[TeamRow] | list[PersonRow]) -> list[tuple[UUID, str]]:
    """Return rows as choices of a field; teams are moved in by their depth."""
    return [(row.id, "\u2003" * getattr(row, "depth", 0) + row.name) for row in rows]
