"""Verdicts: whether what came back is the page that was asked for, told from status, headers and content."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rivalscope.domain.capture import Verdict
from spiders.pages.document import Document, attribute

_CHALLENGE_TITLE = re.compile(
    r"just a moment|attention required|checking your browser|access (?:to this page has been )?denied|are you (?:a robot|human)|(?:verify|confirm|prove)"
    r" (?:that )?you(?:['’]re| are) (?:not a robot|a? ?human)|robot check|security (?:check|verification)|pardon our interruption|ddos protection|human verification"
    r"|request (?:blocked|unsuccessful)|unusual traffic|one more step|you have been blocked|bot (?:check|detection|protection)|^captcha|too many requests|rate limit(?:ed)? exceeded|^403\b|^forbidden\b|^blocked$",
    re.IGNORECASE,
)
_CHALLENGE_TEXT = re.compile(
    r"checking (?:your browser|if the site connection is secure)|enable javascript and cookies to continue|(?:verify|confirm|prove) (?:that )?you(?:['’]re| are)"
    r" (?:not a robot|a? ?human)|press (?:&|and) hold|unusual (?:traffic|activity) from your|your request (?:has been|was) blocked|complete the (?:captcha|security check)"
    r"|you don['’]t have permission to access|access (?:to this (?:page|site|resource) )?(?:is|has been|was) (?:denied|blocked|restricted)|automated (?:access|queries|requests)|solve (?:the|this) (?:captcha|puzzle)|needs to review the security of your connection",
    re.IGNORECASE,
)
_CHALLENGE_MARK = re.compile(
    r"_cf_chl_opt|cf-chl-|challenge-form|challenge-platform/h/|cf-turnstile|g-recaptcha|h-captcha|px-captcha|captcha-delivery\.com|_Incapsula_Resource"
    r"|awsWafCookieDomainList|AwsWafIntegration|gokuProps|ddos-guard|geo\.captcha|arkoselabs|perimeterx|sec-cpt|bm-verify|sucuri_cloudproxy",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"\b(?:log|sign)(?:ging|ing)?[ -]?in\b|\blogin\b|members? only|authentication required|enter your password|anmelden|se connecter|connexion|iniciar sesi[oó]n|\bsso\b", re.IGNORECASE
)  # fmt: skip
_CONSENT = re.compile(
    r"before you continue|we (?:value|respect|care about) your privacy|your privacy(?: choices| matters| is important)?|privacy (?:settings|preferences|choices)|cookie (?:consent|preferences|settings|notice|policy)"
    r"|consent|we use cookies|store cookies|vos choix|datenschutz|cookies? (?:on|and)",
    re.IGNORECASE,
)
_AGREE = re.compile(
    r"^(?:i )?(?:accept|agree|allow|reject|decline|consent|ok|got it|manage|alle akzeptieren|zustimmen|tout accepter|aceptar)\b",
    re.IGNORECASE,
)
_COOKIES = re.compile(r"\bcookies?\b|\bconsent\b|\bgdpr\b|\bpartners\b", re.IGNORECASE)
_GONE = re.compile(
    r"\b404\b|(?:page|site|file|content|url)[^.]{0,30} (?:not|was not|could not be|couldn['’]t be|cannot be|can['’]t be) (?:be )?found|^not found\b|(?:can['’]t|cannot|could ?n[o'’]?t|unable to) (?:seem to )?(?:find|locate)[^.]{0,25}\b(?:page|looking for|file|content)"
    r"|(?:page|content)[^.]{0,30}(?:does ?n[o'’]?t|no longer|doesn['’]t) (?:exist|available)|page (?:is )?(?:not available|unavailable|gone|missing)|nothing (?:was found|here|to see here)|looking for (?:does ?n[o'’]?t|doesn['’]t|no longer)|seite nicht gefunden|page introuvable|p[aá]gina no encontrada",
    re.IGNORECASE,
)
_SHELL = re.compile(
    r"\b(?:enable|turn on|requires?|activate|without)\s+javascript\b|\bjavascript\s+(?:is|to be|must be)\s+(?:required|enabled|disabled)",
    re.IGNORECASE,
)
_LOADING = re.compile(r"(?:loading|please wait|one moment|wird geladen)[.… ]*", re.IGNORECASE)


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
}


def judge(
    document: Document,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    size: int | None = None,
) -> Judgement:
    """Judge what came back.

    Sizes of text are characters that a visitor sees. `size` is the length of the body in bytes, compared
    with the Content-Length header when the body was not compressed. Only a page that has little else
    on it is a wall: a login link, a cookie banner or a captcha in a form of a full page are not.
    """
    look = _Look(document)
    lowered = {name.lower(): value for name, value in (headers or {}).items()}
    return (
        _judge_answer(document, status, lowered)
        or _judge_bytes(document, lowered, size)
        or _judge_walls(look)
        or _judge_end(document)
        or _judge_content(look)
        or OK
    )


class _Look:
    """What a visitor notices first: title and headings, how much there is to read, and the forms."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.length = len(self.text)
        self.has_words = re.search(r"\w", self.text) is not None
        title = document.named["title"]
        self.title = " ".join(title[0].get_text().split()) if title else ""
        self.heads = [
            self.title,
            *(document.text_of(head) for head in (document.named["h1"] + document.named["h2"])[:3]),
        ]
        inputs = [attribute(field, "type").lower() for field in document.named["input"]]
        self.asks_password = "password" in inputs
        self.buttons = [document.text_of(button) for button in document.named["button"][:40]]
        self.links = len(document.named["a"])

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether the title or one of the first headings says something."""
        return any(pattern.search(head) for head in self.heads)


def _judge_answer(document: Document, status: int, headers: Mapping[str, str]) -> Judgement | None:
    """Judge by status and headers; None when they leave it open."""
    if headers.get("cf-mitigated", "").lower() == "challenge" or headers.get("x-amzn-waf-action"):
        return Judgement(verdict=Verdict.BLOCKED, reason="the site's guard asks for a challenge")
    if status in _ANSWERS:
        return _ANSWERS[status]
    if 200 <= status < 300:
        return None
    if status == 503 and len(document.text) < 3000 and _CHALLENGE_MARK.search(document.source):
        return Judgement(verdict=Verdict.BLOCKED, reason="the site's guard asks for a challenge (503)")
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
    return Judgement(verdict=Verdict.TRUNCATED, reason=cut) if cut else None


def _judge_walls(look: _Look) -> Judgement | None:
    """Judge whether a wall stands where the page should be."""
    if look.length < 3000 and look.says(_CHALLENGE_TITLE):
        return Judgement(verdict=Verdict.BLOCKED, reason=f"a challenge stands in its place: {_short(look)}")
    if _is_challenge(look):
        return Judgement(verdict=Verdict.BLOCKED, reason="a challenge stands in its place")
    if look.has_words and _is_login(look):
        return Judgement(verdict=Verdict.LOGIN, reason=f"a login form stands in its place: {_short(look)}")
    if look.has_words and _is_consent(look):
        return Judgement(
            verdict=Verdict.CONSENT, reason=f"a consent form stands in its place: {_short(look)}"
        )
    return None


def _is_challenge(look: _Look) -> bool:
    """Tell whether a short page asks to prove something, in words or by the marks of a guard's script."""
    if look.length >= 1000 or (look.length > 300 and look.links > 8):
        return False
    marked = _CHALLENGE_TEXT.search(look.text) or _CHALLENGE_MARK.search(look.document.source)
    return marked is not None


def _is_login(look: _Look) -> bool:
    """Tell whether a page is little more than a form to log in."""
    if look.asks_password and look.length < 2000 and look.says(_LOGIN):
        return True
    if look.asks_password and look.length < 400 and _LOGIN.search(look.text):
        return True
    formed = bool(look.document.named["form"]) and _LOGIN.search(look.title) is not None
    return formed and look.length < 600 and look.links < 12


def _is_consent(look: _Look) -> bool:
    """Tell whether a page is little more than a question for consent."""
    if look.length >= 3000 or look.links >= 25 or not look.says(_CONSENT) or not _COOKIES.search(look.text):
        return False
    return look.length < 600 or any(_AGREE.search(button) for button in look.buttons)


def _judge_content(look: _Look) -> Judgement | None:
    """Judge whether there is a page at all behind a good answer."""
    if look.length < 4000 and look.says(_GONE):
        return Judgement(
            verdict=Verdict.SOFT_404, reason=f"the page says that it is not there: {_short(look)}"
        )
    if not look.has_words or _LOADING.fullmatch(look.text):
        return Judgement(verdict=Verdict.EMPTY, reason="there is nothing to read on it")
    scripts = len(look.document.named["script"])
    if look.length < 250 and scripts and _SHELL.search(look.text):
        return Judgement(verdict=Verdict.EMPTY, reason="it shows nothing without JavaScript")
    if look.length < 40 and scripts >= 2 and not look.document.named["h1"]:
        return Judgement(verdict=Verdict.EMPTY, reason="there is next to nothing to read on it")
    return None


def _short(look: _Look) -> str:
    """Return the first thing a visitor reads, shortened, for a reason."""
    words = next((head for head in look.heads if head), look.text)
    return f"“{words[:60]}”"
