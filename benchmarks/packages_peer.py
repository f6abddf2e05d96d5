"""What NegMAS makes of the domains in a folder; run by `benchmarks.packages` with a Python that has NegMAS.

It lists every package, values each on both sides, and looks for the frontier and the fair points among the values.
"""

import json
import resource
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any


def looked_at(folder: Path) -> dict[str, Any]:
    """Return seconds from the files to the answer, and seconds after the files were read, with the frontier."""
    preferences, domains = import_module("negmas.preferences"), import_module("negmas.inout")
    begun = time.perf_counter()
    scenario = domains.load_genius_domain(folder / "domain.xml", [folder / "a.xml", folder / "b.xml"])
    read = time.perf_counter()
    sides, issues = tuple(scenario.ufuns), scenario.outcome_space.issues
    for side in sides:
        side.reserved_value = 0.0
    frontier, _places = preferences.pareto_frontier(sides, issues=issues, sort_by_welfare=True)
    for rule in ("nash_points", "ks_points", "kalai_points", "max_welfare_points"):
        getattr(preferences, rule)(sides, frontier, issues=issues)
    done = time.perf_counter()
    return {
        "seconds": done - begun,
        "searching": done - read,
        "frontier": sorted({(float(a), float(b)) for a, b in frontier}, reverse=True),
        "largest_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    print(json.dumps(looked_at(Path(sys.argv[1]))))
