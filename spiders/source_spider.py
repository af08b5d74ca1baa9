"""The source spider: what all spiders share. It asks for what the frontier holds and yields one item a URL."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

import scrapy
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from rivalscope.domain.capture import Capture, Validators, Verdict
from rivalscope.domain.crawl import FrontierEntry
from rivalscope.domain.market import Source, SourceKind, SourceOrigin
from rivalscope.domain.page import Page
from rivalscope.errors import EvidenceError
from spiders.items import Answer, Fetched
from spiders.night import Night
from spiders.pages.reader import read_page
from spiders.refusal import Refusal, Stopped, explain

READER_FAULTS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    NameError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What a fault in the reader of a page raises; memory and interrupts are not its own."""


class SourceSpider(scrapy.Spider):
    """Fetches the sources of some kinds. A subclass declares the kinds and may say which links to follow."""

    kinds: ClassVar[frozenset[SourceKind]]

    def __init__(self, *, night: Night, **named: Any) -> None:
        super().__init__(**named)
        self.night = night

    async def start(self) -> AsyncIterator[Any]:
        """Yield a request for every URL of our kinds that tonight has still to fetch."""
        for entry in self.pending():
            for request in self.requests([entry]):
                yield request

    def pending(self) -> list[FrontierEntry]:
        """Note the plan's sources of our kinds in the frontier and return what is undone of them."""
        sources = [source for source in self.night.plan.sources if source.kind in self.kinds]
        self.night.frontier.add(map(_seed, sources))
        undone = filter(self.night.takes, self.night.frontier.pending())
        return [entry for entry in undone if self.source(entry).kind in self.kinds]

    def source(self, entry: FrontierEntry) -> Source:
        """Return the source that an entry is fetched for."""
        return self.night.source(entry.source, url=entry.url)

    def requests(self, entries: list[FrontierEntry]) -> Iterator[Request]:
        """Yield a request for each entry that this run has not asked for yet."""
        for entry in entries:
            if entry.url in self.night.asked:
                continue
            self.night.asked.add(entry.url)
            validators = self.validators(entry)
            yield Request(
                entry.url,
                callback=self.parse,
                errback=self.failed,
                headers=conditions(validators),
                cb_kwargs={"entry": entry, "validators": validators},
                dont_filter=True,
            )

    def parse(self, response: Response, entry: FrontierEntry, validators: Validators | None) -> Iterator[Any]:
        """Yield what one answer says, then the requests that it leads to.

        The frontier learns of these first: were it killed in between, the page would be fetched again, and
        nothing that it leads to would be lost.
        """
        answer = Answer(
            url=response.url,
            status=response.status,
            headers=_headers(response),
            body=response.body,
            elapsed_ms=response.meta.get("elapsed_ms", 0),
        )
        fetched = self.read(answer, entry, validators)
        entries = self.lead(entry, fetched)
        yield fetched
        yield from self.requests(entries)

    def lead(self, entry: FrontierEntry, fetched: Fetched) -> list[FrontierEntry]:
        """Note in the frontier what a page leads to; return what of it is new tonight."""
        if not self.leads_on(entry):
            return []
        page = fetched.page
        if fetched.capture.verdict is Verdict.NOT_MODIFIED and fetched.capture.snapshot is not None:
            earlier = self.night.archive.get(fetched.capture.snapshot)
            page = self.page(_again(fetched.capture, earlier), fetched.source, fetched.capture.seen_at)
        return self.night.frontier.add(self.follow(entry, page) if page is not None else [])

    def leads_on(self, entry: FrontierEntry) -> bool:
        """Tell whether links of an entry's page may be followed; never, unless a subclass says otherwise."""
        del entry
        return False

    def follow(self, entry: FrontierEntry, page: Page) -> list[FrontierEntry]:
        """Return what a page leads to; nothing, unless a subclass says otherwise."""
        del entry, page
        return []

    def failed(self, failure: Failure) -> Iterator[Fetched]:
        """Yield a capture that says why there was no answer."""
        if failure.value is None or isinstance(failure.value, Stopped):
            return
        request: Request = failure.request  # type: ignore[attr-defined]
        entry: FrontierEntry = request.cb_kwargs["entry"]
        yield self.refused(entry, explain(failure.value), elapsed_ms=request.meta.get("elapsed_ms", 0))

    def refused(self, entry: FrontierEntry, refusal: Refusal, *, elapsed_ms: int = 0) -> Fetched:
        """Return the item of a URL that gave no answer."""
        capture = Capture(
            source=entry.source,
            url=entry.url,
            night=self.night.plan.night,
            seen_at=self.night.now(),
            verdict=refusal.verdict,
            reason=refusal.reason,
            elapsed_ms=elapsed_ms,
        )
        return Fetched(capture=capture, source=self.source(entry), page=None, body=None)

    def read(self, answer: Answer, entry: FrontierEntry, validators: Validators | None) -> Fetched:
        """Return one answer as an item: the page that it is, or the word that nothing has changed."""
        source, seen_at = self.source(entry), self.night.now()
        unchanged = validators if answer.status == 304 else None
        page = None if unchanged else self._page(answer, source, seen_at)
        capture = Capture(
            source=entry.source,
            url=entry.url,
            night=self.night.plan.night,
            seen_at=seen_at,
            verdict=page.verdict if page is not None else Verdict.NOT_MODIFIED,
            reason=page.reason if page is not None else "",
            status=answer.status,
            snapshot=unchanged.snapshot if unchanged else None,
            content_type=answer.headers.get("content-type"),
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            size=len(answer.body),
            elapsed_ms=answer.elapsed_ms,
            items=page.items if page is not None else 0,
        )
        return Fetched(capture=capture, source=source, page=page, body=None if unchanged else answer.body)

    def page(self, answer: Answer, source: Source, seen_at: datetime) -> Page:
        """Return what a good answer says."""
        return read_page(
            answer.body,
            url=answer.url,
            kind=source.kind,
            seen_at=seen_at,
            content_type=answer.headers.get("content-type"),
            headers=answer.headers,
        )

    def _page(self, answer: Answer, source: Source, seen_at: datetime) -> Page:
        """Return what an answer says; a page on which the reader itself fails costs only that page."""
        try:
            if 200 <= answer.status < 300:
                return self.page(answer, source, seen_at)
            return _error_page(answer, source, seen_at)
        except READER_FAULTS as error:
            self.logger.exception("%s: reading %s failed", source.key, answer.url)
            reason = f"the page could not be read ({type(error).__name__})"
            return Page(
                url=answer.url, kind=source.kind, verdict=Verdict.ERROR, reason=reason, seen_at=seen_at
            )

    def validators(self, entry: FrontierEntry) -> Validators | None:
        """Return what to ask "has it changed?" with, when the page that it is about is still at hand."""
        validators = self.night.frontier.validators(entry.url)
        if validators is None or not (validators.etag or validators.last_modified):
            return None
        try:
            if self.leads_on(entry):
                self.night.archive.get(validators.snapshot)  # its links will be needed, so it must be whole
            elif not self.night.archive.has(validators.snapshot):
                return None
        except EvidenceError:
            return None
        return validators


def _seed(source: Source) -> FrontierEntry:
    """Return the entry of a source of the plan; one that was found lies at least one link from a given URL."""
    if source.origin is SourceOrigin.DISCOVERED:
        return FrontierEntry(url=source.url, source=source.key, depth=1, carrier="known")
    return FrontierEntry(url=source.url, source=source.key)


def conditions(validators: Validators | None) -> dict[str, str]:
    """Return the headers of a conditional request (RFC 9110 section 13.1)."""
    if validators is None:
        return {}
    pairs = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in pairs.items() if value}


def _error_page(answer: Answer, source: Source, seen_at: datetime) -> Page:
    """Return the page that comes with an error status, judged as one whatever the source should be; never ok."""
    page = read_page(
        answer.body,
        url=answer.url,
        kind=SourceKind.HOME,
        seen_at=seen_at,
        status=answer.status,
        headers=answer.headers,
    )
    if page.verdict.factual:
        reason = f"the server answered {answer.status}"
        return Page(url=answer.url, kind=source.kind, verdict=Verdict.ERROR, reason=reason, seen_at=seen_at)
    return replace(page, kind=source.kind)


def _again(capture: Capture, body: bytes) -> Answer:
    """Return an earlier body as the answer that it was."""
    headers = {"content-type": capture.content_type} if capture.content_type else {}
    return Answer(url=capture.url, status=200, headers=headers, body=body, elapsed_ms=0)


def _headers(response: Response) -> dict[str, str]:
    """Return the headers that describe the body as we have it, by lower-case name."""
    pairs = {
        name.decode("latin-1").lower(): values[-1].decode("latin-1")
        for name, values in response.headers.items()
    }
    if response.meta.get("encoded"):
        pairs.pop("content-length", None)  # it counts the bytes before they were unpacked
    return pairs
