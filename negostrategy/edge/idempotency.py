"""A request sent twice is done once: the answer to an Idempotency-Key is kept in the transaction that earned it."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from flask import Response, make_response, request
from sqlalchemy import select

from negostrategy.edge.models import KeptAnswer
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, Malformed

P = ParamSpec("P")
LONGEST_KEY = 255
HEADER = "Idempotency-Key"


class KeyUsedDifferently(BadInput):
    """This Idempotency-Key was used for a different request. Make a new key for each act."""

    code = "key_used_differently"


def once(view: Callable[Concatenate[Actor, P], Response]) -> Callable[..., Response]:
    """Return the view, answering a repeated key with the first answer. Stands between the permit and the rest.

    Errors: KeyUsedDifferently when the same key comes with another body; Malformed for an empty or overlong key.
    Two at the same moment: the second fails on the unique key and is told so.
    """

    @wraps(view)
    def answered(actor: Actor, *args: P.args, **kwargs: P.kwargs) -> Response:
        key = request.headers.get(HEADER)
        if key is None:
            return view(actor, *args, **kwargs)
        if not 0 < len(key) <= LONGEST_KEY:
            raise Malformed(f"{HEADER} needs 1 to {LONGEST_KEY} characters.")
        kept = _kept(actor, key)
        if kept is not None:
            return _again(kept)
        answer = make_response(view(actor, *args, **kwargs))
        _keep(actor, key, answer)
        return answer

    return answered


def _kept(actor: Actor, key: str) -> KeptAnswer | None:
    return session.scalars(
        select(KeptAnswer)
        .where(KeptAnswer.user_id == actor.user_id)
        .where(KeptAnswer.route == _route())
        .where(KeptAnswer.key == key)
    ).one_or_none()


def _again(kept: KeptAnswer) -> Response:
    if kept.request_digest != _digest():
        raise KeyUsedDifferently
    answer = make_response(kept.body, kept.status)
    answer.content_type = "application/json"
    answer.headers["Idempotent-Replayed"] = "true"
    return answer


def _keep(actor: Actor, key: str, answer: Response) -> None:
    session.add(
        KeptAnswer(
            user_id=actor.user_id,
            route=_route(),
            key=key,
            request_digest=_digest(),
            status=answer.status_code,
            body=answer.get_data(as_text=True),
        )
    )


def _route() -> str:
    return f"{request.method} {request.path}"


def _digest() -> bytes:
    return hashlib.sha256(request.get_data()).digest()
