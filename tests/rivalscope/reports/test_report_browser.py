"""The report in headless Chromium: widths, light and dark, keyboard, print, and not a word on the console."""

from pathlib import Path

import pytest

from rivalscope.reports import html

pytestmark = pytest.mark.browser

CONTRAST = (Path(__file__).parents[2] / "contrast.js").read_text()
UNFOLD = "document.querySelectorAll('details').forEach(one => one.open = true)"
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ACTS = "a[href], summary, input, button, select, [tabindex='0']"
FOLLOW = """acts => {
  // Entries of evidence and rows of a table are all alike, and hundreds.
  document.querySelectorAll('#evidence li:nth-child(n+4), tbody tr:nth-child(n+4)').forEach(one => one.remove());
  const all = [...document.querySelectorAll(acts)].filter(one => one.checkVisibility());
  window.reached = [];
  // The key comes before the focus moves, when the one before has been scrolled to.
  window.look = () => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    const outline = style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
    reached.push([all.indexOf(one), outline >= 2 && box.bottom > 0 && box.top < innerHeight && box.right > 0]);
  };
  addEventListener('keydown', look);
  return all.length;
}"""
CUT = """() => [...document.querySelectorAll('svg, figure, .wide, .tall')].filter(one =>
  one.getClientRects().length && (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible'
    || one.getBoundingClientRect().right > innerWidth + 1)).map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("report")


@pytest.fixture
def tab(browser, made, folder):
    """The report as a file in a tab; what it said on the console and asked for must be nothing but itself."""
    page = folder / "report.html"
    if not page.exists():
        page.write_text(html.render(made.report()), encoding="utf-8")
    context = browser.new_context(reduced_motion="reduce")
    opened = context.new_page()
    said, asked = [], []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(page.as_uri())
    yield opened
    context.close()
    assert said == []
    assert [address for address in asked if not address.startswith((page.as_uri(), "data:,"))] == []


def test_it_fits_every_width_is_read_in_both_colours_and_prints_whole(tab):
    tab.evaluate(UNFOLD)
    for width in (360, 800, 1600):
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.evaluate(OVER) == 0, width
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        told, poor = tab.evaluate(CONTRAST)
        assert told > 1000
        assert poor == [], scheme
    tab.emulate_media(media="print", color_scheme="dark")
    # A sheet of A4 less its margins, in CSS pixels.
    tab.set_viewport_size({"width": 688, "height": 1000})
    assert tab.evaluate(CONTRAST)[1] == []
    assert tab.evaluate(OVER) == 0
    assert tab.evaluate(CUT) == []
    assert tab.pdf(prefer_css_page_size=True).startswith(b"%PDF-")


def test_the_keyboard_reaches_whatever_acts_in_order_and_shows_where_it_is(tab):
    tab.set_viewport_size({"width": 800, "height": 900})
    reachable = tab.evaluate(FOLLOW, ACTS)
    assert reachable > 100
    for _ in range(reachable):
        tab.keyboard.press("Tab")
    reached = tab.evaluate("(look(), reached.slice(1))")
    assert [place for place, _ in reached] == list(range(reachable))
    assert [place for place, seen in reached if not seen] == []


def test_what_is_folded_is_unfolded_by_keyboard_and_in_print(tab):
    folded = tab.locator("details:not([open])")
    count = folded.count()
    row = folded.locator("tbody tr").first
    assert not row.is_visible()
    tab.emulate_media(media="print")
    assert row.is_visible()
    tab.emulate_media(media="screen")
    folded.locator("summary").first.focus()
    tab.keyboard.press("Enter")
    assert folded.count() == count - 1


def test_the_contents_stay_at_hand(tab):
    for width, at_hand in ((1600, "nav#contents"), (800, "a.back")):
        tab.set_viewport_size({"width": width, "height": 900})
        tab.evaluate("scrollTo({top: document.body.scrollHeight / 2, behavior: 'instant'})")
        box = tab.locator(at_hand).bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] < 900
