"""P10: "may I agree to this?" as one types and over 8 connections, against a bare Flask hello on the same server.

.venv/bin/python -m benchmarks.asking
"""

import http.client
import json
import random
import statistics
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.ground import SLUG, Ground, least, make_ground, product
from benchmarks.load import Pair, Request, beside_hello, hammer
from negostrategy.embedded.supervisor import private_postgres

RUNS, QUESTIONS, RECORDS = 3, 400, 200


def main() -> None:
    """Return after printing the measurement."""
    with tempfile.TemporaryDirectory() as folder, private_postgres(Path(folder)) as cluster:
        ground = make_ground(cluster, "asked")
        with product(ground) as ours, least(ground) as bare:
            records = [_make(ours, ground) for _ in range(RECORDS)]

            def ask() -> Request:
                offer = {"offer": {"price_change": str(random.randint(-6, 6))}}
                path = f"/o/{SLUG}/api/v1/negotiations/{random.choice(records)}/offer-checks"
                return Request("POST", path, json.dumps(offer).encode(), ground.headers)

            hammer(ours, ask, 400)
            for many in (1, 8):
                _say(many, [beside_hello(ours, ask, QUESTIONS, bare, many) for _ in range(RUNS)])


def _make(address: str, ground: Ground) -> str:
    made = ground.create()
    connection = http.client.HTTPConnection(urlsplit(address).netloc)
    connection.request(made.method, made.path, made.body, dict(made.headers))
    answer: str = json.loads(connection.getresponse().read())["id"]
    return answer


def _say(many: int, pairs: list[Pair]) -> None:
    ratios = sorted(pair.ours.p95_ms / pair.other.p95_ms for pair in pairs)
    ours, bare = (statistics.median(getattr(pair, side).p95_ms for pair in pairs) for side in ("ours", "other"))
    print(
        f"P10 p95 of may-I-agree / of a bare hello, {many} at once: {ours:.1f} ms against {bare:.1f} ms, "
        f"ratio {ratios[0]:.1f} / {statistics.median(ratios):.1f} / {ratios[-1]:.1f} (target 5.0)",
        flush=True,
    )


if __name__ == "__main__":
    main()
