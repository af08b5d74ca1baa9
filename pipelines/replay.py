"""Replays: a stored page, read anew, passes what a night's page passes on its way to the store."""

from collections import Counter
from datetime import date
from pathlib import Path

from pipelines.authors import open_authors
from pipelines.deduplicate import DeduplicatePipeline
from pipelines.judge import JudgePipeline
from pipelines.normalise import NormalisePipeline
from pipelines.validate import ValidatePipeline
from rivalscope.domain.capture import Capture
from rivalscope.domain.market import Source
from rivalscope.domain.page import Page
from spiders.items import Fetched


class ReplayPipeline:
    """The steps of one source's pages, capture after capture.

    The quarantine is not among them: whether a page is held back was decided when it came, by the program or by a
    person, and what another reader no longer finds is for a person to judge, who is shown it.
    """

    def __init__(self, archive: Path, earlier: dict[str, int]) -> None:
        """Make the steps; `earlier` says how many items each URL yielded before."""
        self._archive = archive
        self._earlier = dict(earlier)
        self._judge = JudgePipeline(self)
        self._validate = ValidatePipeline(self)
        self._night: date | None = None
        self._deduplicate = DeduplicatePipeline()
        self.dropped: Counter[str] = Counter()
        """Malformed facts that were left out, by `validate/dropped/KIND`."""

    def process(self, capture: Capture, page: Page, source: Source) -> tuple[Capture, Page]:
        """Return capture and page as they are stored."""
        if capture.night != self._night:
            self._night, self._deduplicate = capture.night, DeduplicatePipeline()
        item = Fetched(capture=capture, source=source, page=page, body=None)
        item = self._validate.process_item(self._judge.process_item(item))
        if page.reviews:
            item = NormalisePipeline(open_authors(self._archive)).process_item(item)
        item = self._deduplicate.process_item(item)
        if item.capture.verdict.factual:
            self._earlier[capture.url] = item.capture.items
        return item.capture, item.page or page

    def earlier_items(self, url: str) -> int:
        """Return how many items the newest ok capture of a URL yielded; 0 when there is none."""
        return self._earlier.get(url, 0)

    def inc_value(self, key: str, count: int) -> None:
        """Add to a count."""
        self.dropped[key] += count
