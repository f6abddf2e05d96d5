"""P15: memory of the idle demo (web, worker and embedded database), and how soon it shows its first page.

    .venv/bin/python -m benchmarks.idling

Memory is the proportional share of each process (PSS): shared pages count once, as they do in the machine.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.serving import free_port, wait_for

SETTLE_SECONDS = 15


def main() -> None:
    """Return after printing the measurement, made with the product's own command in a folder of its own."""
    with tempfile.TemporaryDirectory() as home:
        port = free_port()
        environment = {**os.environ, "NEGOSTRATEGY_HOME": home, "PORT": str(port)}
        first, _memory = _start(environment, port)
        again, memory = _start(environment, port)
    print(f"P15 first start with filling {first:.1f} s, second start to the first page {again:.1f} s (target 10 s)")
    print(f"P15 idle memory {memory:.0f} MB (target 500 MB)")


def _start(environment: dict[str, str], port: int) -> tuple[float, float]:
    begun = time.perf_counter()
    words = [sys.executable, "-m", "negostrategy.cli.main", "run"]
    process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/o/demo/sign-in", process, 180)
        seconds = time.perf_counter() - begun
        time.sleep(SETTLE_SECONDS)
        return seconds, sum(_share(one) for one in family(process.pid)) / 1024
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def family(pid: int) -> list[int]:
    """Return a process and all that it has started."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
            parents.setdefault(parent, []).append(int(folder.name))
    found = [pid]
    for one in found:
        found.extend(parents.get(one, []))
    return found


def _share(pid: int) -> int:
    try:
        matched = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(matched[1]) if matched else 0


if __name__ == "__main__":
    main()
