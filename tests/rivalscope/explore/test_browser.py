"""The page in headless Chromium, served by the command itself: keyboard, widths, contrast, and nothing from elsewhere."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from rivalscope.cli import run

pytestmark = pytest.mark.browser

CONTRAST = (Path(__file__).parents[2] / "contrast.js").read_text()
NAMELESS = """() => [...document.querySelectorAll('input:not([type=hidden]), select, button, a[href], summary, [role=region]')]
  .filter(one => !(one.getAttribute('aria-label') || (one.labels && one.labels.length) || one.textContent.trim()))
  .map(one => one.outerHTML.slice(0, 120))"""
FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  return {
    what: one.tagName, text: one.textContent.trim().slice(0, 40), href: one.getAttribute('href'),
    outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth), seen: box.bottom > 0 && box.right > 0,
    place: [...document.querySelectorAll('*')].indexOf(one),
  };
}"""


@pytest.fixture(scope="module")
def server(shown):
    """The command as a user starts it, on a port that is free; its process and its URL."""
    environment = {name: value for name, value in os.environ.items() if name != "RIVALSCOPE_DATABASE_URL"}
    command = [sys.executable, "-m", "rivalscope", "explore", "--port", "0", "--market", str(shown.market)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    yield process, process.stdout.readline().strip()
    if process.poll() is None:
        process.kill()
    process.communicate()


@pytest.fixture
def url(server):
    return server[1].rstrip("/")


@pytest.fixture(params=[400, 1600])
def tab(request, browser, url):
    """A tab of the width given, and all that it said and asked for."""
    yield from _tab(browser, url, request.param)


@pytest.fixture
def wide(browser, url):
    yield from _tab(browser, url, 1600)


def _tab(browser, url, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    assert said == []
    assert [address for address in asked if not address.startswith(f"{url}/")] == []


def paths(feature):
    return [
        "/", "/product/rival", f"/feature?name={quote(feature)}", "/evidence/2",
        "/rivalscope/mentions?polarity=negative&_facet=feature&_facet=product", "/rivalscope/reviews",
        "/rivalscope/ask-prices-now",
    ]  # fmt: skip


def test_every_page_fits_is_named_and_can_be_read(tab, url, feature_name):
    for path in paths(feature_name):
        tab.goto(url + path)
        over = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over == 0, path
        told, poor = tab.evaluate(CONTRAST)
        assert (told > 8, poor) == (True, []), path
        assert tab.evaluate(NAMELESS) == [], path
        assert tab.locator("h1").count() == 1, path
        assert tab.evaluate("document.documentElement.lang") == "en"
        assert tab.evaluate("window.hit") is None, path


def test_hostile_text_is_read_as_it_was_written(wide, url, hostile):
    wide.goto(f"{url}/rivalscope/reviews?_sort=id")
    told = wide.locator("tbody tr").all_inner_texts()
    assert len(told) == len(hostile)
    for line, text in zip(told[:7], hostile[:7], strict=True):
        assert f"Nice {text}" in line
    assert wide.evaluate("document.querySelectorAll('main script, main style, main img').length") == 0


def test_every_link_and_field_is_reached_by_tab_in_order_and_seen(wide, url):
    wide.goto(f"{url}/rivalscope/current_prices?kind=priced")
    reachable = wide.evaluate(
        "document.querySelectorAll('a[href], input:not([type=hidden]), select, button, summary, [tabindex=\"0\"]').length"
    )
    found = []
    for _ in range(reachable):
        wide.keyboard.press("Tab")
        found.append(wide.evaluate(FOCUSED))
    assert found[0]["text"] == "Skip to the content"
    places = [one["place"] for one in found]
    assert places == sorted(set(places))
    assert [one for one in found if one["outline"] < 2 or not one["seen"]] == []


def test_the_keyboard_alone_leads_from_home_to_the_words(wide, url):
    wide.goto(url)
    wide.keyboard.press("Tab")
    wide.keyboard.press("Enter")
    assert wide.evaluate("document.activeElement.id") == "content"
    for link in ("Rival <i>Meet</i>", "All of current_prices for Rival <i>Meet</i>"):
        _tab_to(wide, link)
        with wide.expect_navigation():
            wide.keyboard.press("Enter")
    assert wide.url == f"{url}/rivalscope/current_prices?product=rival"
    number = wide.locator("td a.words").first.inner_text()
    _tab_to(wide, number)
    with wide.expect_navigation():
        wide.keyboard.press("Enter")
    assert wide.url == f"{url}/evidence/{number}"
    assert wide.locator("mark").inner_text() == "$15"


def test_a_filter_is_set_by_keyboard(wide, url):
    wide.goto(f"{url}/rivalscope/mentions")
    wide.locator("select[name=_filter_column]").select_option("polarity")
    wide.locator("input[name=_filter_value]").focus()
    wide.keyboard.type("negative")
    with wide.expect_navigation():
        wide.keyboard.press("Enter")
    assert wide.locator(".count").inner_text().startswith("4 rows where polarity = ")


def _tab_to(page, text):
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == text:
            return
    pytest.fail(f"no link {text!r} is reached by Tab")


def test_a_port_in_use_is_one_line(url, shown, monkeypatch, capsys):
    monkeypatch.delenv("RIVALSCOPE_DATABASE_URL", raising=False)
    port = url.rpartition(":")[2]
    assert run(["explore", "--port", port, "--market", str(shown.market)]) == 2
    said = capsys.readouterr().err.strip()
    assert said.startswith(f"rivalscope: port {port} can't be listened at (Address already in use)")
    assert "\n" not in said


def test_a_missing_database_is_one_line(shown, tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("RIVALSCOPE_DATABASE_URL", raising=False)
    for name in ("market.toml", "taxonomy.yml"):
        shutil.copy(shown.folder / name, tmp_path)
    assert run(["explore", "--port", "0", "--market", str(tmp_path / "market.toml")]) == 1
    said = capsys.readouterr().err.strip()
    assert "rivalscope.db yet: run `rivalscope nightly`" in said
    assert "\n" not in said
    assert not (tmp_path / "rivalscope.db").exists()


def test_an_interrupt_ends_it_as_done(server):
    process, _url = server
    process.send_signal(signal.SIGINT)
    _out, said = process.communicate(timeout=20)
    assert (process.returncode, said.splitlines()) == (0, ["Ctrl-C ends it", "ended"])
