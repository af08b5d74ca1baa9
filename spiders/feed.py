"""The spider of feeds: Atom and RSS."""

from rivalscope.domain.market import SourceKind
from spiders.source_spider import SourceSpider


class FeedSpider(SourceSpider):
    """Fetches each feed once a night; the entries are releases."""

    name = "feed"
    kinds = frozenset({SourceKind.FEED})
