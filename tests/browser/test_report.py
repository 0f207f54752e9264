"""The page of `dechaff report`."""

import pytest
from conftest import SEEDS, dechaff
from test_explain import HOSTILE, faults


@pytest.fixture(scope="module")
def stats(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stats")
    (folder / "hostile.txt").write_text(HOSTILE)
    for name, options in [("now", []), ("before", ["--lean", "recall"])]:
        pages = [*SEEDS, folder / "hostile.txt"]
        out = ["-o", folder / name, "--stats", folder / f"{name}.json", "--host", "a.example"]
        dechaff("clean", *pages, *out, "--progress", "never", *options)
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_report_opens_without_a_word_and_without_faults(opened, stats, scheme, width):
    html = dechaff("report", stats / "now.json", "--before", stats / "before.json")
    shown = opened(html, color_scheme=scheme, viewport={"width": width, "height": 800})
    page = shown.page
    assert shown.said == [] and len(shown.asked) == 1
    assert page.locator("script, img, iframe").count() == 0
    assert page.locator("svg.histogram rect").count() == 80
    assert page.locator("#hosts tbody tr").count() == 1
    assert page.locator("#samples tbody tr").count() > 40
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(page) == []
