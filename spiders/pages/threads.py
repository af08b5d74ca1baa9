"""Threads: pages of posts by several people, found as blocks of one name that hold most of what the page says."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass

from bs4 import Tag

from spiders.pages.articles import is_article, is_discussion, is_posted
from spiders.pages.asides import names_of, words_in
from spiders.pages.document import Document, attribute
from spiders.pages.indexes import gathered
from spiders.pages.weights import Weights, weights_of

_POSTS = frozenset({"article", "div", "li", "section", "table", "tr", "shreddit-comment"})
_POST = words_in(
    r"(?:forum|topic|c|block|user|sub)?-?(?:post|message|comment|reply|answer)(?:card|body|row|item|wrap(?:per)?)?", "topic-body"
)  # fmt: skip
_BARE_POST = re.compile(
    r"(?:forum-?|topic-?|c)?(?:post|message|comment|reply|answer|thing)(?:-?(?:body|row|item|wrapper))?|topic-body",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_POST_SIZE = 20
"""Characters of a post at least."""
_COVER, _TOLD_COVER = 0.4, 0.15
"""Share of a page's text outside links that its posts hold: on a page that tells nothing of itself, on a forum's."""
_MANY, _TOLD_MANY = 4, 2

_WRITER = words_in(
    r"post-?(?:profile|author|left|bit-?author|er)", "poster", "message-cell-+user",
    r"(?:message-)?user-?(?:extras|info|details|profile|panel|stats)", r"author-?(?:pane|info|panel|box|details)", "crawler-post-infos",
)  # fmt: skip
_MOST_TOLD = 400
"""Characters that a block about the writer of a post has at most."""

_OFTEN, _LABEL = 3, 40
"""Times that a line of so many characters at most stands in a thread before it is what each post is labelled with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Where the posts of a page are, in its pieces."""

    posts: tuple[tuple[int, int], ...]
    """In document order, outermost only."""
    starts: list[int]
    """Where each post begins, those within another post included."""

    @property
    def start(self) -> int:
        """The place where the first post begins."""
        return self.posts[0][0]

    @property
    def end(self) -> int:
        """The place where the last post ends."""
        return self.posts[-1][1]

    def holds(self, place: int) -> bool:
        """Tell whether a place is between the first post and the last."""
        return self.start <= place < self.end

    def within_post(self, start: int, end: int) -> bool:
        """Tell whether a span is a part of one post and holds no other post."""
        at = bisect_left(self.starts, start)
        return self.holds(start) and at > 0 and (at == len(self.starts) or self.starts[at] >= end)


def thread_of(document: Document) -> Thread | None:
    """Return the posts of a page; None where it has none. Found once."""
    return gathered(document, "thread", lambda: _find(document))


def is_about_writer(element: Tag, weights: Weights) -> bool:
    """Tell whether a block in a post is about who wrote it: rank, number of posts, day of joining."""
    return 0 < weights.size(element) <= _MOST_TOLD and _WRITER.search(names_of(element)) is not None


def without_labels(text: str, thread: Thread) -> str:
    """Return the text of a thread without the short lines that most posts repeat: buttons, and heads of facts."""
    lines = text.split("\n")
    often = max(_OFTEN, len(thread.starts) // 2)
    labels = {line for line, times in Counter(lines).items() if times >= often and len(line) <= _LABEL}
    return "\n".join(line for line in lines if line not in labels)


def _find(document: Document) -> Thread | None:
    told = is_discussion(document)
    if not told and is_article(document):
        return None
    weights = weights_of(document)
    groups: defaultdict[tuple[str, str], list[Tag]] = defaultdict(list)
    for element in document.elements:
        if element.name in _POSTS and weights.size(element) >= _POST_SIZE:
            name = _NUMBER.sub("", attribute(element, "class").split(" ", 1)[0] or attribute(element, "id"))
            groups[(element.name, name)].append(element)
    least = _TOLD_MANY if told else _MANY
    most, thread = 0, None
    for (_, name), members in groups.items():
        if len(members) < least or document.is_chrome(members[0]):
            continue
        if not (all(_POST.search(names_of(one)) for one in members) if told else _BARE_POST.fullmatch(name)):
            continue
        posts = _outermost(document, members)
        plain = sum(weights.told(start, end) for start, end in posts)
        if plain > most:
            starts = [document.span_of(member)[0] for member in members]
            most, thread = plain, Thread(posts=posts, starts=starts)
    cover = _TOLD_COVER if told else _COVER
    if most < cover * weights.told(0, len(document.pieces)) or (not told and is_posted(document)):
        return None
    return thread


def _outermost(document: Document, members: list[Tag]) -> tuple[tuple[int, int], ...]:
    posts: list[tuple[int, int]] = []
    for member in members:
        start, end = document.span_of(member)
        if not posts or start >= posts[-1][1]:
            posts.append((start, end))
    return tuple(posts)
