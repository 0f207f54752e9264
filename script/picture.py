"""Takes the picture of the README: a line of the article has the focus, so that its votes show."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/browser"))
from conftest import QUIET, dechaff  # noqa: E402

with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
    shutil.copy(ROOT / "fixtures/html-news-wordpress/page.html", Path(folder, "bridge.html"))
    explained = Path(folder, "explained.html")
    explained.write_bytes(dechaff("explain", "bridge.html", "--to", "html", cwd=folder))
    browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=QUIET)
    page = browser.new_page(viewport={"width": 1280, "height": 860})
    page.goto(explained.as_uri())
    page.locator(".row", has_text="Shopkeepers on the east side").focus()
    page.screenshot(path=ROOT / "docs/explained.png")
    browser.close()
