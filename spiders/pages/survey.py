"""The survey: what a page's source looks like before it is parsed, so that no parser meets it unprepared."""

import re
from collections import Counter
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""<(?:!--(?P<comment>-?>|.*?(?:--!?>|\Z))|[!?][^>]*+|(?P<end>/?)(?P<name>[a-zA-Z][^\s/<>]*+)(?P<rest>(?:[^<>=]++|=(?:\s*+(?:"[^"]*+"|'[^']*+'))?+)*+))""",
    re.DOTALL,
)
"""A comment, a declaration, or a tag up to its end; a quote counts only where HTML lets a value begin."""
_VALUE = re.compile(r""""[^"]*"|'[^']*'""")
_RAW_ENDS = {
    name: re.compile(rf"</{name}(?=[\s/>])[^>]*>?", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title")
}
"""Elements whose content is text whatever it looks like, and what ends them."""
_VOID = frozenset(
    [
        "area",
        "base",
        "basefont",
        "bgsound",
        "br",
        "col",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "keygen",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
# Elements whose end tag HTML never lets a page leave out (HTML Living Standard, 13.1.2.4), and that
# pages hold their content in.
_MUST_CLOSE = frozenset(
    [
        "div",
        "section",
        "main",
        "article",
        "ul",
        "ol",
        "dl",
        "table",
        "header",
        "footer",
        "nav",
        "form",
        "select",
        "button",
        "aside",
    ]
)

DEEP = 200
"""Nesting from which libxml2 is not trusted: from 256 on it drops text without a word."""
HOPELESS_DEPTH = 5_000
"""Nesting beyond which no parser is tried."""
CROWDED = 2_000
"""Attributes of one tag from which libxml2 is not trusted: its time grows with their square."""

_LONG = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the source of a page looks like."""

    depth: int
    """Nesting, at most: void and optional end tags make it an upper bound."""
    attributes: int
    """Attributes of the most crowded tag, counted only where a tag is long; 0 when none is."""
    text: int
    """Characters between tags, white space at their edges left out; what no visitor sees among them."""
    cut: str
    """Where the source stops in the midst of something, in plain words; empty when it ends well."""

    @property
    def hostile(self) -> bool:
        """Whether libxml2 would lose text or stand still."""
        return self.depth >= DEEP or self.attributes >= CROWDED

    @property
    def hopeless(self) -> bool:
        """Whether no parser should be tried."""
        return self.depth >= HOPELESS_DEPTH


def survey(source: str) -> Survey:
    """Survey a page's source in time that grows with its length only."""
    depth = deepest = most = text = place = 0
    unfinished = ""
    open_tags: Counter[str] = Counter()
    search = _TOKEN.search
    while (token := search(source, place)) is not None:
        gap = source[place : token.start()]
        text += 0 if gap in ("", ">") else len(gap.removeprefix(">").strip())
        place = token.end()
        comment, end, name, rest = token.groups()
        if comment is not None:
            unfinished = "" if comment.endswith(">") else "comment"
            continue
        if name is None:
            continue
        name = name.lower()
        if len(rest) > _LONG:
            most = max(most, len(_VALUE.sub("", rest).split()))
        if end:
            if open_tags.get(name, 0) > 0:  # others close nothing, though a page may be full of them
                depth -= 1
                open_tags[name] -= 1
            continue
        if name in _RAW_ENDS:
            closing = _RAW_ENDS[name].search(source, place)
            unfinished = "" if closing is not None else name
            place = len(source) if closing is None else closing.end()
        elif name not in _VOID and not rest.endswith("/"):
            depth += 1
            open_tags[name] = open_tags.get(name, 0) + 1
            deepest = max(deepest, depth)
    text += len(source[place:].removeprefix(">").strip())
    cut = _cut(source, unfinished, open_tags)
    return Survey(depth=deepest, attributes=most, text=text, cut=cut)


def _cut(source: str, unfinished: str, open_tags: Counter[str]) -> str:
    """Say in the midst of what a page stops; empty for one that ends well, closed or merely careless."""
    tail = source[-4096:].lower()
    if "</html" in tail or "</body" in tail or not source.strip():
        return ""
    if unfinished:
        return f"the page stops inside a {unfinished}"
    last_open = source.rfind("<")
    if last_open > source.rfind(">") and re.match(r"<[/!a-zA-Z]", source[last_open : last_open + 2]):
        return "the page stops inside a tag"
    if re.search(r"&#?[a-zA-Z0-9]{1,8}\Z", source):
        return "the page stops inside a character reference"
    unclosed = sorted(name for name in _MUST_CLOSE if open_tags[name] > 0)
    if unclosed:
        return f"the page stops before its {unclosed[0]} element ends"
    return ""
