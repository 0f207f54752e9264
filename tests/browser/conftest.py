"""A headless Chromium, and pages that dechaff writes, opened from files as users open them."""

import os
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
# Nothing of the browser's own may reach for the network.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def dechaff(*arguments, **options):
    command = [os.environ["DECHAFF"], *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, **options).stdout


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        path = os.environ["CHROMIUM"]
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


class Opened:
    """A page, with what it said on the console and what it asked for."""

    def __init__(self, browser, path, **options):
        self.page = browser.new_page(**options)
        self.said, self.asked = [], []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.said.append("dialog"), dialog.dismiss()))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.as_uri())


@pytest.fixture
def opened(browser, tmp_path):
    pages = []

    def write_and_open(html, **options):
        path = tmp_path / "page.html"
        path.write_bytes(html)
        pages.append(Opened(browser, path, **options))
        return pages[-1]

    yield write_and_open
    for opened in pages:
        opened.page.close()
