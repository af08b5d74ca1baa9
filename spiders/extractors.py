"""Extractors: name and version of what reads a source's pages today, as pages carry them."""

from rivalscope.domain.market import Source, SourceKind
from spiders import services
from spiders.pages.edition import EXTRACTOR as PAGES


def extractor_of(source: Source) -> str:
    """Return the extractor of a source: a page that another one has read is to be read again."""
    if source.service is not None:
        return services.extractor_of(source.service)
    if source.kind is not SourceKind.JSON:
        return PAGES
    from spiders.json_page import EXTRACTOR as JSON  # noqa: PLC0415 - a crawl without such a source needs no reader

    return JSON
