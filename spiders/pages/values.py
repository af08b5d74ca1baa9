"""Values in data: what lies at the end of a path of keys, its text, and the rows of a table in plain text."""

import csv
import io
import json
from typing import Any

from spiders.pages.text import plain_text


def value_text(value: object) -> str:
    """Return the text of a value in data: a string without its markup, another scalar as JSON writes it."""
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, dict | list):
        message = "the selector leads to an object or array, not to a text"
        raise LookupError(message)  # noqa: TRY004  the selector is wrong, not the type
    return json.dumps(value) if value is None or isinstance(value, bool) else str(value)


def walk(place: Any, keys: list[str]) -> Any:
    """Return what lies at the end of a path of keys and indexes; LookupError when nothing does."""
    for key in keys:
        if isinstance(place, dict) and key in place:
            place = place[key]
        elif isinstance(place, list) and key.isascii() and key.isdigit() and int(key) < len(place):
            place = place[int(key)]
        elif key == "@json" and isinstance(place, str):
            place = load(place)
        else:
            message = f"the selector's step {key!r} leads nowhere"
            raise LookupError(message)
    return place


def read_rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file with a header, by column name; LookupError when it is none.

    The delimiter (comma, semicolon, tab or bar) is the one that the header has most of.
    """
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=header.count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="", restkey="")
        return [{name: cell for name, cell in row.items() if isinstance(cell, str)} for row in reader]
    except csv.Error as error:
        message = f"the file is not CSV: {error}"
        raise LookupError(message) from error


def keys_of(path: str) -> list[str]:
    """Return the keys of a path, unescaped."""
    return [key.replace("~1", "/").replace("~0", "~") for key in path.split("/")] if path else []


def load(text: str) -> Any:
    """Return JSON parsed with numbers as they are written; LookupError when it is none."""
    try:
        return json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        message = f"the file is not JSON: {error}"
        raise LookupError(message) from error
