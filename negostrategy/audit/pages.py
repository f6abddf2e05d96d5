"""The trail, for administrators: what happened and by whom, never what was written."""

from flask import Blueprint, Response, make_response, request

from negostrategy.audit.exporting import part_as_csv, part_as_lines, parts_of_trail
from negostrategy.audit.queries import newest_entries
from negostrategy.audit.wording import names_in, worded
from negostrategy.edge.answers import show
from negostrategy.edge.permit import permit
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.faults import NotFound
from negostrategy.kernel.grants import Grant

pages = Blueprint("audit", __name__)


@pages.get("/audit")
@permit(Grant.AUDIT_READ)
def list_page(_actor: Actor) -> Response:
    """Return one page of the trail; ids stand there when they are asked for."""
    act, who = request.args.get("act", "")[:80], request.args.get("who", "")[:80]
    page = newest_entries(act, who, request.args.get("cursor"))
    names = names_in(page.rows)
    return show(
        "audit/list.html",
        page=page,
        rows=[(entry, worded(entry, names)) for entry in page.rows],
        act=act,
        who=who,
        with_ids=request.args.get("ids") == "yes",
        cursor=request.args.get("cursor"),
        parts=parts_of_trail(),
    )


@pages.get("/audit/part-<int:number>.csv")
@permit(Grant.AUDIT_READ)
def as_table(_actor: Actor, number: int) -> Response:
    """Return a part of the trail for a spreadsheet."""
    _require_part(number)
    return _file(part_as_csv(number), "text/csv; charset=utf-8", f"trail-{number}.csv")


@pages.get("/audit/part-<int:number>.jsonl")
@permit(Grant.AUDIT_READ)
def as_lines(_actor: Actor, number: int) -> Response:
    """Return a part of the trail for a program, one entry a line."""
    _require_part(number)
    return _file(part_as_lines(number), "application/jsonl; charset=utf-8", f"trail-{number}.jsonl")


def _require_part(number: int) -> None:
    if number not in {part.number for part in parts_of_trail()}:
        raise NotFound


def _file(content: bytes, kind: str, name: str) -> Response:
    answer = make_response(content)
    answer.content_type = kind
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
