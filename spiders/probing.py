"""Probing: a page that a site shows at any address is no page, however well it is answered.

One random address an authority and night is asked for, in its turn and only where robots.txt allows, and only when an
ok page yields nothing: a page with facts on it is there. Google calls such a page a soft 404.
"""

from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Response

from rivalscope.domain.capture import Verdict
from rivalscope.domain.page import Page
from spiders.fetching import probe
from spiders.night import Night
from spiders.reading import ReadJob

ALIKE = 0.9
"""Share of four-word runs in common (Jaccard) from which two pages are the same."""
RUN = 4
"""Words of a run: one word that differs costs a short text four runs, and a long one next to nothing."""


async def probed(night: Night, crawler: Crawler, page: Page, *, asked: str) -> Page:
    """Return a page with its verdict, soft-404 when the site shows the same at a random address.

    `asked` is the URL that was asked for; the page's own is where redirects led. The front page of a site is never one,
    unless another address was asked for and nothing but the front page came.
    """
    if page.verdict is not Verdict.OK or page.items or _is_front(asked):
        return page
    if _is_front(page.url):
        return _soft(page, "the address leads to the front page of the site")
    answer = await probe(crawler, page.url)
    if answer is None or not 200 <= answer.status < 300:
        return page
    if alike(page, await _read(night, answer)):
        return _soft(page, "the site shows the same page at an address that cannot exist")
    return page


def alike(page: Page, other: Page) -> bool:
    """Tell whether two pages say the same, but for a few words such as the address that was asked for."""
    if not page.text or not other.text:
        return False
    ours, theirs = _runs(page), _runs(other)
    return len(ours & theirs) >= ALIKE * len(ours | theirs)


async def _read(night: Night, answer: Response) -> Page:
    headers = {
        name.decode("latin-1").lower(): values[-1].decode("latin-1")
        for name, values in answer.headers.items()
        if name.lower() != b"content-length"
    }
    job = ReadJob(
        body=answer.body, url=answer.url, kind=None, content_type=headers.get("content-type"), headers=headers
    )
    return await night.readers.read(job)


def _runs(page: Page) -> frozenset[tuple[str, ...]]:
    """Return the runs of words of a page, the words of its address left out: a page may quote it."""
    quoted = {part.lower() for part in urlsplit(page.url).path.split("/") if part}
    words = [word for word in page.text.lower().split() if word.strip("/.,“”\"'") not in quoted]
    last = max(len(words) - RUN, 0)
    return frozenset(tuple(words[place : place + RUN]) for place in range(last + 1))


def _is_front(url: str) -> bool:
    """Tell whether an address is the root of its site."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _soft(page: Page, reason: str) -> Page:
    return Page(
        url=page.url,
        kind=page.kind,
        verdict=Verdict.SOFT_404,
        reason=reason,
        title=page.title,
        language=page.language,
        text=page.text,
        seen_at=page.seen_at,
        extractor=page.extractor,
    )
