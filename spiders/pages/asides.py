"""Asides: blocks beside the matter of a page, told by name, role, links and heading: menus, teasers, banners, windows."""

import re

from bs4 import Tag

from spiders.pages.document import attribute
from spiders.pages.weights import Weights

_OUT = frozenset(
    {"nav", "footer", "aside", "button", "select", "dialog", "menu", "textarea", "noscript", "form"}
)
_OUT_ROLES = frozenset(
    {"navigation", "contentinfo", "complementary", "dialog", "alertdialog", "search", "banner", "menu", "menubar",
     "tooltip", "tablist"}
)  # fmt: skip
_PICTURES = frozenset({"img", "svg", "input"})
"""What is said in the place of a picture is for those who cannot see it, and repeats the text or describes a screen."""
_UNSEEN_FIELDS = frozenset({"hidden", "submit", "button"})
_HEADING = frozenset({"h2", "h3", "h4", "h5", "h6", "dt", "summary"})
_OWN = 0.7
"""Share of a section's head outside links from which it is a part of the text and no menu."""
_KEPT = frozenset({"html", "body", "main", "article", "a"})
_LISTS = frozenset({"ul", "ol", "div", "section", "table"})


def words_in(*words: str) -> re.Pattern[str]:
    """Return a pattern that finds any of these words as a part of a class or an id."""
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(words)})(?:$|[\s_-])", re.IGNORECASE)


_ASIDE = words_in(
    r"cookies?", "consent", "gdpr", "onetrust", "navbar", "nav", "navigation", r"mega-?menu", "menu", "footer",
    r"breadcrumbs?", "sidebar", r"side-?nav", "toc", "sharing", "share", "social", "newsletter", "subscribe", "related",
    r"recommend(?:ed|ations?)?", "popup", "modal", r"advert(?:isement)?", r"ads?", r"skip(?:-link)?",
    "screen-reader-text", "sr-only", r"visually-?hidden", "pagination", "pager", "login", "signin", "site-header",
    "topbar", "announcement", "copyright", "byline", "author-bio", r"comments?-form", "respond", r"mini-?cart",
    "cart-drawer", r"reactions?", "signature", "upsell", "cross-sell", "similar", "also-like", "recently-viewed", "drawer",
)  # fmt: skip
_PANEL = words_in(
    r"accordions?",
    r"tabs?",
    r"tab-?panels?",
    r"panels?",
    r"collaps(?:e|ible)",
    r"faqs?",
    r"tab-?(?:content|pane)",
)
_PLACE = words_in(
    "nav", "navbar", "navigation", "menu", r"mega-?menu", "footer", "sidebar", r"side-?nav", "toc", "drawer", "modal",
    "popup", "social", "share", "sharing", "login", "signin", "similar", "related", "subscribe", "newsletter",
)  # fmt: skip
"""Words of `_ASIDE` that also name what stands beside, above or beneath a text, a part of it or not."""
_LONG_TABS = 300
"""Characters of a list of tabs from which it holds what they open."""
_CARD, _CARD_LINK = 150, 25
"""Characters of a block of links, and of each of its links, from which they are cards to be read."""
_TOLD = 300
"""Characters of a block under its own heading, hardly any in links, from which it is a part of the text."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TEASER = re.compile(
    r"(?:you (?:may|might) (?:also )?(?:like|be interested in|enjoy)|customers (?:who|also)\b.*|recently viewed.*"
    r"|(?:related|similar|recommended|more|other|latest|recent|popular|trending|suggested) (?:articles?|posts?|products?"
    r"|topics?|stories|items?|reading|content|resources|questions|discussions|threads|news|coverage|from|in|videos|pages"
    r"|links|reviews|offers|blog posts?|services)\b.*|frequently bought.*|people also.*|read (?:more|next)|up next"
    r"|keep reading|leave a (?:reply|comment)|share (?:this|on)\b.*|subscribe\b.*|sign up for\b.*|newsletter|follow us"
    r"|join (?:our|the) (?:newsletter|mailing list).*|was this (?:page|article|helpful).*|about the author"
    r"|table of contents|on this page|in this article|contents|site map|quick links|categories|tags|archives|feedback"
    r"|search|comments?|reviews?)\W*",
    re.IGNORECASE,
)


def names_of(element: Tag) -> str:
    """Return the class and id of an element, their words apart."""
    words = f"{attribute(element, 'class')} {attribute(element, 'id')}"
    return _CAMEL.sub("-", words) if len(words) > 1 else ""


def is_out(element: Tag, weights: Weights, *, share: float) -> bool:
    """Tell whether an element is by its name or role no part of what a page is about; most of a page never is."""
    if element.name in _PICTURES or share > 0.6:
        return element.name in _PICTURES
    role = element.attrs.get("role")
    if role == "tablist":
        return weights.size(element) < _LONG_TABS  # more than the words of tabs: what they open stands in it
    if (element.name == "button" and _opens(element)) or (
        element.name == "form" and _is_told(element, weights)
    ):
        return False
    if element.name in _OUT or role in _OUT_ROLES:
        return True
    if element.name != "header" or weights.titled(element):
        return False
    return weights.head(element) is None or weights.plain(element) < _OWN * weights.size(element)


def _is_told(form: Tag, weights: Weights) -> bool:
    """Tell whether a form is the shell of a text, as the posts of some forums have it: paragraphs, nothing to fill in."""
    if form.find("form") is not None:  # forms stand in forms on hostile pages only, thousands deep
        return False
    prose = sum(weights.plain(one) for one in form.find_all("p"))
    if prose < _OWN * weights.size(form):
        return False
    return not any(attribute(one, "type") not in _UNSEEN_FIELDS for one in form.find_all(["input", "select"]))


def _opens(button: Tag) -> bool:
    """Tell whether a button is the heading of what it opens, as questions and panels have it."""
    above = button.parent
    return above is not None and (
        above.name in _HEADING or (above.parent is not None and above.parent.name in _HEADING)
    )


def is_aside(element: Tag, weights: Weights, *, share: float, listing: bool) -> bool:
    """Tell whether a small block is hidden, named as an aside, made of links, or headed as a teaser."""
    if element.name in _KEPT or share > 0.35:
        return False
    if share < 0.3 and (
        _is_hidden(element) or (not listing and _is_linked(element, weights)) or _is_named(element, weights)
    ):
        return True
    head = weights.head(element) if element.name in ("section", "div") else None
    return head is not None and _TEASER.fullmatch(weights.document.text_of(head)) is not None


def _is_hidden(element: Tag) -> bool:
    """Tell whether a block is hidden, and not for being the panel of a tab or of a question that is shut."""
    hidden = "hidden" in element.attrs or element.attrs.get("aria-hidden") == "true"
    return hidden and not _is_panel(element)


def _is_panel(element: Tag) -> bool:
    return element.attrs.get("role") in ("tabpanel", "region") or _PANEL.search(names_of(element)) is not None


def _is_linked(element: Tag, weights: Weights) -> bool:
    """Tell whether a block is made of links: a card that is one link from end to end is not."""
    size = weights.size(element)
    if element.name not in _LISTS or weights.plain(element) >= 0.2 * size:
        return False
    return size < _CARD or size < _CARD_LINK * max(1, weights.links_in(element))


def _is_named(element: Tag, weights: Weights) -> bool:
    """Tell whether a block is named as an aside, and does not read like a part of the page's own text."""
    names = names_of(element)
    if not _ASIDE.search(names):
        return False
    size, plain = weights.size(element), weights.plain(element)
    if plain > 0.5 * size and _is_panel(element):
        return False
    told = size >= _TOLD and plain >= 0.8 * size and weights.head(element) is not None
    return not (told and _PLACE.search(names))
