"""How much of what could be won together the people of the corpus won, by the arithmetic of the product.

    python -m examples.casino.value casino_train.json casino_valid.json [--csv dialogues.csv]

Each item is an issue with four levels, none to three packages for us; points add up. It ends with status 1 when the
points computed differ from those recorded in any dialogue. Whose corpus it is, and its licence, stands in convert.py.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from statistics import fmean
from typing import Any

from examples.casino.convert import ITEMS, PACKAGES, WALK_AWAY_POINTS, deal_of, recorded_points, worth_of
from negostrategy.bargaining.capture import improvable_share
from negostrategy.bargaining.frontier import frontier_points
from negostrategy.bargaining.improving import better_for_both
from negostrategy.bargaining.package import Issue, Level, Problem, package_of

# Three packages of each at five, four and three points: whoever takes all of them has this, and all ways of dividing
# them give the two sides this together on average.
BLIND_JOINT = Decimal(36)


@dataclass(frozen=True)
class Found:
    """What the arithmetic says of one dialogue. left, better and share are None where nothing was agreed.

    share: (joint − 36) ÷ (best − 36), negative below 36; None as well where every way of dividing gives both sides the
    same together.
    """

    dialogue: int
    agreed: bool
    ours: Decimal
    theirs: Decimal
    is_as_recorded: bool
    best_joint: Decimal
    is_efficient: bool | None = None
    left: Decimal | None = None
    better: int | None = None
    share: Decimal | None = None


def found_in(dialogue: dict[str, Any]) -> Found:
    """Return what one dialogue came to.

    Errors: UnlikeTheCorpus for a deal that does not divide three packages, or a dialogue without an end.
    """
    number, problem = dialogue["dialogue_id"], problem_of(dialogue["participant_info"])
    edge = frontier_points(problem)
    best = max(ours + theirs for ours, theirs in edge)
    kept = deal_of(dialogue)
    if kept is None:
        walked = problem.disagreement
        is_as_recorded = recorded_points(dialogue) == walked
        return Found(
            number, agreed=False, ours=walked[0], theirs=walked[1], is_as_recorded=is_as_recorded, best_joint=best
        )
    deal = package_of(problem, [str(kept[item]) for item in ITEMS])
    joint = deal.ours + deal.theirs
    return Found(
        number,
        agreed=True,
        ours=deal.ours,
        theirs=deal.theirs,
        is_as_recorded=recorded_points(dialogue) == deal.point,
        best_joint=best,
        is_efficient=deal.point in edge,
        left=best - joint,
        better=better_for_both(problem, deal.point),
        share=improvable_share(joint, BLIND_JOINT, best),
    )


def problem_of(people: dict[str, Any]) -> Problem:
    """Return the campers' problem: one issue an item, none to three packages for us; five points for walking away."""
    ours, theirs = worth_of(people)
    walked = Decimal(WALK_AWAY_POINTS)
    return Problem(tuple(_issue(item, ours[item], theirs[item]) for item in ITEMS), (walked, walked))


def _issue(item: str, ours: int, theirs: int) -> Issue:
    counts = range(PACKAGES + 1)
    levels = (Level(str(count), Decimal(ours * count), Decimal(theirs * (PACKAGES - count))) for count in counts)
    return Issue(item, tuple(levels))


def told(found: Sequence[Found]) -> str:
    """Return the aggregates in words."""
    deals = [one for one in found if one.agreed]
    improvable = [one for one in deals if one.share is not None]
    wrong = [one.dialogue for one in found if not one.is_as_recorded]
    right = len(found) - len(wrong)
    of_best = _mean((one.ours + one.theirs) / one.best_joint for one in deals)
    lines = [
        f"{len(found)} dialogues, {len(deals)} agreed; computed points equal the recorded points in {right}.",
        f"Efficient (nobody can gain without the other losing): {_share(one.is_efficient for one in deals)}.",
        f"Best joint total reached: {_share(one.left == 0 for one in deals)}.",
        f"Points left on the table: {_mean(one.left for one in deals):.2f} a deal.",
        f"Joint total ÷ best joint total: {of_best:.1%}, which flatters: dividing blindly gives 36.",
        f"Share of the improvable part: {_mean(one.share for one in improvable):.1%} over {len(improvable)} deals.",
    ]
    return "\n".join([*lines, *([f"Unlike the corpus: {wrong}"] if wrong else [])])


def main() -> int:
    """Return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--csv", type=Path, help="one row for each dialogue")
    arguments = parser.parse_args()
    dialogues = [one for file in arguments.files for one in json.loads(file.read_text(encoding="utf-8"))]
    found = [found_in(dialogue) for dialogue in dialogues]
    if arguments.csv:
        with arguments.csv.open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, list(Found.__dataclass_fields__))
            writer.writeheader()
            writer.writerows(asdict(one) for one in found)
    print(told(found))
    return 0 if all(one.is_as_recorded for one in found) else 1


def _share(said: Iterable[bool | None]) -> str:
    known = [one for one in said if one is not None]
    return f"{sum(known)} of {len(known)}, {sum(known) / len(known):.1%}"


def _mean(figures: Iterable[Decimal | None]) -> float:
    return fmean(float(one) for one in figures if one is not None)


if __name__ == "__main__":
    sys.exit(main())
