"""Hostile pages of our own making, by hazard: none comes from a real site, each is generated when it is asked for.

A hazard's name starts with what it attacks. The verdicts are those that a page may end with.
"""

import codecs
import gzip
import json
import random
from collections.abc import Callable
from dataclasses import dataclass

HEAD = "<!doctype html><html lang=en><head><title>Made: plans</title></head><body><h1>Made plans</h1>"
WORDS = "<p>" + "Made for these tests: plain words, so that the page has something to say. " * 10 + "</p>"
CARDS = "<section><h2>Pro</h2><p>$12 per month</p></section><section><h2>Max</h2><p>$29 per month</p></section>"
END = "</body></html>"
FACTS = HEAD + WORDS + CARDS


@dataclass(frozen=True)
class Hazard:
    """One hostile page."""

    name: str
    make: Callable[[], str | bytes]
    verdicts: tuple[str, ...] = ("ok",)
    kind: str = "pricing"
    content_type: str | None = None
    large: bool = False
    """Whether it takes long to read, and may be given up on a busy machine."""

    @property
    def body(self) -> bytes:
        """The page."""
        made = self.make()
        return made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass")


def page(inner: str) -> str:
    """A whole page with facts and something hostile after them."""
    return FACTS + inner + END


def with_data(block: str) -> str:
    """A whole page with a block of JSON-LD."""
    return page(f'<script type="application/ld+json">{block}</script>')


def nested(depth: int, name: str = "div") -> str:
    """A page whose text stands before, in and after deep nesting."""
    return page(f"<{name}>" * depth + "deep" + f"</{name}>" * depth + "<p>after</p>")


def crowd(count: int) -> str:
    """A page with a tag of many attributes."""
    return page("<a " + " ".join(f"a{i}=1" for i in range(count)) + ">x</a>")


def cycle() -> str:
    """JSON-LD whose nodes name each other."""
    return json.dumps({"@graph": [{"@id": f"#{n}", "@type": "Product", "offers": {"@id": f"#{(n + 1) % 50}"}} for n in range(50)]})


def noise(size: int) -> bytes:
    """Bytes without meaning, the same every time."""
    return random.Random(20261123).randbytes(size)


CUT = ("truncated",)
FULL = ("too-large",)
ANY = ("ok", "empty", "truncated", "too-large", "error")

DEPTHS = [
    Hazard(f"depth: {depth:,} elements", lambda depth=depth: nested(depth), FULL if depth >= 5_000 else ("ok",), large=depth > 10_000)
    for depth in (255, 256, 300, 2_047, 2_048, 4_900, 100_000, 900_000)
]
NESTS = [
    Hazard("depth: stray end tags hide it", lambda: page("<div></x>" * 3_000 + "deep")),
    Hazard("depth: a comment that is none hides it", lambda: page("<!-->" + "<div>" * 300 + "deep-->")),
    Hazard("depth: a script in an attribute hides it", lambda: page("<a title='<script>'>" + "<div>" * 300 + "deep")),
    Hazard("depth: formatting", lambda: nested(1_500, "b")),
    Hazard("depth: lists", lambda: page("<ul><li>" * 1_000 + "deep")),
    Hazard("depth: tables", lambda: page("<table><tr><td>" * 600 + "deep")),
    Hazard("depth: formatting left open before paragraphs", lambda: page("<a><b><i>" * 1_500 + "<p>" * 300)),
    Hazard("depth: forms, buttons and options", lambda: page("<form><button><select><option>" * 400)),
    Hazard("depth: svg and mathml", lambda: page("<svg><math><mtext>" * 500)),
    Hazard("depth: templates", lambda: page("<template>" * 2_000)),
]
CROWDS = [
    *(Hazard(f"attributes: {count:,} of one tag", lambda count=count: crowd(count)) for count in (1_999, 2_001, 20_000, 40_000)),
    Hazard("attributes: 100,000 of one tag", lambda: crowd(100_000), large=True),
    Hazard("attributes: behind a quoted bracket", lambda: page("<a x='>' " + " ".join(f"a{i}=1" for i in range(50_000)) + ">x</a>")),
    Hazard("attributes: one of 4 MB", lambda: page("<p data-x='" + "a b " * 1_000_000 + "'>x</p>"), large=True),
    Hazard("attributes: the same name without end", lambda: page("<a " + "b=1 " * 100_000 + ">x</a>"), large=True),
    Hazard("attributes: classes without end", lambda: page("<p class='" + " ".join(f"c{i}" for i in range(200_000)) + "'>x</p>"), large=True),
    Hazard("attributes: quotes left open", lambda: page('<a "' * 100_000), ANY),
    Hazard("attributes: equals signs", lambda: page("<a " + "=" * 500_000 + ">x</a>"), ANY),
]
TEXTS = [
    Hazard("text: open brackets", lambda: FACTS + "<" * 2_000_000, ANY, large=True),
    Hazard("text: open comments", lambda: FACTS + "<!--" * 500_000, CUT, large=True),
    Hazard("text: half references", lambda: page("&amp" * 2_000_000), large=True),
    Hazard("text: references that are none", lambda: page("&a;" * 500_000), large=True),
    Hazard("text: numbers beyond Unicode", lambda: page("&#x110000;&#xD800;&#0;&#99999999999;" * 5_000)),
    Hazard("text: a million comments between letters", lambda: page("a<!---->" * 1_000_000), large=True),
    Hazard("text: one line of 8 MB", lambda: page("word " * 1_600_000), large=True),
    Hazard("text: one word of 4 MB", lambda: page("a" * 4_000_000), large=True),
    Hazard("text: an address without end", lambda: page("a." * 300_000 + "@"), large=True),
    Hazard("text: telephone numbers without end", lambda: page("+1 555 0100 " * 50_000), large=True),
    Hazard("text: combining marks", lambda: page("e" + "\u0301" * 200_000)),
    Hazard("text: right to left overrides", lambda: page("\u202e" * 100_000 + "txet")),
    Hazard("text: zero width", lambda: page("\u200b\u2060\ufeff" * 100_000)),
    Hazard("text: block marks of our own", lambda: page("\x1e" * 100_000 + "a\x1eb")),
    Hazard("text: white space of every kind", lambda: page("\u3000\u2028\x0b\x0c \t" * 100_000), large=True),
    Hazard("text: naughty markup in headings", lambda: page("<h2><script>alert(1)</script></h2>" * 5_000), large=True),
]
MARKUP = [
    Hazard("markup: open scripts", lambda: FACTS + "<script>" * 100_000, CUT),
    Hazard("markup: a title that never ends", lambda: "<html><title>" + "a" * 1_000_000, ("truncated", "empty"), large=True),
    Hazard("markup: a textarea that never ends", lambda: FACTS + "<textarea>" + "<p>" * 100_000, CUT),
    Hazard("markup: plaintext", lambda: FACTS + "<plaintext>" + "<p>" * 50_000, ANY),
    Hazard("markup: frames", lambda: "<html><frameset>" + "<frame src=x>" * 10_000, ("empty", "ok", "truncated")),
    Hazard("markup: 100,000 empty elements", lambda: page("<i></i>" * 100_000), large=True),
    Hazard("markup: 100,000 names of elements", lambda: page("".join(f"<x{i}>" + f"</x{i}>" for i in range(100_000))), large=True),
    Hazard("markup: end tags alone", lambda: page("</p>" * 200_000)),
    Hazard("markup: a doctype of 1 MB", lambda: f"<!doctype html [{'a' * 1_000_000}]>" + FACTS + END, ANY),
    Hazard("markup: processing instructions", lambda: page("<?x " * 100_000), ANY),
    Hazard("markup: CDATA", lambda: page("<![CDATA[" * 100_000), ANY),
    Hazard("markup: bases without end", lambda: page("<base href='http://[::1'>" * 5_000)),
    Hazard("markup: links that cannot be parsed", lambda: page("<a href='http://[v1.x]:99999999/\\@x'>x</a>" * 2_000)),
    Hazard("markup: 100,000 links", lambda: page("".join(f"<a href='/{i}'>pricing</a>" for i in range(100_000))), large=True),
    Hazard("markup: meta refresh without end", lambda: page("<meta http-equiv=refresh content='0;url=/'>" * 10_000)),
    Hazard("markup: stops inside a tag", lambda: FACTS + "<div class='x", CUT),
    Hazard("markup: stops inside a table", lambda: FACTS + "<table><tr><td>$1", CUT),
    Hazard("markup: stops inside a reference", lambda: FACTS + "<p>a &am", CUT),
    Hazard("markup: nothing", lambda: b"", ("empty",)),
    Hazard("markup: white space", lambda: b" \n" * 100_000, ("empty",)),
]
PRICES = [
    Hazard("prices: 20,000 cards", lambda: page("<section><h2>A</h2><p>$1/mo</p></section>" * 20_000), ANY, large=True),
    Hazard("prices: digits without end", lambda: page("<h2>A</h2><p>$" + "1," * 200_000 + "</p>"), large=True),
    Hazard("prices: currencies without amounts", lambda: page("$€£¥" * 100_000)),
    Hazard("prices: amounts of 4,300 digits", lambda: page(f"<section><h2>A</h2><p>${'9' * 5_000}/mo</p></section>" * 3)),
    Hazard("prices: a row of 50,000 cells", lambda: page("<table><tr>" + "<td>$1/mo" * 50_000 + "</table>"), ANY, large=True),
    Hazard("prices: a table of 300 by 300", lambda: page("<table>" + ("<tr>" + "<td>$1" * 300) * 300 + "</table>"), ANY, large=True),
    Hazard("prices: cells that span a million rows", lambda: page("<table><tr><td rowspan=1000000 colspan=1000000>$1" * 50 + "</table>")),
    Hazard("features: spans without end", lambda: page("<table>" + "<tr><th>A<td rowspan=65534 colspan=1000>yes" * 50 + "</table>"), kind="features"),
    Hazard("changelog: 20,000 dates", lambda: page("<h2>2024-01-02</h2>" * 20_000), ANY, kind="changelog", large=True),
    Hazard("changelog: dates that are none", lambda: page("<h2>99/99/9999</h2><h2>31 February 2024</h2>" * 500), kind="changelog"),
]
DATA = [
    Hazard("data: arrays 100,000 deep", lambda: with_data("[" * 100_000)),
    Hazard("data: objects 5,000 deep", lambda: with_data('{"a":' * 5_000 + "1" + "}" * 5_000)),
    Hazard("data: an integer of a million digits", lambda: with_data('{"price": ' + "9" * 1_000_000 + "}")),
    Hazard("data: NaN and Infinity", lambda: with_data('{"@type":"Product","offers":{"price":NaN,"x":Infinity}}')),
    Hazard("data: the same key without end", lambda: with_data("{" + ",".join('"@type":"Review"' for _ in range(50_000)) + "}")),
    Hazard("data: nodes that name each other", lambda: with_data(cycle()), kind="reviews"),
    Hazard("data: 1,000 blocks", lambda: page('<script type="application/ld+json">{"@type":"Review"}</script>' * 1_000), kind="reviews"),
    Hazard("data: a block of 2 MB", lambda: with_data('{"@type":"Review","reviewBody":"' + "a" * 2_000_000 + '"}'), kind="reviews", large=True),
    Hazard("data: 60,000 nodes", lambda: with_data("[" + ",".join('{"@type":"Review"}' for _ in range(50_000)) + "]"), kind="reviews", large=True),
    Hazard("data: the end of a script in a string", lambda: with_data('{"a":"</script><script>alert(1)"}')),
    Hazard("data: types that are no strings", lambda: with_data('{"@type":[1,null,{"a":[]}],"review":7,"offers":[[[]]]}'), kind="reviews"),
    Hazard("data: ratings that are no numbers", lambda: with_data(json.dumps([{"@type": "Review", "reviewBody": "Fine.", "reviewRating": {"ratingValue": value}} for value in ("NaN", "1e999999", "-Infinity", "٥", "5" * 5_000, {}, [])])), kind="reviews"),
    Hazard("data: microdata 3,000 deep", lambda: page("<div itemscope itemtype='https://schema.org/Review'>" * 3_000), ("truncated", "ok"), kind="reviews"),
    Hazard("data: microdata items side by side", lambda: page("<div itemscope itemtype='https://schema.org/Review'><p itemprop=reviewBody>a</p></div>" * 5_000), kind="reviews", large=True),
    Hazard("data: microdata properties without end", lambda: page("<div itemscope itemtype='https://schema.org/Review' >" + "<p itemprop='a b c'>x</p>" * 20_000 + "</div>"), kind="reviews", large=True),
]
BYTES = [
    Hazard("bytes: noise", lambda: noise(200_000), ANY, large=True),
    Hazard("bytes: NUL", lambda: b"\x00" * 1_000_000, ("empty",)),
    Hazard("bytes: NUL between letters", lambda: page("a\x00b" * 1_000)),
    Hazard("bytes: invalid UTF-8", lambda: FACTS.encode() + b"\xc3\x28\xa0\xa1\xf0\x28\x8c\xbc\xed\xa0\x80" * 10_000 + END.encode()),
    Hazard("bytes: lone surrogates", lambda: page("\ud800\udfff" * 10_000)),
    Hazard("bytes: UTF-7 asked for", lambda: FACTS.encode() + b"+ADw-script+AD4-" * 1_000 + END.encode(), content_type="text/html; charset=utf-7"),
    Hazard("bytes: a character set of 10,000 letters", lambda: page("x"), content_type="text/html; charset=" + "a" * 10_000),
    Hazard("bytes: a codec that is no character set", lambda: page("x"), content_type="text/html; charset=zlib_codec"),
    Hazard("bytes: half of UTF-16", lambda: codecs.BOM_UTF16_LE + page("x").encode("utf-16-le") + b"\xd8"),
    Hazard("bytes: UTF-32", lambda: page("x").encode("utf-32"), ANY),
    Hazard("bytes: gzip called HTML", lambda: gzip.compress(page("x").encode()), ANY),
    Hazard("bytes: a picture called HTML", lambda: b"\x89PNG\r\n\x1a\n" + noise(50_000), ANY),
]
ENTITIES = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">' + "".join(f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("bcdefgh", "cdefghi", strict=True)) + "]>"
FEEDS = [
    Hazard("feed: a billion laughs", lambda: f"<?xml version='1.0'?>{ENTITIES}<rss><channel><title>&i;</title><item><title>x</title></item></channel></rss>", ("ok", "error"), kind="feed"),
    Hazard("feed: a file as an entity", lambda: "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><rss><channel><title>a &f;</title><item><title>&f;</title></item></channel></rss>", ("ok", "error"), kind="feed"),
    Hazard("feed: 20,000 entries", lambda: "<rss><channel><title>t</title>" + "<item><title>x</title></item>" * 20_000 + "</channel></rss>", kind="feed", large=True),
    Hazard("feed: 3,000 deep", lambda: "<rss><channel><title>t</title>" + "<item>" * 3_000, ("ok", "error"), kind="feed"),
    Hazard("feed: HTML 100,000 deep in an entry", lambda: "<rss><channel><title>t</title><item><description><![CDATA[" + "<div>" * 100_000 + "]]></description></item></channel></rss>", ("ok", "error", "too-large"), kind="feed", large=True),
    Hazard("feed: dates that are none", lambda: "<rss><channel><title>t</title>" + "<item><pubDate>99 Foo 99999 99:99</pubDate></item>" * 500 + "</channel></rss>", kind="feed"),
]
DOCUMENTS = [
    Hazard("json: arrays 100,000 deep", lambda: "[" * 100_000, ("ok", "error"), kind="json", content_type="application/json"),
    Hazard("json: a number of a million digits", lambda: '{"items": ' + "9" * 1_000_000 + "}", ("ok", "error", "partial"), kind="json", content_type="application/json"),
]

HAZARDS: list[Hazard] = [*DEPTHS, *NESTS, *CROWDS, *TEXTS, *MARKUP, *PRICES, *DATA, *BYTES, *FEEDS, *DOCUMENTS]

