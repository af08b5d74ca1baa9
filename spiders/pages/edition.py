"""The edition of the reader of pages, by itself: the crawl asks for it, and need not load the reader for that."""

EXTRACTOR = "pages/5"
"""Name and version of the reader; it changes whenever the same bytes would be read differently."""
