"""Real pages: none of them is taken for a wall, none breaks the reader, and articles offer no plans."""

import gzip
import json
import os

import pytest

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from spiders.pages.document import Document
from spiders.pages.passages import Selections
from spiders.pages.reader import read_page
from spiders.pages.verdicts import judge

pytestmark = [pytest.mark.shared, pytest.mark.slow]

SHELLS = {"0585", "4147", "4607", "4802", "4838", "4871"}
"""Pages that show nothing without JavaScript: `empty` is right for them."""


STEP = 1 if os.environ.get("RIVALSCOPE_EXHAUSTIVE") else 8
"""`make check` reads every page, `make test` every eighth."""


@pytest.fixture(scope="module")
def service_pages(shared):
    """Pages of the content extraction benchmark with their address and type."""
    folder = shared / "data" / "web" / "wcxb_dev" / "dev"
    told = {
        path.stem: json.loads(path.read_text()) for path in sorted((folder / "ground-truth").glob("*.json"))
    }
    return {
        name: (gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()), page)
        for name, page in told.items()
    }


def test_no_real_page_is_taken_for_a_wall(service_pages):
    assert len(service_pages) == 628
    names = set(list(service_pages)[::STEP]) | SHELLS
    verdicts = {
        name: judge(Document(service_pages[name][0]), size=len(service_pages[name][0])).verdict
        for name in names
    }
    assert {name for name, verdict in verdicts.items() if verdict is not Verdict.OK} == SHELLS
    assert all(verdicts[name] is Verdict.EMPTY for name in SHELLS)


def test_no_real_article_is_taken_for_a_wall(shared):
    pages = sorted((shared / "data" / "web" / "article_extraction_benchmark" / "html").glob("*.html.gz"))
    assert len(pages) == 181
    verdicts = {judge(Document(gzip.decompress(path.read_bytes()))).verdict for path in pages[::STEP]}
    assert verdicts == {Verdict.OK}


def test_articles_forums_and_documentation_offer_no_plans(service_pages):
    for name, (body, told) in list(service_pages.items())[::STEP]:
        if told["_internal"]["page_type"]["primary"] in ("article", "forum", "documentation"):
            assert read_page(body, url=told["url"]).plans == (), name


def test_quotes_of_real_pages_stand_where_their_passages_say(service_pages):
    tried = 0
    for body, told in list(service_pages.values())[:: 3 * STEP]:
        selections = Selections(body)
        for kind in (SourceKind.PRICING, SourceKind.FEATURES, SourceKind.CHANGELOG):
            page = read_page(body, url=told["url"], kind=kind)
            items = [item for plan in page.plans for item in (*plan.prices, *plan.features, *plan.limits)]
            for item in (*items, *page.features, *page.releases, *page.reviews):
                assert selections.confirm(item.passage)
                tried += 1
    assert tried > 4_000 / STEP


def test_prices_that_known_pages_show_are_read(service_pages):
    def prices(name):
        body, told = service_pages[name]
        page = read_page(body, url=told["url"], kind=SourceKind.PRICING)
        return {
            plan.name: [(str(price.amount), price.period, price.billed) for price in plan.prices]
            for plan in page.plans
        }

    assert prices("2849") == {
        "Starter": [("9", "month", "monthly")],
        "Growth": [("14", "month", "monthly")],
        "Business": [("19", "month", "monthly")],
        "Enterprise": [("None", None, None)],
    }
    assert prices("2847")["Pro"] == [("20", "month", "annually"), ("25", "month", "monthly")]
    assert prices("0690")["Professional"] == [("890", "month", None)]
