"""Hostile pages: no text is lost in the deep, and no naughty string is a price; tests of workers read the rest."""

import json
import tarfile

import pytest

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
def test_naughty_strings_are_text_and_no_prices(shared):
    [strings] = [json.loads(file) for file in members(shared / "data/hostile/blns.tar.gz", ".json")]
    assert len(strings) == 515
    for text in strings:
        assert len(mask(text)) == len(text)
        assert not find_money(text, hints=Hints()) or "$" in text
        card = f"<section><h2>{text}</h2><p>$1/mo</p></section>".encode("utf-8", "surrogatepass")
        read_page(b"<html><body>" + card + card + b"</body></html>", url=URL)


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
