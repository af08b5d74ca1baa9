"""Statements: what a page says of a product besides plans, features, releases, reviews and roles."""

import re
from urllib.parse import urlsplit

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Statement, StatementKind
from spiders.pages.clauses import read_clauses
from spiders.pages.components import read_components
from spiders.pages.document import Document, attribute
from spiders.pages.links import address_in
from spiders.pages.logos import find_rows
from spiders.pages.namings import read_certifications, read_customers, read_integrations
from spiders.pages.passages import whole
from spiders.pages.positioning import read_positioning

_OWN = frozenset({SourceKind.HOME, SourceKind.PRICING, SourceKind.FEATURES})
"""Pages on which a product is introduced."""
_INTEGRATIONS = re.compile(
    r"/(?:integrations?|apps|marketplace|app-directory|connections)(?:[/?#]|$)", re.IGNORECASE
)
_STATUS = re.compile(r"(?:(?:system|service|network|platform|server|api)s? )?status(?: page)?", re.IGNORECASE)
_STATUS_HOST = re.compile(r"status\.[\w.-]+|(?:www\.)?[\w-]+status\.\w+|[\w-]+\.statuspage\.io")


def read_statements(
    document: Document, *, kind: SourceKind, url: str, main_text: str
) -> tuple[Statement, ...]:
    """Return what a page states, each with where it stands; of articles, guides and terms it is their passages."""
    if kind not in _OWN:
        return read_clauses(document, kind=kind, main_text=main_text)
    rows = find_rows(document)
    return (
        *read_positioning(document),
        *read_integrations(document, rows=rows, page=_INTEGRATIONS.search(url) is not None),
        *read_customers(document, rows=rows),
        *read_certifications(document),
        *read_components(document),
        *_status_page(document, url),
    )


def _status_page(document: Document, url: str) -> tuple[Statement, ...]:
    """Return the status page that a page links to: by the words of the link, else by its host; none when it links to none."""
    by_host: Statement | None = None
    own = "status" in url.lower()
    for link in document.named["a"]:
        target = attribute(link, "href")
        said = f"{''.join(target.split())} {document.text_of(link)}"
        if said.isascii() and not own and "status" not in said.lower():
            continue
        address = address_in(document, target, url)
        hosted = address is not None and _STATUS_HOST.fullmatch(urlsplit(address).hostname or "") is not None
        called = address is not None and _STATUS.fullmatch(document.text_of(link)) is not None
        if address is None or not (hosted or called):
            continue
        passage = whole(document, link)
        found = Statement(kind=StatementKind.STATUS, subject="status page", value=address, passage=passage)
        if called:
            return (found,)
        by_host = by_host or found
    return (by_host,) if by_host else ()
