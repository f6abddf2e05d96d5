"""Writing down what happened, in the transaction in which it happens."""

import hashlib
import hmac
import json
from typing import Any
from uuid import UUID

from flask import current_app, g, has_request_context

from negostrategy.audit.models import AuditEntry
from negostrategy.kernel import clock
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import organization_in_force

AUDIT_KEY = "NEGOSTRATEGY_AUDIT_KEY"


def record(actor: Actor | None, act: str, kind: str, subject_id: UUID | None, **details: Any) -> None:
    """Add one entry to the trail: `act` is a verb phrase such as "negotiation.logged".

    details hold names of fields and ids, never what was written there: people read the trail who may not read records.
    """
    entry = AuditEntry(
        id=new_id(),
        organization_id=organization_in_force(),
        at=clock.now(),
        actor_id=actor.user_id if actor else None,
        actor_name=actor.name if actor else "the service",
        act=act,
        subject_kind=kind,
        subject_id=subject_id,
        details=details | _request(),
    )
    entry.mac = mac_of(entry, current_app.config[AUDIT_KEY])
    session.add(entry)


def mac_of(entry: AuditEntry, key: bytes) -> bytes:
    """Return the authentication code of an entry: who lacks the key can neither alter an entry nor slip one in.

    Source: HMAC-SHA256 over the canonical JSON of all columns.
    """
    said = {
        "organization": str(entry.organization_id),
        "id": str(entry.id),
        "at": entry.at.timestamp(),
        "actor": [str(entry.actor_id), entry.actor_name],
        "act": entry.act,
        "subject": [entry.subject_kind, str(entry.subject_id)],
        "details": entry.details,
    }
    return hmac.digest(key, json.dumps(said, sort_keys=True, default=str).encode(), hashlib.sha256)


def _request() -> dict[str, str]:
    return {"request": g.request_id} if has_request_context() and "request_id" in g else {}
