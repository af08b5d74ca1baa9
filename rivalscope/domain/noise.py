"""Noise: forms of a passage in which what tells a reader nothing new has been taken out, a form a kind of noise."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import lru_cache


class NoiseKind(StrEnum):
    """Why two versions of a page differ although they say the same."""

    MARKUP = "markup"
    """White space, punctuation, case, quotation marks, characters without width."""
    TOKEN = "token"  # noqa: S105 - the name of a kind, no secret
    """Session ids, hashes, addresses."""
    DATE = "date"
    COPYRIGHT = "copyright year"
    NUMBERING = "numbering"
    COUNTER = "counter"
    """Users, stars, downloads, comments."""
    ORDER = "order"
    """A passage that moved."""
    REPEAT = "repetition"
    """A passage that stands elsewhere on both versions too, such as a table of contents."""
    SPELLING = "spelling"
    """British here and American there."""
    ROTATION = "rotation"
    """Quotations of customers and logos that take turns."""
    COOKIE = "cookie banner"
    CHROME = "chrome"
    """Menus, buttons, crumbs."""
    FAILURE = "failure"
    """A part of the page that could not be loaded."""


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATES = re.compile(
    rf"\b(?:{_DAY}\s+)?{_MONTH}\s*(?:{_DAY})?(?:\s*,)?\s*(?:19|20)\d\d\b"
    rf"|\b{_DAY}\s+(?:of\s+)?{_MONTH}(?=\W|$)(?:\s*,?\s*(?:19|20)\d\d)?|\b{_MONTH}\s+{_DAY}\b"
    r"|\b(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:t[\d:.]+z?)?\b|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d\b"
    r"|\b\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?"
    r"|\b(?:an?|one|\d+)\s+(?:second|sec|minute|min|hour|hr|day|week|month|year)s?\s+ago\b"
    r"|\b(?:today|yesterday|just now)\b",
)
_DATE_LABEL = re.compile(
    r"\b(?:last\s+)?(?:updated?|effective|revised|modified|posted|published)(?:\s+(?:on|as of|date|from))?\b[\s:]*(?=\x02)"
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:(?:19|20)\d\d\s*[-–]\s*)?(?:19|20)\d\d")
_TOKENS = re.compile(
    r"https?://\S+|\bwww\.\S+|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
    r"|\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{12,}\b|\b(?:sid|session|session_?id|nonce|csrf)[=:]\s*\S+"
)
_COUNTABLE = r"(?:[kmgt]b|[km]|million|billion|thousand|percent|seconds?|minutes?|hours?|days?|months?|years?|users?|seats?|x|stars?|points?|out of)\b"
_ENUMERATOR = re.compile(
    rf"^\W*(?:\d{{1,2}}(?:\s?\.\s?\d{{1,2}}){{1,3}}\s+(?![\W\d]|{_COUNTABLE})"
    r"|(?:(?:[a-z]|[ivx]{1,4}|\d{1,3})(?:\s?\.\s?(?:[a-z]|\d{1,3})(?!\w))*\s?[.)](?!\d)\s*)+)"
)
"""`2.`, `a)`, `1 .`, `6.4.1`; a number that counts or costs something is none."""
_MAILTO = re.compile(r"\bmailto:\s*")
_VERBS = re.compile(r"(?<=\w\w)([iy])z(?=(?:e|es|ed|ers?|ing|ations?)\b)")
_OURS = re.compile(r"(?<=[a-z]{3})ou(?=rs?\b|red\b|ring\b|rable\b|rites?\b|rably\b)")
_SPOKEN = re.compile(r"\bopens in (?:a )?new (?:tab|window)\b")
"""Words that are there for those who hear a page."""
_NAMED_LOGO = re.compile(
    r"\blogo (?:for|of) (?P<name>\S.{0,40}?)\s+(?=(?P=name)(?!\w))|(?P<before>\S.{0,40}?) logo\s+(?=(?P=before)(?!\w))"
)
"""A logo's description before the very name."""
_COUNTED_ALWAYS = "stars?|downloads?|comments?|ratings?|votes?|upvotes?|views?|likes?|followers?|installs?|forks?|replies|shares"
_COUNTED_MANY = (
    "users?|customers?|members?|reviews?|people|teams|companies|businesses|subscribers?|visitors?|developers"
)
_NUMBER = r"\d[\d,.]*"
_COUNTERS = re.compile(
    rf"{_NUMBER}\s*(?:[km]|mio|million|thousand)?\+?\s+(?:\w+\s+)?(?:{_COUNTED_ALWAYS})\b"
    rf"|(?:\d{{1,3}}(?:,\d{{3}})+|\d{{4,}}|{_NUMBER}\s*(?:[km]\b|million|thousand|\+))\+?\s*(?:\w+\s+)?(?:{_COUNTED_MANY})\b"
    rf"|\b(?:{_COUNTED_ALWAYS})\s*:?\s*{_NUMBER}[km]?\b"
)
_ALLOWANCE = re.compile(
    r"up to|limit|maximum|max\b|include|unlimited|\bper\b|/\s*(?:mo|month|year|seat|user)|plan|[$€£¥]|\beur\b|\busd\b"
)
"""Words near which a number is what a plan allows or costs: it is never taken for a counter."""

_EDGES = re.compile(r"[.,]+(?!\d)|(?<!\d)[.,]+")
_IDLE = re.compile(r"[^\w.,%$€£¥\x02-\x06+]+|_+")
_FAILURES = re.compile(
    r"^(?:this page (?:isn't|is not) available|an unexpected error|diese seite ist momentan|something went wrong"
    r"|failed to load|redirecting to|please enable javascript|loading\W*$)"
)
_FAILURES_BEGIN = ("th", "an", "di", "so", "fa", "re", "pl", "lo")
_FAILURE = 80
"""Characters that tell whether a passage is about a failure."""
_COOKIES = re.compile(r"\bcookies?\b")
_CONSENT = re.compile(
    r"\b(?:accept|reject|decline|allow|consent|preferences|we(?:'d like to)? use|our use of|learn more|settings)\b"
)
_QUOTE = re.compile(r"""^["«„].{15,}["»“](?:\s*[-–—].{0,80})?$""", re.DOTALL)
_MARKS = ('"', "«", "„")
_LOGO = re.compile(
    r"^(?:!\s)?(?:[\w.&' -]{1,40}\s)?logo(?:\s(?:(?:for|of)\s[\w.&' -]{1,40}|white|black|dark|light|mark))?$"
)
_CHROME = re.compile(
    r"^(?:table of contents|contents|on this page|close|menu|search|share|print|next|previous|back to top"
    r"|skip to (?:main )?content|opens in (?:a )?new (?:tab|window)|log ?in|sign (?:in|up)|subscribe|all collections\b.*)$"
)
_BANNER_WORDS = 80
"""Words above which a passage that speaks of cookies is a policy and no banner."""


def plain(text: str) -> str:
    """Return a passage with quotation marks, dashes and spaces of one kind, in lower case."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    return " ".join(text.replace("`", "'").casefold().split())


_ALIKE: dict[int, str | None] = {
    **{ord(mark): "'" for mark in "‘’‛´`"},
    **{ord(mark): '"' for mark in "“”‟"},
    **{ord(mark): None for mark in "\u00ad\u200b\u200c\u200d\u2060\ufeff"},
}


def _bare(text: str) -> str:
    """Return letters and digits alone, with what makes a number another number."""
    if "." in text or "," in text:
        text = _EDGES.sub("", text)
    text = text.replace(" ", "")
    return text if text.isalnum() else _IDLE.sub("", text)


# Each of these looks first whether there is anything to take out: few passages hold it, and all are asked.


def _untokened(text: str) -> str:
    if not (_RUN_OF_HEX.search(text) or any(word in text for word in _TOKEN_WORDS)):
        return text
    return _TOKENS.sub("\x03", _MAILTO.sub("", text))


def _undated(text: str) -> str:
    if not (_DIGIT.search(text) or "day" in text or "ago" in text or "just now" in text):
        return text
    return _DATE_LABEL.sub("", _DATES.sub("\x02", text))


def _uncopyrighted(text: str) -> str:
    marked = "©" in text or "(c)" in text or "copyright" in text
    return _COPYRIGHT.sub("\x05", text) if marked else text


def _uncounted(text: str) -> str:
    if not _DIGIT.search(text) or _ALLOWANCE.search(text):
        return text
    return _COUNTERS.sub("\x04", text)


def _unspoken(text: str) -> str:
    text = _SPOKEN.sub("", text) if "opens in" in text else text
    return _NAMED_LOGO.sub("", text) if "logo" in text else text


def _spelled(text: str) -> str:
    text = _VERBS.sub(r"\1s", text) if "z" in text else text
    return _OURS.sub("o", text) if "our" in text else text


FORMS: tuple[tuple[NoiseKind, Callable[[str], str]], ...] = (
    (NoiseKind.MARKUP, lambda text: text),
    (NoiseKind.TOKEN, _untokened),
    (NoiseKind.COPYRIGHT, _uncopyrighted),
    (NoiseKind.DATE, _undated),
    (NoiseKind.NUMBERING, lambda text: _ENUMERATOR.sub("", text)),
    (NoiseKind.COUNTER, _uncounted),
    (NoiseKind.CHROME, _unspoken),
    (NoiseKind.SPELLING, _spelled),
)
"""What each kind of noise takes out of a passage; each form builds on those before it."""

_DIGIT = re.compile(r"\d")
_RUN_OF_HEX = re.compile(r"[0-9a-f-]{12}")
_TOKEN_WORDS = ("www", "http", "mailto", "nonce", "csrf", "sid", "session")


def forms(text: str) -> tuple[str, ...]:
    """Return a passage in each form, the strictest first: two that agree in one differ by that kind of noise."""
    return _forms(plain(text))


def _forms(rest: str) -> tuple[str, ...]:
    told: list[str] = []
    for _, take_out in FORMS:
        left = take_out(rest)
        told.append(told[-1] if told and left == rest else _bare(left))
        rest = left
    return tuple(told)


@lru_cache(maxsize=20_000)
def signature(text: str) -> str:
    """Return what is left of a passage when all noise is taken out: equal for passages that say the same.

    What was told is kept: the same words are asked for again every night.
    """
    return forms(text)[-1]


def failed(text: str) -> bool:
    """Tell whether a passage says that a part of the page could not be loaded."""
    if text.isascii() and text[:2].isalpha() and text[:2].lower() not in _FAILURES_BEGIN:
        return False
    return _FAILURES.match(plain(text[:_FAILURE])) is not None


def alone(text: str) -> NoiseKind | None:
    """Return the kind of noise that a passage is by itself, wherever it comes or goes; None for substance."""
    return alone_in_forms(text)[0]


def alone_in_forms(text: str) -> tuple[NoiseKind | None, tuple[str, ...]]:
    """Return what `alone` and `forms` tell of a passage."""
    told = plain(text)
    own = _forms(told)
    return _alone(told, own), own


def _alone(told: str, own: Sequence[str]) -> NoiseKind | None:
    if (
        "cookie" in told
        and told.count(" ") < _BANNER_WORDS
        and _COOKIES.search(told)
        and _CONSENT.search(told)
    ):
        return NoiseKind.COOKIE
    if (told[:1] in _MARKS and _QUOTE.search(told)) or ("logo" in told and _LOGO.search(told)):
        return NoiseKind.ROTATION
    if not own[0] or _CHROME.match(told):
        return NoiseKind.CHROME if own[0] else NoiseKind.MARKUP
    if own[0] == own[-1]:
        return None
    for (kind, _), form in zip(FORMS, own, strict=True):
        if not form.strip("\x02\x03\x04\x05"):
            return kind
    return None


def differs_by(one: str, other: str) -> NoiseKind:
    """Return the kind of noise by which two passages of one signature differ."""
    pairs = zip(FORMS, forms(one), forms(other), strict=True)
    return next((kind for (kind, _), former, newer in pairs if former == newer), NoiseKind.MARKUP)


def moved(places: Sequence[int]) -> int:
    """Return how many passages stand elsewhere, from their former places in today's order.

    All but the longest run that kept its order have moved.
    """
    tails: list[int] = []
    for place in places:
        spot = bisect_left(tails, place)
        tails[spot : spot + 1] = [place]
    return len(places) - len(tails)
