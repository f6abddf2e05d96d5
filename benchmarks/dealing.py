"""P11, the other half: the page of a value table, and the analysis of 10^6 packages as JSON, beside a bare hello.

.venv/bin/python -m benchmarks.dealing
"""

import http.client
import json
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from benchmarks.ground import SLUG, Ground, least, make_ground, product
from benchmarks.load import Pair, Request, beside_hello, hammer
from benchmarks.packages import write_domain
from negostrategy.accounts.gate import COOKIE
from negostrategy.accounts.models import User
from negostrategy.accounts.service.signing_in import begin_sign_in
from negostrategy.app import create_app
from negostrategy.edge.openapi import etag_of
from negostrategy.embedded.supervisor import private_postgres
from negostrategy.kernel.db import session
from negostrategy.kernel.transaction import transaction

RUNS, QUESTIONS, POWER = 3, 300, 6
LINES = [
    {"what": what, "giver": giver, "cost_low": cost, "cost_high": cost, "worth_low": low, "worth_high": high}
    for what, giver, cost, low, high in (
        ("Pay 15 days sooner", "us", "250", "400", "600"),
        ("Full pallets only", "us", "150", "300", "300"),
        ("Reference visit", "us", "50", "100", "300"),
        ("Four weeks of stock", "them", "500", "800", "1100"),
        ("Fixed price for a year", "them", "400", "300", "400"),
    )
]
type_of_question = Callable[[], Request]


def main() -> None:
    """Return after printing the measurement."""
    with tempfile.TemporaryDirectory() as folder, private_postgres(Path(folder)) as cluster:
        ground = make_ground(cluster, "dealt")
        with product(ground) as ours, least(ground) as bare:
            for name, ask in (("value table, page", _page(ours, ground)), ("analysis, JSON", _analysis(ground))):
                hammer(ours, ask, 100)
                _say(name, [beside_hello(ours, ask, QUESTIONS, bare) for _ in range(RUNS)])


def _page(address: str, ground: Ground) -> type_of_question:
    made = ground.create()
    record = _sent(address, made)["id"]
    table = Request(
        "PUT", f"/o/{SLUG}/api/v1/negotiations/{record}/values", _as_json({"entries": LINES}), ground.headers
    )
    revision = (("If-Match", etag_of(UUID(record), 0)),)
    _sent(address, Request(table.method, table.path, table.body, table.headers + revision))
    cookie = (("Cookie", f"{COOKIE}={_signed_in(create_app(ground.settings), ground)}"),)
    return lambda: Request("GET", f"/o/{SLUG}/negotiations/{record}/values", None, cookie)


def _analysis(ground: Ground) -> type_of_question:
    with tempfile.TemporaryDirectory() as folder:
        files = write_domain(Path(folder), POWER)
    sent = {"domain": _text(files.domain), "profile_a": _text(files.profile_a), "profile_b": _text(files.profile_b)}
    body = _as_json(sent | {"disagreement": "declared"})
    return lambda: Request("POST", f"/o/{SLUG}/api/v1/bargaining/analysis", body, ground.headers)


def _signed_in(app: Flask, ground: Ground) -> str:
    with app.app_context(), transaction(ground.organization_id):
        leader = session.scalars(select(User.id).where(User.email == f"person0@{SLUG}.example")).one()
        key = begin_sign_in(leader, "a measurement")
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # the secure cookie's own
    value: str = serializer.dumps({"_user_id": key, "_fresh": True})
    return value


def _sent(address: str, request: Request) -> dict[str, str]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    connection.request(request.method, request.path, request.body, dict(request.headers))
    answer = connection.getresponse()
    said = answer.read()
    if answer.status >= 400:
        raise RuntimeError(f"{answer.status} {said[:300]!r}")
    found: dict[str, str] = json.loads(said)
    return found


def _text(file: bytes | str) -> str:
    return file if isinstance(file, str) else file.decode()


def _as_json(said: dict[str, object]) -> bytes:
    return json.dumps(said).encode()


def _say(name: str, pairs: list[Pair]) -> None:
    ratios = sorted(pair.ours.median_ms / pair.other.median_ms for pair in pairs)
    ours, bare = (statistics.median(getattr(pair, side).median_ms for pair in pairs) for side in ("ours", "other"))
    print(
        f"P11 {name}: {ours:.1f} ms against {bare:.2f} ms of a bare hello, "
        f"ratio {ratios[0]:.1f} / {statistics.median(ratios):.1f} / {ratios[-1]:.1f} (target 3.0)",
        flush=True,
    )


if __name__ == "__main__":
    main()
