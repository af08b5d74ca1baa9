"""The digest's mail in headless Chromium: a telephone's width and a desk's, light and dark, nothing asked of the network."""

import re
from pathlib import Path

import pytest

from rivalscope.domain.settings import MailOptions
from rivalscope.reports.mail import compose

pytestmark = pytest.mark.browser

CONTRAST = (Path(__file__).parents[2] / "contrast.js").read_text()


def test_it_is_read_without_scrolling_sideways_and_with_contrast_at_both_widths_and_in_both_colours(
    made, browser
):
    options = MailOptions(feedback="https://rivals.example", feedback_key="s3cret")
    long = made.facts.change(
        "kestrel", None, "W" * 300, subject="https://" + "x" * 200, score=9.0, reason="r"
    )
    message = compose(made.digest(changes=[*made.changes, long]), recipient="pm@example.org", options=options)
    page = message.get_body(("html",)).get_content()
    for width in (360, 680):
        for scheme, lightness in (("light", (251, 250, 247)), ("dark", (23, 22, 20))):
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            tab = context.new_page()
            asked: list[str] = []
            tab.on("request", lambda request, asked=asked: asked.append(request.url))
            tab.set_content(page)
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
            told, poor = tab.evaluate(CONTRAST)
            assert told > 100
            assert poor == [], (width, scheme)
            ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
            assert tuple(map(int, re.findall(r"\d+", ground)[:3])) == lightness
            assert all(one.startswith("cid:") for one in asked)
            context.close()
