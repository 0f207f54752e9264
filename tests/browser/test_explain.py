"""The page of `dechaff explain --to html`."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT, SEEDS, dechaff

SERIOUS = {"serious", "critical"}
# Pixels of a line of text that can be read.
A_LINE = 20


def faults(page):
    """What axe-core finds that keeps people from using the page."""
    found = Axe().run(page).response["violations"]
    return [
        (fault["id"], node["target"], node["failureSummary"])
        for fault in found
        if fault["impact"] in SERIOUS
        for node in fault["nodes"][:3]
    ]


def visible(page):
    return page.locator(".line:visible").count()


def to_next_row(page):
    """Votes stand between two rows, so that those too many for their place are scrolled by keys."""
    page.keyboard.press("Tab")
    assert page.locator(".votes:focus").count() == 1
    page.keyboard.press("Tab")


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_opens_without_a_word_and_without_faults(opened, seed, scheme, width):
    html = dechaff("explain", seed, "--to", "html")
    shown = opened(html, color_scheme=scheme, viewport={"width": width, "height": 800})
    lines = dechaff("explain", seed, "--to", "jsonl").splitlines()
    assert visible(shown.page) == len(lines)
    assert shown.said == []
    assert len(shown.asked) == 1, "the page alone is asked for"
    # The browser wraps lines: nothing has to be moved sideways.
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
    shown.page.locator(".row").first.focus()
    assert faults(shown.page) == []


def test_votes_are_shown_to_pointer_and_focus(opened):
    shown = opened(dechaff("explain", SEEDS[0], "--to", "html"), viewport={"width": 1280, "height": 800})
    page = shown.page
    rows = page.locator(".row")
    assert page.locator(".votes:visible").count() == 0
    rows.nth(4).hover()
    assert page.locator(".votes:visible").count() == 1
    assert rows.nth(4).locator(".votes").is_visible()
    rows.nth(1).focus()
    to_next_row(page)
    assert rows.nth(2).evaluate("row => row === document.activeElement")
    assert rows.nth(2).locator(".votes").is_visible()
    assert page.locator(".votes:visible").count() == 1, "the focus comes before the pointer"
    # What is shown is what is read aloud, and what the records have.
    line = json.loads(dechaff("explain", SEEDS[0], "--to", "jsonl").splitlines()[2])
    described = rows.nth(2).get_attribute("aria-describedby")
    votes = page.locator(f"#{described} li").all_inner_texts()
    told = [vote for vote in line["votes"] if vote["bits"]]
    assert len(votes) == len(told)
    strongest = max(told, key=lambda vote: abs(vote["bits"]))
    assert votes[0].split()[0] == f"{strongest['bits']:+.2f}"


def test_the_focus_is_never_behind_the_votes(opened):
    shown = opened(dechaff("explain", SEEDS[0], "--to", "html"), viewport={"width": 1280, "height": 600})
    page = shown.page
    page.locator(".row").first.focus()
    for _ in range(page.locator(".row").count() - 1):
        to_next_row(page)
        row = page.locator(".row:focus")
        votes, text = row.locator(".votes").bounding_box(), row.locator(".text").bounding_box()
        seen = min(text["y"] + text["height"], votes["y"]) - max(text["y"], 0)
        assert seen >= min(text["height"], A_LINE)


def test_labels_are_filtered_by_mouse_and_keyboard(opened):
    shown = opened(dechaff("explain", SEEDS[0], "--to", "html"))
    page = shown.page
    everything = visible(page)
    label = page.locator("#filters .chip").first
    name = label.inner_text().split()[0]
    of_label = page.locator(f".line.{name}").count()
    assert of_label > 0
    label.click()
    assert visible(page) == everything - of_label
    page.locator(f"#show-{name}").focus()
    page.keyboard.press("Space")
    assert visible(page) == everything
    page.locator("#verdict-all").focus()
    page.keyboard.press("ArrowRight")
    assert visible(page) == page.locator(".line.kept").count() < everything
    page.keyboard.press("ArrowRight")
    assert visible(page) == page.locator(".line.dropped").count() > 0
    assert shown.said == []


def test_a_page_is_printed_with_its_labels(opened):
    shown = opened(dechaff("explain", SEEDS[0], "--to", "html"))
    page = shown.page
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()
    assert page.locator(".line .label").first.is_visible()
    assert page.locator("#clean").is_visible()


HOSTILE = """Home
News

<script>document.title = 'taken'; alert(1)</script>

The harbour was closed on Tuesday <img src=x onerror="alert(2)"> after a barge had struck the pier.

Nobody was hurt, but </span></p></li></ol></main><svg onload=alert(3)> divers will look at it "soon" 'now'.

A user called \u202enimda\u202c said \u2066that\u2069 the \u0007bell\u200b rang twice on the following day.

<style>body { display: none }</style><a href="javascript:alert(4)">this &lt;b&gt; is a link</a> <iframe src=//x.example>

{{ 7 * 7 }} {% raw %} <!-- no comment ]]> <base href=//x.example> <meta http-equiv=refresh content=0>
"""


@pytest.mark.parametrize("kind", ["text", "html"])
def test_hostile_text_stays_text(opened, tmp_path, kind):
    """As flat text it comes whole; as HTML what a reader would see of it, escaped a second time."""
    name = tmp_path / "hostile.txt"
    written = HOSTILE if kind == "text" else HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace("\n\n", "<p>")
    name.write_text(written)
    shown = opened(dechaff("explain", name, "--to", "html", "--page", kind))
    page = shown.page
    page.wait_for_timeout(200)
    assert shown.said == [] and len(shown.asked) == 1
    assert "taken" not in page.title()
    for element in ["script", "img", "iframe", "base", "#lines a", "body style", "svg[onload]"]:
        assert page.locator(element).count() == 0, element
    assert page.evaluate("[...document.querySelectorAll('*')].every(e => ![...e.attributes].some(a => a.name.startsWith('on')))")
    text = page.locator("#lines").inner_text()
    assert "<script>document.title = 'taken'; alert(1)</script>" in text
    assert "U+202E" in text and "U+0007" in text and "U+200B" in text
    assert not set("\u202e\u202c\u2066\u2069\u0007\u200b") & set(page.content())
    # The policy holds by itself too: what is put into the page afterwards does not run.
    page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = "document.title = 'taken'";
            document.body.append(script);
        }"""
    )
    assert "taken" not in page.title()


def test_a_page_of_html_has_its_language(opened):
    page = next((ROOT / "fixtures").glob("lang-de-*/page.*"))
    shown = opened(dechaff("explain", page, "--to", "html"))
    assert faults(shown.page) == []
