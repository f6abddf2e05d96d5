"""What a refused file or body costs at its size limit, beside parsing a plain one of the same size.

.venv/bin/python -m benchmarks.refusing
"""

import json
import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from negostrategy.edge.payloads import read_json
from negostrategy.exchange.policy_files import LARGEST_BYTES, read_file
from negostrategy.kernel.faults import BadInput, Malformed

RUNS = 7
BODY_BYTES = 2_000_000
VARIABLE = """\
  - key: price_change_{number}
    name: Price against the contract before
    kind: percent
    target: -2
    note: What we pay more or less than in the year before, all rebates counted in.
"""
PLAIN_YAML = "negostrategy: 1\nplaybook:\n  variables:\n" + "".join(VARIABLE.format(number=n) for n in range(500))
TERM = {"key": "price_change", "kind": "percent", "target": "-2", "note": "All rebates counted in. " * 20}
PLAIN_JSON = json.dumps({"terms": [TERM] * (BODY_BYTES // (len(json.dumps(TERM)) + 2) - 1)})
YAML = {
    "many names": "".join(f"k{number}: 1\n" for number in range(20_000)),
    "one name again and again": "k1: 1\n" * 30_000,
    "one long list": "[" + "1," * 60_000,
    "to the base of sixty": "negostrategy: " + "1:" * 60_000 + "1",
    "deep": "[" * 200_000,
}
BODIES = {
    "many members": json.dumps({f"k{number}": 1 for number in range(150_000)}),
    "one long list": json.dumps([1] * 700_000),
    "deep": "[" * BODY_BYTES,
}


def main() -> None:
    """Return after printing one line for each refused file and body."""
    for name, text in YAML.items():
        _say(f"YAML, {name}", partial(read_file, text[:LARGEST_BYTES].encode()), _plain_file)
    for name, text in BODIES.items():
        _say(f"JSON, {name}", partial(read_json, text[:BODY_BYTES].encode()), _plain_body)


def _plain_file() -> None:
    read_file(PLAIN_YAML.encode())


def _plain_body() -> None:
    read_json(PLAIN_JSON.encode())


def _say(name: str, refused: Callable[[], object], plain: Callable[[], object]) -> None:
    ratios = sorted(_seconds(refused) / _seconds(plain) for _ in range(RUNS))
    print(f"{name}: {ratios[0]:.2f} / {statistics.median(ratios):.2f} / {ratios[-1]:.2f} of a plain one (target 10)")


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    with suppress(BadInput, Malformed):
        act()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
