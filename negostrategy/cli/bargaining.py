"""`negostrategy bargaining analyse`: the arithmetic of a two-sided domain, without a database."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from negostrategy.bargaining.analysis import DISAGREEMENTS, NORMALISE, Files, analyse
from negostrategy.bargaining.faults import BargainingError
from negostrategy.bargaining.xml_tree import LARGEST_BYTES

# Nobody else waits for this process: it may go ten times as far as a request.
MOST_POINTS = 1_000_000


def main(words: list[str]) -> int:
    """Return the exit status: 0 done, 2 refused with one sentence."""
    arguments = _parser().parse_args(words)
    try:
        files = Files(*(_content(path) for path in (arguments.domain, arguments.profile_a, arguments.profile_b)))
        found = analyse(files, arguments.normalise, arguments.disagreement, MOST_POINTS)
    except OSError as refusal:
        print(f"negostrategy: {refusal.filename} cannot be read.", file=sys.stderr)
        return 2
    except BargainingError as refusal:
        print(f"negostrategy: {refusal}", file=sys.stderr)
        return 2
    print(json.dumps(found) if arguments.json else _told(found))
    return 0


def _content(path: Path) -> bytes:
    # One byte more than is accepted: enough to see that a file, or a device that never ends, is too large.
    with path.open("rb") as file:
        return file.read(LARGEST_BYTES + 1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="negostrategy bargaining", description="The arithmetic of a good deal.")
    analysing = parser.add_subparsers(required=True, metavar="what").add_parser(
        "analyse", help="frontier and fair points of a domain with two additive profiles (GENIUS, NegMAS XML)"
    )
    for name in ("domain", "profile_a", "profile_b"):
        analysing.add_argument(name, type=Path, metavar=f"{name.upper()}.xml")
    analysing.add_argument("--normalise", choices=NORMALISE, default="raw")
    analysing.add_argument("--disagreement", choices=DISAGREEMENTS, default="declared")
    analysing.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _told(found: dict[str, Any]) -> str:
    efficient = len(found["frontier"])
    lines = [
        f"{found['packages']:,} packages of {found['issues']} issues, {efficient} efficient pairs of values.",
        f"Disagreement {_pair(found['disagreement'])}, ideal {_pair(found['ideal']) if found['ideal'] else 'none'}.",
    ]
    for name, points in found["points"].items():
        lines.append(f"{name.replace('_', '-')}: {', '.join(_pair(point) for point in points) or 'none'}")
    return "\n".join(lines)


def _pair(point: list[float]) -> str:
    return f"({point[0]:g}, {point[1]:g})"
