"""Verdicts: whether what came back is the page that was asked for, told from status, headers and content."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rivalscope.domain.capture import Verdict
from spiders.pages.decoding import garbled_price
from spiders.pages.document import Document
from spiders.pages.failures import data_failure, is_down, is_gone, is_vacant
from spiders.pages.look import Look
from spiders.pages.walls import is_challenge, is_login, is_question, is_refusal

_SHELL = re.compile(
    r"\b(?:enable|turn on|requires?|activate|without)\s+javascript\b|\bjavascript\s+(?:is|to be|must be)\s+(?:required|enabled|disabled)",
    re.IGNORECASE,
)
_LOADING = re.compile(
    r"(?:loading|please wait|one moment|wird geladen|chargement|cargando)[.… ]*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict with its reason in plain words; the reason of `ok` is empty."""

    verdict: Verdict
    reason: str = ""


OK = Judgement(verdict=Verdict.OK)

_ANSWERS = {
    304: Judgement(verdict=Verdict.NOT_MODIFIED),
    401: Judgement(verdict=Verdict.LOGIN, reason="the site asks for a login (401)"),
    403: Judgement(verdict=Verdict.BLOCKED, reason="the site refuses access (403)"),
    404: Judgement(verdict=Verdict.ERROR, reason="the page is gone (404)"),
    410: Judgement(verdict=Verdict.ERROR, reason="the page is gone (410)"),
    429: Judgement(verdict=Verdict.BLOCKED, reason="the site asks for fewer requests (429)"),
    451: Judgement(verdict=Verdict.BLOCKED, reason="the site may not be read from here (451)"),
    999: Judgement(verdict=Verdict.BLOCKED, reason="the site refuses access (999)"),
}
_CHALLENGED = Judgement(verdict=Verdict.BLOCKED, reason="the site's guard asks for a challenge")
_GUARD_HEADERS = ("x-amzn-waf-action", "x-vercel-mitigated")


def judge(
    document: Document,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    size: int | None = None,
) -> Judgement:
    """Judge what came back.

    `size` is the length of the body in bytes, compared with the Content-Length header when the body was not
    compressed. Only a page that has little else on it is a wall: a login link, a cookie banner or a captcha in a form
    of a full page are not.
    """
    look = Look(document)
    lowered = {name.lower(): value for name, value in (headers or {}).items()}
    return (
        _judge_answer(look, status, lowered)
        or _judge_bytes(document, lowered, size)
        or _judge_walls(look)
        or _judge_end(document)
        or _judge_content(look)
        or OK
    )


def judge_data(text: str) -> Judgement:
    """Judge data that came with a good status: an object that tells of a failure is not the data asked for."""
    if not text:
        return Judgement(verdict=Verdict.EMPTY, reason="there is nothing to read in it")
    verdicts = {
        "blocked": Verdict.BLOCKED,
        "login": Verdict.LOGIN,
        "gone": Verdict.SOFT_404,
        "down": Verdict.ERROR,
    }
    failure = data_failure(text)
    if not failure:
        return OK
    words = " ".join(text.split())[:60]
    return Judgement(verdict=verdicts[failure], reason=f"it tells of a failure: {words}")


def _judge_answer(look: Look, status: int, headers: Mapping[str, str]) -> Judgement | None:
    """Judge by status and headers; None when they leave it open."""
    if headers.get("cf-mitigated", "").lower() == "challenge" or any(map(headers.get, _GUARD_HEADERS)):
        return _CHALLENGED
    if status in _ANSWERS:
        return _ANSWERS[status]
    if 200 <= status < 300:
        return None
    if is_refusal(look):
        return Judgement(
            verdict=Verdict.BLOCKED, reason=f"the site refuses access ({status}): {_short(look)}"
        )
    return Judgement(verdict=Verdict.ERROR, reason=f"the site answered with an error ({status})")


def _judge_bytes(document: Document, headers: Mapping[str, str], size: int | None) -> Judgement | None:
    """Judge whether all bytes came and a parser can read them."""
    promised = headers.get("content-length", "")
    if size is not None and promised.isdigit() and "content-encoding" not in headers and size < int(promised):
        return Judgement(verdict=Verdict.TRUNCATED, reason=f"{size} of {promised} bytes came")
    if document.survey.hopeless:
        reason = f"the page nests {document.survey.depth} elements, which no parser reads"
        return Judgement(verdict=Verdict.TOO_LARGE, reason=reason)
    return None


def _judge_end(document: Document) -> Judgement | None:
    """Judge whether the page comes to an end; a wall is written carelessly and hence judged before."""
    cut = document.survey.cut
    if document.lost:
        cut = f"hardly any of the {document.survey.text:,} characters between its tags can be read"
    if cut:
        return Judgement(verdict=Verdict.TRUNCATED, reason=cut)
    sign = garbled_price(document.text)
    if sign is not None:
        reason = f"its prices are garbled: they stand by “{sign}”, which is a sign decoded wrongly"
        return Judgement(verdict=Verdict.PARTIAL, reason=reason)
    return None


def _judge_walls(look: Look) -> Judgement | None:
    """Judge whether a wall or a notice of failure stands where the page should be."""
    if is_challenge(look):
        return Judgement(verdict=Verdict.BLOCKED, reason=f"a challenge stands in its place: {_short(look)}")
    if look.has_words and is_down(look):
        return Judgement(
            verdict=Verdict.ERROR, reason=f"the site says that it is out of order: {_short(look)}"
        )
    if look.has_words and is_login(look):
        return Judgement(verdict=Verdict.LOGIN, reason=f"a login form stands in its place: {_short(look)}")
    if look.has_words and is_question(look):
        return Judgement(
            verdict=Verdict.CONSENT, reason=f"a consent form stands in its place: {_short(look)}"
        )
    return None


def _judge_content(look: Look) -> Judgement | None:
    """Judge whether there is a page at all behind a good answer."""
    if is_gone(look):
        return Judgement(
            verdict=Verdict.SOFT_404, reason=f"the page says that it is not there: {_short(look)}"
        )
    if look.has_words and is_vacant(look):
        return Judgement(verdict=Verdict.SOFT_404, reason=f"nobody lives at this address: {_short(look)}")
    if not look.has_words or _LOADING.fullmatch(look.text):
        return Judgement(verdict=Verdict.EMPTY, reason="there is nothing to read on it")
    named = look.document.named
    headed = bool(named["h1"] or named["h2"])
    bare = not headed or look.without_scripts() < 30
    if look.length < 250 and look.scripts and _SHELL.search(look.text) and bare:
        return Judgement(verdict=Verdict.EMPTY, reason="it shows nothing without JavaScript")
    if look.length < 40 and look.scripts >= 2 and not named["h1"]:
        return Judgement(verdict=Verdict.EMPTY, reason="there is next to nothing to read on it")
    return None


def _short(look: Look) -> str:
    """Return the first thing a visitor reads, shortened, for a reason."""
    words = next((head for head in look.heads if head), look.text)
    return f"“{words[:60]}”"
