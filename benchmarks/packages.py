"""P11: frontier and all fair points of additive domains of 10^2 to 10^6 packages, beside NegMAS on the same files.

    uv venv /tmp/peer && uv pip install --python /tmp/peer/bin/python negmas
    .venv/bin/python -m benchmarks.packages --peer /tmp/peer/bin/python [--runs 3] [--largest 6]

Without a peer only our own side is measured. NegMAS has a Python of its own: the product never needs it. Values are
whole numbers, which its binary fractions hold exactly, so that the frontiers can be compared to the last point.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import Any

from negostrategy.bargaining.analysis import Files, analyse

LEVELS, MOST, NEARLY, LARGEST_WEIGHT = 10, 100, 10, 9
PEER = Path(__file__).with_name("packages_peer.py")
GOAL = 1000
MEGABYTE = 2**20


def main(words: list[str]) -> int:
    """Return 0 when every frontier is the peer's, 1 otherwise."""
    parser = argparse.ArgumentParser(description="P11: frontiers and fair points beside NegMAS.")
    parser.add_argument("--peer", help="a Python that has NegMAS")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--largest", type=int, default=6, help="10 to this power packages")
    arguments = parser.parse_args(words)
    if arguments.peer is None:
        print("P11 beside NegMAS: uv venv /tmp/peer && uv pip install --python /tmp/peer/bin/python negmas")
    are_same = [
        _measure(power, opposed, arguments.peer, arguments.runs)
        for opposed in (False, True)
        for power in range(2, arguments.largest + 1)
    ]
    return 0 if all(are_same) else 1


def _measure(power: int, opposed: bool, peer: str | None, runs: int) -> bool:
    with tempfile.TemporaryDirectory() as named:
        folder = Path(named)
        files = write_domain(folder, power, opposed=opposed)
        ours: list[float] = []
        theirs: list[dict[str, Any]] = []
        for _run in range(runs):
            ours.append(_ours(files))
            if peer:
                theirs.append(_theirs(folder, peer))
    found = analyse(files, "raw", "declared")
    said = f"{_spread([1000 * one for one in ours])} ms, {_memory(files):.1f} MB at most"
    kind = "opposed" if opposed else "at random"
    print(f"P11 {found['packages']:>9,} packages {kind}, {len(found['frontier'])} efficient: ours {said}", flush=True)
    return not theirs or _compare(found, ours, theirs)


def _compare(found: dict[str, Any], ours: list[float], theirs: list[dict[str, Any]]) -> bool:
    is_same = all(one["frontier"] == found["frontier"] for one in theirs)
    whole = [its["seconds"] / mine for its, mine in zip(theirs, ours, strict=True)]
    searching = [its["searching"] / mine for its, mine in zip(theirs, ours, strict=True)]
    print(
        f"    NegMAS {_spread([1000 * one['seconds'] for one in theirs])} ms, "
        f"{max(one['largest_memory_mb'] for one in theirs):.0f} MB; frontier {'the same' if is_same else 'DIFFERENT'}; "
        f"{_spread(whole)} times ours (goal {GOAL:,} at 10^6), {_spread(searching)} without its reading of the files",
        flush=True,
    )
    return is_same


def write_domain(folder: Path, power: int, *, opposed: bool = False) -> Files:
    """Return a domain of 10^power packages and two profiles, always the same ones; also as files.

    opposed: what one side likes the other dislikes, nearly as much: then hundreds of packages are efficient.
    """
    chance = random.Random(power)
    rows = [[[chance.randint(0, MOST) for _level in range(LEVELS)] for _issue in range(power)] for _side in range(2)]
    weights = [[chance.randint(1, LARGEST_WEIGHT) for _issue in range(power)] for _side in range(2)]
    if opposed:
        rows[1] = [[MOST - liked + chance.randint(0, NEARLY) for liked in row] for row in rows[0]]
        weights[1] = weights[0]
    domain = _utility_space("".join(_issue(n, [f'value="L{k}"' for k in range(LEVELS)]) for n in range(1, power + 1)))
    profiles = [_profile(rows[side], weights[side]) for side in range(2)]
    template = f"<negotiation_template>{domain}</negotiation_template>"
    contents = [one.encode() for one in (template, *profiles)]
    for name, content in zip(("domain.xml", "a.xml", "b.xml"), contents, strict=True):
        (folder / name).write_bytes(content)
    return Files(*contents)


def _profile(rows: list[list[int]], weights: list[int]) -> str:
    issues = "".join(
        _issue(n, [f'value="L{k}" evaluation="{worth}"' for k, worth in enumerate(row)])
        for n, row in enumerate(rows, 1)
    )
    weighed = "".join(f'<weight index="{n}" value="{weight}"/>' for n, weight in enumerate(weights, 1))
    return _utility_space(issues + weighed, '<reservation value="0"/>')


def _issue(index: int, items: list[str]) -> str:
    inside = "".join(f'<item index="{k}" {item}/>' for k, item in enumerate(items, 1))
    return f'<issue index="{index}" name="I{index}" type="discrete" vtype="discrete">{inside}</issue>'


def _utility_space(inside: str, after: str = "") -> str:
    objective = f'<objective index="0" name="root" type="objective" etype="objective">{inside}</objective>'
    return f"<utility_space>{objective}{after}</utility_space>"


def _ours(files: Files) -> float:
    begun = time.perf_counter()
    analyse(files, "raw", "declared")
    return time.perf_counter() - begun


def _theirs(folder: Path, peer: str) -> dict[str, Any]:
    # A process of its own each time: what it takes to start and to import is not counted on either side.
    done = subprocess.run([peer, str(PEER), str(folder)], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found | {"frontier": [list(point) for point in found["frontier"]]}


def _memory(files: Files) -> float:
    tracemalloc.start()
    analyse(files, "raw", "declared")
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / MEGABYTE


def _spread(figures: list[float]) -> str:
    return f"{min(figures):,.1f} / {statistics.median(figures):,.1f} / {max(figures):,.1f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
