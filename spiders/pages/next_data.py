"""Next.js data: what a page made with Next.js carries for its own scripts."""

import json
from typing import Any

from spiders.pages.document import Document, attribute

LARGEST = 4 << 20
"""Characters of the data that are read."""


def next_data(document: Document) -> Any:
    """Return the parsed data of `script#__NEXT_DATA__`, numbers as written; None when there is none to be read."""
    for script in document.named["script"]:
        if attribute(script, "id") == "__NEXT_DATA__":
            text = script.get_text()
            try:
                return None if len(text) > LARGEST else json.loads(text, parse_float=str, parse_int=str)
            except (ValueError, RecursionError):
                return None
    return None
