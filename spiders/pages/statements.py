"""Statements: what a page says of a product besides plans, features, releases, reviews and roles."""

import re

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Statement
from spiders.pages.clauses import read_clauses
from spiders.pages.components import read_components
from spiders.pages.document import Document
from spiders.pages.namings import read_certifications, read_customers, read_integrations
from spiders.pages.positioning import read_positioning

_OWN = frozenset({SourceKind.HOME, SourceKind.PRICING, SourceKind.FEATURES})
"""Pages on which a product is introduced."""
_INTEGRATIONS = re.compile(
    r"/(?:integrations?|apps|marketplace|app-directory|connections)(?:[/?#]|$)", re.IGNORECASE
)


def read_statements(
    document: Document, *, kind: SourceKind, url: str, main_text: str
) -> tuple[Statement, ...]:
    """Return what a page states, each with where it stands; of articles, guides and terms it is their passages."""
    if kind not in _OWN:
        return read_clauses(document, kind=kind, main_text=main_text)
    return (
        *read_positioning(document),
        *read_integrations(document, page=_INTEGRATIONS.search(url) is not None),
        *read_customers(document),
        *read_certifications(document),
        *read_components(document),
    )
