"""Articles: pages that say of themselves that they are one article, and the text of such a page."""

import logging
import re

from spiders.pages.document import Document, attribute
from spiders.pages.indexes import gathered
from spiders.pages.weights import weights_of

MOST = 1_000_000
"""Characters of a page's source from which it is left to the walk of `main_text`: the library has no limit of its own."""

_TYPES = frozenset({"article", "blog", "news", "newsarticle", "story", "post"})
_POSTED = re.compile(
    r'"@type"\s*:\s*\[?\s*"(?:BlogPosting|NewsArticle|Article|Blog)"|schema\.org/(?:BlogPosting|NewsArticle|Article)\b'
)
_FORUM = re.compile(
    r"DiscussionForumPosting|\bQAPage\b|schema\.org/Question"
    r'|content="(?:Discourse|phpBB|vBulletin|XenForo|MyBB|SMF|Invision)|id="(?:xenforo|XF|phpbb|vbulletin)\b'
    r"|powered by (?:phpbb|vbulletin|xenforo|discourse|smf)\b",
    re.IGNORECASE,
)
"""Marks of discussions, which often call themselves articles as well: each post of theirs is text."""
_FORUM_HINTS = (
    "discussionforumposting", "qapage", "schema.org/question", 'content="discourse', 'content="phpbb',
    'content="vbulletin', 'content="xenforo', 'content="mybb', 'content="smf', 'content="invision', 'id="xenforo',
    'id="xf', 'id="phpbb', 'id="vbulletin', "powered by phpbb", "powered by vbulletin", "powered by xenforo",
    "powered by discourse", "powered by smf",
)  # fmt: skip
"""Small letters of which one stands wherever a mark of a discussion does; far quicker to look for than the marks."""
_LONG_PARAGRAPH, _LONG_TEXT, _PROSE_OF_PAGE = 120, 2_500, 0.4


def is_article(document: Document) -> bool:
    """Tell whether a page says of itself that it is one article."""
    for meta in document.named["meta"]:
        name = attribute(meta, "property")
        if name == "article:published_time":
            return True
        if name == "og:type" and attribute(meta, "content").lower() in _TYPES:
            return True
    return False


def is_posted(document: Document) -> bool:
    """Tell whether a page's structured data call it an article."""
    return _POSTED.search(document.source) is not None


def is_discussion(document: Document) -> bool:
    """Tell whether a page is marked as one of a forum, or of questions and answers."""
    return gathered(document, "discussion", lambda: _is_marked(document.source))


def _is_marked(source: str) -> bool:
    small = source.lower()
    return any(hint in small for hint in _FORUM_HINTS) and _FORUM.search(source) is not None


def is_prose(document: Document) -> bool:
    """Tell whether a page is mostly one long text: paragraphs outside links are two fifths of what it says."""
    prose = long_paragraphs(document)
    return prose >= _LONG_TEXT and prose >= _PROSE_OF_PAGE * weights_of(document).text[-1]


def long_paragraphs(document: Document) -> int:
    """Return the characters outside links of paragraphs that are long."""
    weights = weights_of(document)
    return sum(plain for one in document.named["p"] if (plain := weights.plain(one)) >= _LONG_PARAGRAPH)


def read_article(document: Document) -> str:
    """Return the text of an article without comments, as trafilatura tells it; empty where it finds none.

    It is asked for its fast way, which reads articles best of all that was measured (docs/decisions/0011).
    """
    if len(document.source) > MOST or document.survey.hostile:
        return ""
    # It takes a fifth of a second to load, and most pages need none of it.
    import trafilatura  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it tells of every page without a text
    try:
        return trafilatura.extract(document.source, fast=True, include_comments=False) or ""
    except (RecursionError, ValueError):
        return ""  # pages nested without end
