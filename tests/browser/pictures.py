"""Pictures of the product for docs/: `make pictures` starts the demo company as a stranger would, and looks at it.

Words after the command narrow what is taken: parts of picture names. PICTURES names another folder to keep them in.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.serving import free_port, wait_for
from tests.browser.conftest import DESK, PHONE, PROGRAM, SWITCHES

FOLDER = Path(os.environ.get("PICTURES", "docs/pictures"))
TALLEST = 2300
FIRST_RECORD = "table tbody a.table__link"
TALKS = "/negotiations?kind=external&topic=finance"
OPEN_TALKS = f"{TALKS}&state=open"
VALUE_TAB = "a.tabs__item:has-text('Value table')"
BOARD_TAB = "a.tabs__item:has-text('Trade board')"
TO_PREVIEW = (
    "main a:has-text('Supplier price renewal') -> main a:has-text('Edit the draft') -> "
    "main a:has-text('Check and publish') -> main a:has-text('See what it would do')"
)


@dataclass(frozen=True)
class Picture:
    """One page as one person sees it. then: the links to follow first, as selectors with " -> " between."""

    name: str
    who: str
    path: str
    then: str = ""
    scheme: str = "light"
    size: tuple[int, int] = DESK


PICTURES = (
    Picture("home", "employee", "/"),
    Picture("home-phone", "employee", "/", size=PHONE),
    Picture("home-dark", "employee", "/", scheme="dark"),
    Picture("negotiations", "employee", "/negotiations"),
    Picture("negotiations-phone", "employee", "/negotiations", size=PHONE),
    Picture("record", "employee", "/negotiations?kind=external&topic=finance&outcome=agreed", FIRST_RECORD),
    Picture("record-dark", "employee", "/negotiations?kind=external&topic=finance", FIRST_RECORD, "dark"),
    Picture("record-phone", "employee", "/negotiations?kind=external&topic=finance", FIRST_RECORD, size=PHONE),
    Picture("record-new", "employee", "/negotiations/new"),
    Picture("counterparts", "manager", "/counterparts"),
    Picture("strategy", "leader", "/strategy"),
    Picture("strategy-phone", "employee", "/strategy", size=PHONE),
    Picture("playbooks", "leader", "/playbooks"),
    Picture("playbook", "leader", "/playbooks", "main a.list__title"),
    Picture("playbook-dark", "employee", "/playbooks", "main a.list__title", "dark"),
    Picture("compliance", "leader", "/compliance"),
    Picture("compliance-dark", "manager", "/compliance", scheme="dark"),
    Picture("compliance-phone", "manager", "/compliance", size=PHONE),
    Picture("outcomes", "leader", "/outcomes"),
    Picture("outcomes-dark", "manager", "/outcomes", scheme="dark"),
    Picture("outcomes-phone", "manager", "/outcomes", size=PHONE),
    Picture("records", "manager", "/records?outcome=agreed&band=stop&held_from=2026-01-01"),
    Picture("home-leader", "leader", "/"),
    Picture("preview", "leader", "/playbooks", TO_PREVIEW),
    Picture("authority", "leader", "/authority"),
    Picture("approvals", "manager", "/approvals"),
    Picture("proposals", "leader", "/proposals"),
    Picture("coverage", "leader", "/coverage"),
    Picture("ask-phone", "employee", OPEN_TALKS, f"{FIRST_RECORD} -> a:has-text('What was asked before')", size=PHONE),
    Picture("values", "employee", TALKS, f"{FIRST_RECORD} -> {VALUE_TAB}"),
    Picture("values-dark", "employee", TALKS, f"{FIRST_RECORD} -> {VALUE_TAB}", "dark"),
    Picture("board", "employee", TALKS, f"{FIRST_RECORD} -> {BOARD_TAB}"),
    Picture("board-phone", "employee", TALKS, f"{FIRST_RECORD} -> {BOARD_TAB}", size=PHONE),
    Picture("calculator", "employee", "/calculators/payment-days?spend=1200000&days=30&rate=14"),
    Picture("kit", "employee", "/ui-kit"),
    Picture("kit-dark", "employee", "/ui-kit", scheme="dark"),
    Picture("people", "admin", "/people"),
    Picture("audit", "admin", "/audit"),
)


def main(words: list[str]) -> int:
    """Return 0 after keeping every wanted picture."""
    wanted = [one for one in PICTURES if not words or any(word in one.name for word in words)]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=SWITCHES)
        for one in wanted:
            with opened(browser, address, one) as page:
                high = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
                clip = {"x": 0, "y": 0, "width": one.size[0], "height": high}
                page.screenshot(path=FOLDER / f"{one.name}.png", full_page=True, clip=clip)
            print(one.name)
        browser.close()
    return 0


@contextmanager
def demo() -> Iterator[str]:
    """Return the address of the demo company, started with the product's own command in a folder of its own."""
    home = os.environ.get("NEGOSTRATEGY_HOME") or tempfile.mkdtemp(prefix="pictures-")
    port = free_port()
    environment = {**os.environ, "NEGOSTRATEGY_HOME": home, "PORT": str(port)}
    words = [sys.executable, "-m", "negostrategy.cli.main", "run"]
    process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address + "/readyz", process, 180)
        yield f"{address}/o/demo"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


@contextmanager
def opened(browser: Browser, address: str, one: Picture) -> Iterator[Page]:
    """Return the page of a picture, its person having come in through the demo's own buttons."""
    context = browser.new_context(
        viewport={"width": one.size[0], "height": one.size[1]},
        color_scheme="dark" if one.scheme == "dark" else "light",
        has_touch=one.size == PHONE,
    )
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.locator(f"form:has(input[value='{one.who}@demo.example']) button").click()
    page.wait_for_load_state()
    page.goto(address + one.path, wait_until="load")
    for step in one.then.split(" -> ") if one.then else ():
        page.locator(step).first.click()
        page.wait_for_load_state()
    page.wait_for_timeout(700)
    yield page
    context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
