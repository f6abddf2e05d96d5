"""A real server and a real browser: pages as people see them, under the real Content-Security-Policy."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from benchmarks.serving import free_port, wait_for
from negostrategy.accounts.gate import COOKIE
from negostrategy.cli.database import as_environment
from negostrategy.settings import Settings
from tests.cast import Person
from tests.clients import cookie_of

PROGRAM = os.environ.get("NEGOSTRATEGY_CHROMIUM") or shutil.which("chromium") or "chromium"
SWITCHES = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-gpu"]
DESK, PHONE = (1440, 900), (390, 844)


@pytest.fixture(scope="session")
def address(settings: Settings, application: Flask) -> Iterator[str]:
    """Return where a server of this process's database listens."""
    port = free_port()
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    words += ["--workers", "1", "--blocking-threads", "4", "--log-level", "error", "negostrategy.wsgi:app"]
    secrets = {
        "NEGOSTRATEGY_SECRET_KEY": settings.secret_key.decode(),
        "NEGOSTRATEGY_AUDIT_KEY": settings.audit_key.decode(),
        "NEGOSTRATEGY_SEALING_KEY": settings.sealing_key.decode(),
    }
    environment = {**os.environ, **as_environment(settings), **secrets, "PORT": str(port)}
    process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/livez", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a headless browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=SWITCHES)
        yield browser
        browser.close()


@dataclass
class Window:
    """A page in a window of somebody, with every complaint the browser made about it."""

    page: Page
    home: str
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Return the page after going to a path of the organization."""
        self.page.goto(self.home + path, wait_until="load")
        return self.page


@pytest.fixture
def window(app: Flask, address: str, chromium: Browser) -> Iterator[Callable[..., Window]]:
    """Return the way to a signed-in window: person, size, light or dark, with or without scripts."""
    contexts = []

    def opened(
        person: Person | None, size: tuple[int, int] = DESK, scheme: str = "light", scripts: bool = True
    ) -> Window:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=scripts,
            has_touch=size == PHONE,
        )
        contexts.append(context)
        if person is not None:
            value = cookie_of(app, person)
            context.add_cookies([{"name": COOKIE, "value": value, "domain": "127.0.0.1", "path": f"/o/{person.slug}"}])
        page = context.new_page()
        one = Window(page, f"{address}/o/{person.slug}" if person else address)
        page.on("console", lambda message: _note(one, message))
        page.on("pageerror", lambda error: one.complaints.append(str(error)))
        return one

    yield opened
    for context in contexts:
        context.close()


def _note(window: Window, message: ConsoleMessage) -> None:
    if message.type in ("error", "warning"):
        window.complaints.append(f"{window.page.url}: {message.text}")
