"""The blueprint that the routes of negotiations share, and what they all answer with."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from flask import url_for

from negostrategy.edge.address import public_address
from negostrategy.edge.openapi import ApiBlueprint, etag_of
from negostrategy.kernel.actor import Actor
from negostrategy.negotiations.here import findings_of
from negostrategy.negotiations.queries.record import readable
from negostrategy.negotiations.queries.shapes import Record
from negostrategy.negotiations.queries.versions import version_change

api = ApiBlueprint("negotiations", __name__, "Negotiations, their terms and moves, and what the rules say of them")
type_of_answer = tuple[dict[str, Any], int, dict[str, str]]


def change_answer(actor: Actor, before: Record) -> type_of_answer:
    """Return a record after a change, and from which version of its playbook to which the change took it, if it did."""
    answer, status, headers = record_answer(actor, before.id)
    change = version_change(before.playbook_version_id, answer["playbook_version_id"])
    moved = {"from": change.before, "to": change.after} if change else None
    return answer | {"version_change": moved}, status, headers


def record_answer(actor: Actor, negotiation_id: UUID, status: int = 200) -> type_of_answer:
    """Return a record with its findings, its ETag, and its address when it is new."""
    record = readable(actor, negotiation_id)
    headers = {"ETag": etag_of(record.id, record.revision)}
    if status == 201:  # Created
        path = url_for("negotiations_api.show_negotiation", negotiation_id=negotiation_id)
        headers["Location"] = public_address(path)
    said = {one.name: getattr(record, one.name) for one in fields(record)}
    return said | {"findings": findings_of(negotiation_id)}, status, headers
