"""A request sent twice is done once: the answer to a key or a form's id is kept in the transaction that earned it."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from flask import Response, flash, g, make_response, redirect, request
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import insert

from negostrategy.edge.address import way_back
from negostrategy.edge.held import came_from
from negostrategy.edge.models import KeptAnswer
from negostrategy.edge.payloads import OF_THE_FORM
from negostrategy.edge.permit import is_api
from negostrategy.edge.refusing import refusal_of_form, refuse_form
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, IdTaken, InWork, Malformed
from negostrategy.kernel.ids import new_id

P = ParamSpec("P")
LONGEST_KEY = 255
HEADER, FORM_ID = "Idempotency-Key", "id"
LOCATION, ETAG = "Location", "ETag"
SEE_OTHER, REFUSED = 303, 400


class KeyUsedDifferently(BadInput):
    """This Idempotency-Key was used for a different request. Make a new key for each act."""

    code = "key_used_differently"


def once(view: Callable[Concatenate[Actor, P], Response]) -> Callable[..., Response]:
    """Return the view, answering a repeated key with the first answer. Stands between the permit and the rest.

    Errors: KeyUsedDifferently when the same key comes with another body; Malformed for an empty or overlong key.
    Two at the same moment: the second is told that the first is being worked on (InWork).
    """

    @wraps(view)
    def answered(actor: Actor, *args: P.args, **kwargs: P.kwargs) -> Response:
        key = request.headers.get(HEADER)
        if key is None:
            return view(actor, *args, **kwargs)
        _require_usable(key)
        kept = _kept_or_free(actor, key)
        if kept is not None:
            return _again(kept)
        answer = make_response(view(actor, *args, **kwargs))
        _keep(actor, key, answer, _digest_of_body())
        return answer

    return answered


def sent_once(view: Callable[Concatenate[Actor, P], Response]) -> Callable[..., Response]:
    """Return the view of a form that makes something, done once for each id that a form carries.

    The same words lead where they led the first time, with what was said then. Of two at once, the second waits.
    Errors: IdTaken, where the view reads its form, when the id comes with other words.
    """

    @wraps(view)
    def answered(actor: Actor, *args: P.args, **kwargs: P.kwargs) -> Response:
        key = request.form.get(FORM_ID, "")
        if not key or refusal_of_form() is not None:
            return view(actor, *args, **kwargs)
        _require_usable(key)
        session.execute(select(func.pg_advisory_xact_lock(_lock(actor, key))))
        kept = _kept(actor, key)
        if kept is None:
            answer = view(actor, *args, **kwargs)
            if answer.status_code < REFUSED:
                _keep(actor, key, answer, _digest_of_form())
            return answer
        if kept.request_digest == _digest_of_form():
            return _led_there(kept)
        refuse_form(IdTaken())
        return view(actor, *args, **kwargs)

    return answered


def _require_usable(key: str) -> None:
    if not 0 < len(key) <= LONGEST_KEY:
        raise Malformed(f"{HEADER} needs 1 to {LONGEST_KEY} characters.")


def _kept_or_free(actor: Actor, key: str) -> KeptAnswer | None:
    kept_id = select(KeptAnswer.id).where(*_is_it(actor, key)).scalar_subquery()
    is_free, found = session.execute(select(func.pg_try_advisory_xact_lock(_lock(actor, key)), kept_id)).one()
    if found is not None:
        return _kept(actor, key)
    if not is_free:
        raise InWork
    return None


def _kept(actor: Actor, key: str) -> KeptAnswer | None:
    return session.scalars(select(KeptAnswer).where(*_is_it(actor, key))).one_or_none()


def _is_it(actor: Actor, key: str) -> tuple[ColumnElement[bool], ...]:
    return KeptAnswer.user_id == actor.user_id, KeptAnswer.route == _route(), KeptAnswer.key == key


def _again(kept: KeptAnswer) -> Response:
    if kept.request_digest != _digest_of_body():
        raise KeyUsedDifferently
    answer = make_response(kept.body, kept.status)
    answer.content_type = "application/json"
    answer.headers.update({name: said for name, said in ((LOCATION, kept.location), (ETAG, kept.etag)) if said})
    answer.headers["Idempotent-Replayed"] = "true"
    return answer


def _led_there(kept: KeptAnswer) -> Response:
    if kept.body:
        flash(kept.body)
    return make_response(redirect(kept.location or way_back(came_from()), SEE_OTHER))


def _keep(actor: Actor, key: str, answer: Response, digest: bytes) -> None:
    # Of a page only the sentence is kept: what else stands there may be a secret that is shown once.
    body = answer.get_data(as_text=True) if is_api() else g.get("said_at_last", "")
    kept = {"user_id": actor.user_id, "route": _route(), "key": key, "request_digest": digest, "body": body}
    kept |= {"status": answer.status_code, "location": answer.headers.get(LOCATION), "etag": answer.headers.get(ETAG)}
    is_first = session.scalar(
        insert(KeptAnswer)
        .values(id=new_id(), organization_id=actor.organization_id, **kept)
        .on_conflict_do_nothing()
        .returning(KeptAnswer.id)
    )
    # Kept since this one looked: whoever was first has done it, and this one is undone.
    if is_first is None:
        raise InWork


def _lock(actor: Actor, key: str) -> int:
    named = f"{actor.user_id} {_route()} {key}".encode()
    return int.from_bytes(hashlib.sha256(named).digest()[:8], signed=True)


def _route() -> str:
    return f"{request.method} {request.path}"


def _digest_of_body() -> bytes:
    return hashlib.sha256(request.get_data()).digest()


def _digest_of_form() -> bytes:
    words = [[name, said] for name, said in request.form.items(multi=True) if name not in OF_THE_FORM]
    return hashlib.sha256(json.dumps(words).encode()).digest()
