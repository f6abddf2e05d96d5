"""Strategies and playbooks as files: to take away, and to bring in as a draft."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.edge.answers import see, show
from negostrategy.edge.display import day
from negostrategy.edge.organization import organization_of_request, today_here
from negostrategy.edge.pdf import pdf
from negostrategy.edge.permit import permit
from negostrategy.exchange.policy_files import STRATEGY
from negostrategy.exchange.service.known_playbooks import KnownPlaybook, Wanted
from negostrategy.exchange.service.policies import bring_in, known_playbook_of, playbook_file, strategy_file
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound, TooLarge
from negostrategy.kernel.grants import Grant
from negostrategy.strategy.pages.comparing import Comparison, comparison
from negostrategy.strategy.queries.document import Document, document, strategy_in_force
from negostrategy.strategy.queries.playbooks import PlaybookText, playbook_text
from negostrategy.strategy.queries.retired import playbook_version_in_force

pages = Blueprint("files", __name__)


@pages.get("/strategy/versions/<uuid:version_id>.yaml")
@permit(Grant.STRATEGY_READ)
def strategy(actor: Actor, version_id: UUID) -> Response:
    """Return a version of the strategy as a file; drafts for those who write."""
    found = _strategy(actor, version_id)
    return _file(strategy_file(version_id), f"strategy-{found.number}")


@pages.get("/strategy/versions/<uuid:version_id>.pdf")
@permit(Grant.STRATEGY_READ)
def strategy_on_paper(actor: Actor, version_id: UUID) -> Response:
    """Return a version of the strategy on paper; drafts for those who write."""
    found = _strategy(actor, version_id)
    held = strategy_in_force(today_here()) == version_id
    margins = _margins(found.title, found, is_in_force=held)
    return pdf("paper/strategy.html", f"strategy-{found.number}", document=found, **margins)


@pages.get("/playbooks/versions/<uuid:version_id>.yaml")
@permit(Grant.PLAYBOOK_READ)
def playbook(actor: Actor, version_id: UUID) -> Response:
    """Return a version of a playbook as a file; drafts for those who write."""
    found = _playbook(actor, version_id)
    return _file(playbook_file(version_id), f"{found.key}-{found.number}")


@pages.get("/playbooks/versions/<uuid:version_id>.pdf")
@permit(Grant.PLAYBOOK_READ)
def playbook_on_paper(actor: Actor, version_id: UUID) -> Response:
    """Return a version of a playbook on paper, sealed walk-aways as sealed; drafts for those who write."""
    found = _playbook(actor, version_id)
    held = playbook_version_in_force(found.playbook_id, today_here()) == version_id
    margins = _margins(found.name, found, is_in_force=held)
    return pdf("paper/playbook.html", f"{found.key}-{found.number}", playbook=found, **margins)


@pages.get("/strategy/files")
@permit(Grant.PLAYBOOK_WRITE)
def ask(_actor: Actor) -> Response:
    """Return the form that takes a file."""
    return _form()


@pages.post("/strategy/files")
@permit(Grant.PLAYBOOK_WRITE)
def take(actor: Actor) -> Response:
    """Make a draft of a file; what cannot be taken is told, and nothing is made.

    Of a playbook that is here already it asks first: its next version, with what that changes, or a new one.
    """
    data, wanted = _sent(), _wanted()
    try:
        known = known_playbook_of(data)
        # What was refused half-way must not stay, nor what is only shown before anybody has decided.
        with session.begin_nested():
            kind, version_id = bring_in(actor, data, wanted)
            _ask_unless_said(actor, known, wanted, version_id)
    except _AskingFirst as asking:
        return _ask_first(asking.known, data, asking.found)
    except BadInput as refusal:
        errors = refusal.errors or {"/file": [refusal.detail]}
        if "/name" in errors and wanted is not None and (known := known_playbook_of(data)):
            return _ask_first(known, data, None, refusal.status, errors)
        return _form(refusal.status, errors)
    except TooLarge as refusal:
        return _form(refusal.status, {"/file": [refusal.detail]})
    endpoint = "strategy.edit" if kind == STRATEGY else "playbook_draft.edit"
    return see(endpoint, saying="Brought in as a draft.", version_id=version_id)


class _AskingFirst(Exception):
    """A file means a playbook that is here, and nobody has said what becomes of it."""

    def __init__(self, known: KnownPlaybook, found: Comparison) -> None:
        super().__init__(known.name)
        self.known = known
        self.found = found


def _ask_unless_said(actor: Actor, known: KnownPlaybook | None, wanted: Wanted | None, version_id: UUID) -> None:
    if known is not None and wanted is None:
        raise _AskingFirst(known, comparison(actor, version_id))


def _sent() -> bytes:
    sent = request.files.get("file")
    return sent.read() if sent else request.form.get("text", "").encode()


def _wanted() -> Wanted | None:
    way, name = request.form.get("as"), request.form.get("name", "").strip() or None
    if way == "new":
        return Wanted("new", name)
    return Wanted() if way == "next" else None


def _ask_first(
    known: KnownPlaybook,
    data: bytes,
    found: Comparison | None,
    status: int = 200,
    errors: Mapping[str, list[str]] | None = None,
) -> Response:
    return show(
        "files/known.html",
        status,
        known=known,
        text=data.decode(),
        found=found,
        typed=request.form,
        errors=errors or {},
    )


def _strategy(actor: Actor, version_id: UUID) -> Document:
    found = document(version_id)
    if found is None or (found.is_draft and not actor.may(Grant.STRATEGY_WRITE)):
        raise NotFound
    return found


def _playbook(actor: Actor, version_id: UUID) -> PlaybookText:
    found = playbook_text(version_id)
    if found is None or (found.is_draft and not actor.may(Grant.PLAYBOOK_WRITE)):
        raise NotFound
    return found


def _margins(name: str, found: Document | PlaybookText, *, is_in_force: bool) -> dict[str, Any]:
    begins = found.effective_on
    if begins is None:
        standing = found.state.replace("_", " ")
    elif is_in_force:
        standing = f"in force since {day(begins)}"
    else:
        standing = f"in force from {day(begins)} on" if begins > today_here() else f"from {day(begins)}, not in force"
    return {
        "name": name,
        "number": found.number,
        "standing": standing,
        "is_draft": found.is_draft,
        "whose": organization_of_request().name,
        "today": today_here(),
    }


def _file(text: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.yaml"'}
    return Response(text, mimetype="application/yaml", headers=headers)


def _form(status: int = 200, errors: Mapping[str, list[str]] | None = None) -> Response:
    return show("files/take.html", status, errors=errors or {})
