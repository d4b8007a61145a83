"""The real app in a real browser: one server and one Chromium for all tests, on a store made by hand."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.app import sample

expect.set_options(timeout=20_000)  # as long as a page may take to settle where other work has the processors
ROOT = Path(__file__).parents[2]
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Streamlit looks for itself beside the page of a deep link before it looks at the root: two 404s (streamlit #7074).
LOOKING = ("/_stcore/health", "/_stcore/host-config")


@dataclass
class Visit:
    """A page of the app under watch: what it asked the network for, and what went wrong."""

    page: Page
    address: str
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self._request(request.url))
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _request(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.outside.append(url)

    def _console(self, message: ConsoleMessage) -> None:
        looking = "404" in message.text and str(message.location.get("url", "")).endswith(LOOKING)
        if message.type == "error" and not looking:
            self.errors.append(message.text)

    def open(self, path: str = "/") -> Page:
        """Opens a page of the app and waits until Streamlit has run it."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector("[data-testid=stApp]", timeout=30_000)
        self.settled()
        return self.page

    def eventually(self, holds: Callable[[], bool]) -> None:
        """Waits until something holds, ten seconds at most, and fails where it never does."""
        for _ in range(50):
            if holds():
                return
            self.page.wait_for_timeout(200)
        assert holds()

    def settled(self) -> None:
        """Waits until the script has ended."""
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)

    def click_on(self, thing: str, canvas: str = "canvas") -> None:
        """Clicks on a node or an edge of the picture, by its id."""
        self.page.wait_for_function("([key]) => globalThis.landscape?.[key]", arg=[canvas])
        spot = self.page.evaluate("([key, id]) => landscape[key].pixels(id)", [canvas, thing])
        self.page.mouse.click(spot["x"], spot["y"])
        self.page.wait_for_timeout(300)
        self.settled()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, served as a user serves it. LANDSCAPE_BROWSER_STORE names another store to copy and serve."""
    folder = tmp_path_factory.mktemp("browser") / "store"
    given = os.environ.get("LANDSCAPE_BROWSER_STORE")
    store = Path(shutil.copytree(given, folder)) if given else sample.made(folder)
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.headless",
        "true",
        "--server.fileWatcherType",
        "none",
    ]
    log = (store.parent / "server.log").open("w")
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "LANDSCAPE_STORE": str(store)}, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
        log.close()


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Waits until the server answers."""
    for _ in range(150):
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with status {server.returncode}; see server.log")
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)  # noqa: S310  # our own server
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the server did not answer within 30 seconds")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: Debian's where there is one, else Playwright's own."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A fresh visit; afterwards nothing may have left this machine, and nothing may have gone wrong in the browser."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(20_000)
    visit = Visit(page, address)
    yield visit
    context.close()
    assert visit.outside == []
    assert visit.errors == []
