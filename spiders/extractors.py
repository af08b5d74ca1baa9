"""Extractors: name and version of what reads a source's pages today, as pages carry them."""

from rivalscope.domain.market import Source, SourceKind
from spiders import services
from spiders.json_page import EXTRACTOR as JSON
from spiders.pages.reader import EXTRACTOR as PAGES


def extractor_of(source: Source) -> str:
    """Return the extractor of a source: a page that another one has read is to be read again."""
    if source.service is not None:
        return services.extractor_of(source.service)
    return JSON if source.kind is SourceKind.JSON else PAGES
