"""Failures told in words: a page that says it is not there, or that its server is out of order."""

import re

from spiders.pages.look import Look


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


_GONE = _any(
    r"\b404\b", r"(?:page|site|file|content|url)[^.]{0,30} (?:not|was not|could not be|couldn['’]t be|cannot be|can['’]t be) (?:be )?found", r"^(?:site |page )?not found\b",
    r"(?:can['’]t|cannot|could ?n[o'’]?t|unable to) (?:seem to )?(?:find|locate)[^.]{0,25}\b(?:page|looking for|file|content)", r"(?:page|content)[^.]{0,30}(?:does ?n[o'’]?t|no longer|doesn['’]t) (?:exist|available)", r"page (?:is )?(?:not available|unavailable|gone|missing)",
    r"^nothing (?:was )?found|nothing (?:was found|here|to see here)", r"looking for (?:does ?n[o'’]?t|doesn['’]t|no longer)", r"seite (?:wurde )?nicht gefunden", r"seite (?:gibt es|existiert) (?:leider )?nicht", r"page introuvable", r"page n['’]existe pas", r"p[aá]gina no (?:encontrada|existe)",
    r"p[aá]gina não (?:encontrada|existe)", r"pagina non trovata", r"pagina niet gevonden",
)  # fmt: skip
_GONE_LINE = _any(
    r"\W*(?:sorry,? )?we (?:can['’]t|cannot|couldn['’]t|could not) (?:seem to )?find (?:the|that|this) page", r"\W*(?:sorry,? )?(?:we(?:['’]re| are) sorry, )?the (?:requested|page|url)[^.]{0,60}(?:was not found|does not exist|doesn['’]t exist|could not be found)", r".{0,60}page (?:que vous )?cherchez est introuvable",
)  # fmt: skip
_VACANT = _any(
    r"this domain (?:name )?(?:is|may be) for sale", r"\bis for sale$", r"^(?:this )?domain (?:name )?(?:has )?expired", r"this domain (?:has been|is) (?:registered|parked)", r"parked (?:free|domain)", r"buy this domain", r"diese domain steht zum verkauf", r"ce domaine est à vendre",
    r"^welcome to (?:nginx|openresty|caddy|centos)", r"^it works!?$", r"apache2? .{0,30}default page", r"^iis windows server$", r"^(?:this )?(?:account|site|website) (?:has been )?suspended", r"no such app", r"^(?:site|app|project|deployment|repository) not found", r"^(?:coming soon|under construction|opening soon)[!. ]*$",
    r"^default (?:web )?(?:site )?page", r"^index of /$",
)  # fmt: skip
_VACANT_LINE = _any(
    r"\W*(?:the )?sponsored listings displayed above", r"\W*this domain (?:name )?(?:is|may be|has been|has) (?:for sale|parked|expired|registered|available)", r"\W*this (?:account|site|website|store) (?:has been|is) (?:suspended|unavailable|disabled)", r"\W*nosuch(?:key|bucket)\b", r"\W*there['’]s nothing here",
)  # fmt: skip
_DOWN = _any(
    r"^(?:http )?(?:error )?5\d\d\b", r"\b5\d\d: ", r"internal server error", r"bad gateway", r"service (?:is )?(?:temporarily )?unavailable", r"gateway time-?out", r"^server error\b", r"application error", r"something went wrong", r"^runtime error", r"database (?:connection )?error", r"error establishing a database",
    r"^(?:site |website |scheduled |under |down for |planned )*maintenance(?: mode)?\b.{0,20}$", r"we(?:['’]ll| will) be (?:right )?back", r"^be right back", r"briefly unavailable", r"^(?:.{0,30}[-–|] )?(?:wartungsarbeiten|wartung(?:smodus)?)$", r"(?:site |page )?en maintenance\b", r"en mantenimiento\b", r"in manutenzione\b", r"em manutenção\b", r"in onderhoud\b",
    r"^connection timed out", r"web server is down", r"backend fetch failed", r"^(?:an? )?(?:unexpected |unknown |internal )?error (?:has )?occurred", r"^unexpected error", r"^es ist ein fehler aufgetreten", r"^une erreur (?:est survenue|s['’]est produite)", r"^ha ocurrido un error", r"^fatal error$",
)  # fmt: skip
_DOWN_LINE = _any(
    r"\W*(?:php )?(?:fatal|parse) error\b.{0,3}:", r"\W*(?:the )?server encountered an (?:internal )?error", r"\W*(?:the )?server is temporarily unable to service your request", r"\W*application error: a (?:client|server)-side exception", r"\W*(?:an )?unexpected error (?:has )?occurred", r"\W*traceback \(most recent call last\)",
    r".{0,60}(?:is|are|is currently) (?:down|offline) for (?:scheduled )?maintenance", r"\W*unsere (?:website|webseite|seite) wird (?:gerade )?gewartet",
)  # fmt: skip
_DATA = (
    ("blocked", _any(r"rate limit", r"too many requests", r"quota exceeded", r"\bforbidden\b", r"access denied", r"accessdenied")),
    ("login", _any(r"\bunauthori[sz]ed\b", r"authentication (?:is )?required", r"invalid (?:api key|token)")),
    ("gone", _any(r"nosuch(?:key|bucket)", r"\bnot found\b")),
    ("down", _any(r"internal server error", r"\"(?:status|type)\"\s*:\s*\"error\"", r"service unavailable")),
)  # fmt: skip
_ERROR_KEY = re.compile(
    r"""^\s*\{\s*"(?:error|errors|status|message|code|detail|title)"\s*:""", re.IGNORECASE
)


def is_gone(look: Look) -> bool:
    """Tell whether the page says that it is not there."""
    return (look.length < 4000 and look.says(_GONE)) or (look.brief and look.states(_GONE_LINE))


def is_vacant(look: Look) -> bool:
    """Tell whether nobody lives at the address: a domain for sale, a server's first page, an account shut off."""
    return look.brief and (look.is_about(_VACANT) or look.states(_VACANT_LINE))


def is_down(look: Look) -> bool:
    """Tell whether the page says that its server is out of order or being mended."""
    if look.length >= 1200 or (look.length > 300 and look.links > 8):
        return False
    return look.is_about(_DOWN) or (look.brief and look.states(_DOWN_LINE))


def data_failure(text: str) -> str:
    """Return what a short piece of data says in the place of data: blocked, login, gone or down; else empty."""
    if len(text) >= 600 or not _ERROR_KEY.search(text):
        return ""
    return next((name for name, pattern in _DATA if pattern.search(text)), "")
