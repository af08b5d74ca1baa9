"""Texts: what a page or a review says is kept to the letter, and is the same on every engine."""

import json
import random
import tarfile

import pytest

from spiders.pages.text import clean_text
from storage.reviews import unread

MADE = [
    "nul \x00 and controls \x01\x1f\x7f\x80\x9f",
    "lone surrogates \ud800 \udfff and a pair \U0001f600",
    "lines \r\n\u2028\u2029\x0b\x0c\x85 end",
    "tabs\tand\nnew lines",
    "e\u0301 is composed, \u1e9b\u0323 too",
    "right to left \u202e\u0645\u0631\u062d\u0628\u0627\u200f",
    "zero \u200b\u200c\u200d\ufeff width",
    "flags \U0001f1e9\U0001f1ea and families \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "'; drop table review; -- \\ \\\\ \\x00 %s %(x)s :x ? {0}",
    "\ufffe\uffff\U0010ffff noncharacters",
    "=cmd|' /C calc'!A0",
    " spaces at both ends\u00a0",
    "\u0000",
    "x" * 200_000,
]
"""Strings of our own making."""


def arbitrary(count):
    """Strings of any characters, surrogates among them; always the same ones."""
    chance = random.Random(20)
    for _ in range(count):
        ranges = chance.choice([(0, 0x250), (0, 0xFFFF), (0x2000, 0x2100), (0xD700, 0xE010), (0, 0x10FFFF)])
        yield "".join(chr(chance.randint(*ranges)) for _ in range(chance.randint(1, 60)))


def kept(reviewing, made, texts):
    """Store texts as reviews and return them as they are read back, with those that went in."""
    cleaned = [text for text in map(clean_text, texts) if text]
    reviewing.show(0, reviews=[made.review(f"r{number}", text) for number, text in enumerate(cleaned)])
    found = unread(reviewing.engine, model="m/1", taxonomy="t", limit=len(cleaned) + 1)
    return sorted(review.text for review in found), sorted(cleaned)


def test_every_string_comes_back_as_it_went_in(reviewing, made):
    back, given = kept(reviewing, made, [*MADE, *arbitrary(300)])
    assert back == given


@pytest.mark.shared
def test_every_naughty_string_comes_back_as_it_went_in(reviewing, made, shared):
    with tarfile.open(shared / "data/hostile/blns.tar.gz") as archive:
        name = next(name for name in archive.getnames() if name.endswith("blns.json"))
        strings = json.load(archive.extractfile(name))
    back, given = kept(reviewing, made, strings)
    assert len(given) > 500
    assert back == given
