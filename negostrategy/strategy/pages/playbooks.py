"""Playbooks: the list, the reader, starters with one click."""

from collections import Counter
from uuid import UUID

from flask import Blueprint, Response, request

from negostrategy.edge.answers import see, show
from negostrategy.edge.fields import line
from negostrategy.edge.idempotency import sent_once
from negostrategy.edge.organization import today_here
from negostrategy.edge.payloads import DraftSchema, load_form
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.business import Kind, Segment, Topic, VersionState
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.grants import Grant
from negostrategy.strategy import starters
from negostrategy.strategy.language.sentences import scope_words
from negostrategy.strategy.novelty import novelties
from negostrategy.strategy.pages.forms import sent_id
from negostrategy.strategy.queries.alone import may_review_late
from negostrategy.strategy.queries.bases import APPROVED, SAID
from negostrategy.strategy.queries.comments import comments_on
from negostrategy.strategy.queries.playbooks import (
    PlaybookRow,
    PlaybookText,
    draft_counts,
    playbook_text,
    playbooks,
    versions_of_playbook,
)
from negostrategy.strategy.queries.retired import retired_playbook_versions
from negostrategy.strategy.queries.templates import templates
from negostrategy.strategy.service.drafting import AlreadyPublished
from negostrategy.strategy.service.playbooks import install_starter, new_playbook, start_playbook_draft
from negostrategy.strategy.service.publication import confirm_figures

pages = Blueprint("playbooks", __name__)
SCOPE: dict[str, type[Kind | Topic | Segment]] = {"kind": Kind, "topic": Topic, "segment": Segment}


class NameSchema(DraftSchema):
    """What a new playbook is called, and for which negotiations it is when another page said so."""

    kind = line(20)
    topic = line(20)
    segment = line(20)
    name = line(120, required=True, error_messages={"required": "Give the playbook a name."})


@pages.get("/playbooks")
@permit(Grant.PLAYBOOK_READ)
def list_page(actor: Actor) -> Response:
    """Return the playbooks, and for leaders the starters that are not installed yet."""
    return _list(actor)


@pages.post("/playbooks")
@permit(Grant.PLAYBOOK_WRITE)
@sent_once
def begin(actor: Actor) -> Response:
    """Begin a playbook of one's own."""
    try:
        name = load_form(NameSchema())["name"]
        scope = _scope()
        topics, segments = ([scope[part]] if part in scope else [] for part in ("topic", "segment"))
        version_id = new_playbook(actor, name, scope.get("kind"), topics, segments)
    except BadInput as refusal:
        return _list(actor, 422, refusal.errors)
    return see("playbook_draft.edit", version_id=version_id)


@pages.post("/playbooks/starters/<key>")
@permit(Grant.PLAYBOOK_WRITE)
def install(actor: Actor, key: str) -> Response:
    """Install a starter with one click."""
    version_id = install_starter(actor, key)
    return see(
        "playbook_draft.edit", saying="Installed as a draft. Confirm its figures, then publish.", version_id=version_id
    )


@pages.get("/playbooks/<uuid:playbook_id>", endpoint="show")
@permit(Grant.PLAYBOOK_READ)
def show_playbook(actor: Actor, playbook_id: UUID) -> Response:
    """Return the version in force, or the one asked for, to be read."""
    may_write = actor.may(Grant.PLAYBOOK_WRITE)
    versions = [row for row in versions_of_playbook(playbook_id) if may_write or row.state == "published"]
    chosen = _chosen(versions, request.args.get("version", ""))
    text = playbook_text(chosen.version_id)
    draft = next((row for row in versions if row.is_draft), None)
    return show(
        "playbooks/read.html",
        playbook=text,
        said_about=_said_about(actor, chosen.version_id),
        marks=novelties(_before(chosen, versions), text) if text else {},
        versions=versions,
        draft=draft,
        in_force=_in_force(versions),
        bases=_bases(versions) if may_write else [],
        is_retired=chosen.version_id in retired_playbook_versions(today_here()),
        may_review_late=bool(text and text.approved_by_nobody_else) and may_review_late(actor, chosen.version_id),
        may_write=may_write,
    )


@pages.post("/playbooks/<uuid:playbook_id>/drafts")
@permit(Grant.PLAYBOOK_WRITE)
def draft(actor: Actor, playbook_id: UUID) -> Response:
    """Start a draft that says what the version in force says, or the one that is sent."""
    return see("playbook_draft.edit", version_id=start_playbook_draft(actor, playbook_id, sent_id("from")))


@pages.post("/playbooks/versions/<uuid:version_id>/confirmation")
@permit(Grant.PLAYBOOK_WRITE)
def confirm(actor: Actor, version_id: UUID) -> Response:
    """Say that the figures are ours now."""
    confirm_figures(actor, version_id)
    return see("playbook_draft.edit", saying="The figures are confirmed.", version_id=version_id)


def found(version_id: UUID) -> PlaybookText:
    """Return a version.

    Errors: NotFound.
    """
    text = playbook_text(version_id)
    if text is None:
        raise NotFound
    return text


def found_draft(version_id: UUID) -> PlaybookText:
    """Return a version that may still change.

    Errors: NotFound; AlreadyPublished.
    """
    draft = found(version_id)
    if not draft.is_draft:
        raise AlreadyPublished
    return draft


def _list(actor: Actor, status: int = 200, errors: dict[str, list[str]] | None = None) -> Response:
    may_write = actor.may(Grant.PLAYBOOK_WRITE)
    rows = [row for row in playbooks(today_here()) if may_write or row.state == "published"]
    taken = {row.key for row in rows}
    offered = [one for one in starters.playbooks() if one.key not in taken] if may_write else []
    return show(
        "playbooks/list.html",
        status,
        rows=rows,
        offered=offered,
        own_templates=templates() if may_write else [],
        scope_words=scope_words,
        today=today_here(),
        retired=retired_playbook_versions(today_here()),
        drafts=draft_counts() if may_write else Counter(),
        may_write=may_write,
        may_see_figures=actor.may(Grant.FIGURES_READ),
        typed=request.form,
        scope=_scope(),
        errors=errors or {},
    )


def _scope() -> dict[str, str]:
    given = {part: request.values.get(part, "") for part in SCOPE}
    return {part: said for part, said in given.items() if said in [str(word) for word in SCOPE[part]]}


def _chosen(versions: list[PlaybookRow], number: str) -> PlaybookRow:
    wanted = [row for row in versions if str(row.number) == number] if number else versions[:1]
    in_force = _in_force(versions)
    if not number and in_force is not None:
        return in_force
    if not wanted:
        raise NotFound
    return wanted[0]


def _said_about(actor: Actor, version_id: UUID) -> Counter[str]:
    if not actor.may(Grant.PROPOSAL_MAKE):
        return Counter()
    return Counter(one.part for one in comments_on(version_id) if one.settled_at is None)


def _bases(versions: list[PlaybookRow]) -> list[tuple[str, str]]:
    in_force = _in_force(versions)
    rows = sorted(versions, key=lambda row: (row != in_force, row.state not in APPROVED, -row.number))
    return [(str(row.version_id), f"version {row.number}, {_state(row, in_force)}") for row in rows]


def _state(row: PlaybookRow, in_force: PlaybookRow | None) -> str:
    return "in force" if row == in_force else SAID[VersionState(row.state)]


def _before(chosen: PlaybookRow, versions: list[PlaybookRow]) -> PlaybookText | None:
    earlier = [row for row in versions if row.number < chosen.number and not row.is_draft]
    return playbook_text(max(earlier, key=lambda row: row.number).version_id) if earlier else None


def _in_force(versions: list[PlaybookRow]) -> PlaybookRow | None:
    today = today_here()
    retired = retired_playbook_versions(today)
    begun = [row for row in versions if row.effective_on is not None and row.effective_on <= today]
    begun = [row for row in begun if row.version_id not in retired]
    return max(begun, key=lambda row: (row.effective_on, row.number), default=None)
