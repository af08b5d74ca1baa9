"""Showing: which elements a visitor reads otherwise than their children stand: signs of a font, templates, labels that are spoken."""

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, TemplateString

_SHOWING = ("shadowrootmode", "shadowroot", "x-if", "v-if", "v-else", "v-else-if")
_LIGATURES = re.compile(r"(?:^|\s)(?:material-(?:icons|symbols)|mat-icon)")
_LIGATURE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


def is_ligature(element: Tag) -> bool:
    """Tell whether an element's only word is the name of a sign that its font draws, e.g. `check_circle`; nobody reads it."""
    drawn = element.attrs.get("class")
    return (
        isinstance(drawn, str)
        and "mat" in drawn
        and _LIGATURES.search(drawn) is not None
        and element.find(True) is None
        and _LIGATURE.fullmatch(element.get_text(strip=True)) is not None
    )


def is_shown(element: Tag) -> bool:
    """Tell whether a template is part of the page: the shadow of an element, or what a script shows under some condition."""
    return element.name == "template" and any(name in element.attrs for name in _SHOWING)


def show_templates(soup: BeautifulSoup) -> None:
    """Make the words of the templates that are part of a page words like others."""
    for template in soup.find_all("template"):
        if isinstance(template, Tag) and is_shown(template):
            for words in template.find_all(string=True):
                if type(words) is TemplateString:
                    words.replace_with(NavigableString(words))


def spoken_for(element: Tag) -> str:
    """Return what a screen reader says in place of an element's children: the label of one that is text by its role.

    Source: WAI-ARIA practice for split figures, `<div role="text" aria-label="29 euros per month">29</div>`.
    """
    if element.attrs.get("role") != "text":
        return ""
    said = element.attrs.get("aria-label")
    return said if isinstance(said, str) and re.search(r"\d", said) else ""
