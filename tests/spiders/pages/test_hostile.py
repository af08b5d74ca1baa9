"""Hostile pages: whatever the bytes, a verdict and no exception, in seconds."""

import json
import tarfile

import pytest

from rivalscope.domain.market import SourceKind
from spiders.pages.currencies import Hints
from spiders.pages.document import Document
from spiders.pages.money import find_money
from spiders.pages.privacy import mask
from spiders.pages.reader import read_page

URL = "https://made.example/pricing"


def members(path, suffix):
    """The files of an archive."""
    with tarfile.open(path) as archive:
        return [
            archive.extractfile(entry).read()
            for entry in archive
            if entry.isfile() and entry.name.endswith(suffix)
        ]


@pytest.mark.shared
def test_the_cases_of_html5lib_end_in_a_verdict(shared):
    cases = [
        part.split(b"\n#errors")[0]
        for file in members(shared / "data/hostile/html5lib.tar.gz", ".dat")
        for part in file.split(b"#data\n")[1:]
    ]
    assert len(cases) == 1796
    for case in cases:
        assert read_page(case, url=URL, kind=SourceKind.PRICING).verdict in ("ok", "empty", "truncated")


@pytest.mark.shared
def test_json_of_every_kind_in_a_page_leaves_the_page_readable(shared):
    cases = members(shared / "data/hostile/json.tar.gz", ".json")
    assert len(cases) == 318
    for case in cases:
        page = (
            b"<html><body><script type='application/ld+json'>"
            + case
            + b"</script><h1>Our prices</h1><p>All we have to say</p></body></html>"
        )
        assert (
            "Our prices" in read_page(page, url=URL, kind=SourceKind.REVIEWS).text
            or b"</script" in case.lower()
            or b"\xff\xfe" in case
            or b"\xfe\xff" in case
            or b"\x00" in case
        )
        read_page(case, url=URL, kind=SourceKind.JSON)
        read_page(case, url=URL, kind=SourceKind.FEED)


@pytest.mark.shared
def test_naughty_strings_are_text_and_no_prices(shared):
    [strings] = [json.loads(file) for file in members(shared / "data/hostile/blns.tar.gz", ".json")]
    assert len(strings) == 515
    for text in strings:
        assert len(mask(text)) == len(text)
        assert not find_money(text, hints=Hints()) or "$" in text
        card = f"<section><h2>{text}</h2><p>$1/mo</p></section>".encode("utf-8", "surrogatepass")
        read_page(b"<html><body>" + card + card + b"</body></html>", url=URL)


BOMBS = {
    "a crowd of attributes": "<p>hi</p><a " + " ".join(f"a{i}=1" for i in range(100_000)) + ">x</a>",
    "a crowd behind a quoted bracket": "<a x='>' " + " ".join(f"a{i}=1" for i in range(100_000)) + ">x</a>",
    "a million nested elements": "<div>" * 1_000_000,
    "formatting that nests": "<a><b><i>" * 1500 + "<p>" * 300,
    "open brackets": "<" * 2_000_000,
    "open comments": "<!--" * 500_000,
    "half references": "&amp" * 1_000_000,
    "open quotes": '<a "' * 300_000,
    "open scripts": "<script>" * 100_000,
    "one long line": "word " * 1_600_000,
    "microdata that nests": "<div itemscope itemtype='https://schema.org/Review'>" * 3_000,
    "prices without end": "<section><h2>A</h2><p>$1/mo</p></section>" * 20_000,
    "digits without end": "<h2>A</h2><p>$" + "1," * 200_000 + "</p>",
    "a table of one row": "<table><tr>" + "<td>$1/mo" * 50_000 + "</table>",
    "dates without end": "<h2>2024-01-02</h2>" * 20_000,
    "an address without end": "a." * 300_000 + "@",
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_in_a_verdict_in_seconds(name):
    body = f"<html><body>{BOMBS[name]}".encode()
    for kind in (SourceKind.PRICING, SourceKind.CHANGELOG, SourceKind.REVIEWS, SourceKind.FEATURES):
        assert read_page(body, url=URL, kind=kind).verdict


@pytest.mark.parametrize("depth", [255, 256, 300, 2047, 2048])
def test_text_at_any_depth_is_read(depth):
    body = (
        b"<html><body><p>before</p>"
        + b"<div>" * depth
        + b"deep"
        + b"</div>" * depth
        + b"<p>after</p></body></html>"
    )
    assert Document(body).text == "before\ndeep\nafter"
