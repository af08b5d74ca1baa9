"""Why customers go: the reason that a sentence about a switch gives, coded by theme and feature."""

import re
from dataclasses import dataclass
from enum import StrEnum

from rivalscope.analysis.wishes import Terms
from rivalscope.domain.fact import ComparisonFact


class Theme(StrEnum):
    """What a reason is about: Keaveney's causes of switching (Journal of Marketing 59 (1995) 71) as software has them.

    Price; core failures as reliability, speed and missing features; failed encounters as support; inconvenience as ease
    and fit; ethical problems as advertising and data; involuntary switching as circumstances.
    """

    PRICE = "price"
    MISSING = "missing feature"
    RELIABILITY = "reliability"
    SUPPORT = "support"
    EASE = "ease of use"
    SPEED = "speed"
    FIT = "fit and size"
    TRUST = "advertising and data"
    CIRCUMSTANCES = "circumstances"
    FEATURE = "a feature"
    """A feature is named, and none of the other themes."""
    OTHER = "something else"
    """A reason is given in words that are none of the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason."""

    theme: Theme
    feature: str | None = None
    """Canonical name of the feature that it names; None when it names none."""

    @property
    def words(self) -> str | None:
        """The feature where one is named, else the theme; None when it is none of the themes."""
        return self.feature or (None if self.theme in (Theme.OTHER, Theme.FEATURE) else self.theme.value)


MOVING = re.compile(
    r"\b(?:switch|swap|mov(?:e|ed|ing)\b|migrat|c(?:a|o)m(?:e|ing) (?:over|here|from|back|to)|went|go(?:ing|ne)?\b|return|left\b|leav(?:e|ing)"
    r"|ditch|dropp|cancel|replac|quit|chang(?:e|ed|ing)|convert|transfer|g(?:a|i)v(?:e|en|ing) up|goodbye|good bye|bye\b|uninstall|delet"
    r"|abandon|back (?:to|with|on)|shift|jump|unsubscrib|sign(?:ed|ing)? up|got rid|get(?:ting)? rid|instead of|alternative|evaluat|test(?:ed|ing)\b"
    r"|look(?:ed|ing)? (?:at|for|into)|tr(?:y|ied|ying)\b|consider|tempted|think(?:ing)? (?:of|about)|heading|start(?:ed)? using|chose|opted)"
)
"""Verbs of going: `been with it for a year` has none, and is no switch."""
_OPENING = re.compile(
    r"\b(?:(?P<plain>because(?: of)?|becuase|bc|bcoz|cuz|coz|cause|due to|thanks to|owing to|given that|on account of|reasons? (?:is|was|being|why))"
    r"|since|snce|(?:mainly|mostly|purely|just|only) (?:for|so that|to have)|(?<!soon )(?<!long )(?<!far )(?<!well )(?<!much )as (?=(?:it|its|it's|they|the|we|there|their|nobody)\b)"
    r"|for (?=(?:its|their|the|a|an|better|more|less|cheaper|easier|compatibility|lower)\b)|so (?:that )?(?=(?:i|we) (?:can|could)\b)"
    r"|when (?=(?:they|it|the|their)\b)|whose\b|which (?=(?:has|have|had|is|does|lets|can)\b)"
    r"|after (?=(?:the|they|it|its|their|this|an|price|another|yet)\b))"
)
"""What opens a reason: `plain` words do so whatever follows, the others where a theme or a feature is named.

`since last year` and `for two years` open none.
"""
_CLOSING = re.compile(
    r"[,.;:]?\s*\b(?:(?:the|thr|one|a)? ?(?:very |main |only |big )?reason (?:why |that )?(?:i|we)\b|(?:this|that|which) is (?:exactly )?why\b"
    r"|so (?:i|we)(?:'ve| have|'m| am|'re| are)? (?:now |just )?(?:switch|swapp|mov|left|leav|cancel|chang|went|migrat))"
)
"""What closes a reason that stands before it."""
_TURN = re.compile(r"[,;.]? \b(?:but|although|though|however|while)\b|[,;.] (?:and )?(?:we|i|i'm|i've) ")
"""Where a reason ends and something else is told."""
_CONTRAST = re.compile(r"\b(?:but|although|though|however)\b")
_SPAN = re.compile(
    r"^(?:(?:about|nearly|almost|over|more than|around|the|a|an|last|past|this|that|one|two|three|four|five|six|several|few|some|many"
    r"|couple of|couple|long|half|and|\d+) )*(?:days?|weeks?|months?|years?|while|time|release|beginning|start|update|trial|ages|spring|summer"
    r"|autumn|winter|yesterday|today|now|then|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d+(?:st|nd|rd|th)?)\b(?! (?:\w+ing\b))(?=$|[,.;!?]| (?:now|ago|and|with|of|but|or|the|i|we|half)\b)"
)
"""A span of time: what follows `since` or `for` then is no reason."""
_THEMES: tuple[tuple[Theme, re.Pattern[str]], ...] = tuple(
    (theme, re.compile(rf"\b(?:{words})"))
    for theme, words in (
        (Theme.PRICE, r"pric(?!k)|cost|dearer|paywall|invoice|(?:the|our|my) bill\b|bill (?:went|is|was)|doubled|tripled|expens|cheap|afford|overpaid|fees?\b|bill(?:ed|ing)\b|pay(?:ing|ment)? (?:so |too |that )?(?:much|more|less|extra)|money|for free\b|free (?:plan|version|tier|of charge)|budget|discount|subscription (?:went|price|is|was)|too much (?:money|for)|charg(?:e|es|ed|ing)\b"),
        (Theme.SUPPORT, r"(?:customer |tech(?:nical)? |vendor )?support (?:\w+ )?(?:never|was|is|team|people|did|does|took|takes|answer|reply|repl|sucks)|(?:poor|bad|better|worse|no|great|terrible|awful|their|customer|the|slow|lousy) support\b|customer (?:service|care)|help ?desk (?:never|did)|(?:never|not|nobody) (?:answer|repl|respon|got back)\w*|response times?"),
        (Theme.RELIABILITY, r"crash|bugg?(?:y|s)?\b|glitch|freez|frozen|broke|unstable|unreliab|reliab|dependab|stable|stabilit|buffering|cut(?:s|ting)? (?:off|out)|problems?\b|issues?\b|outage|downtime|(?:went|goes|was|always) down\b|(?:lost|loses|losing|deleted) (?:our|my|the|all|data|messages)|(?:stop|quit)(?:s|ped|ped|ting)? (?:working|loading|playing|responding)|(?:doesn'?t|does not|didn'?t|not|won'?t|wouldn'?t|never) (?:even )?(?:work|load|open|start|connect|sync|play)|fix(?:ed)?\b|error|fail|drop(?:ped|ping|s)? (?:out|calls?)|calls? (?:kept |keep )?drop|unusable|skipping"),
        (Theme.SPEED, r"slow|faster?\b|lag(?:s|gy|ging)?\b|sluggish|takes? (?:for ?ever|ages)|loading times?|performance|quick"),
        (Theme.EASE, r"complicat|confus|clunk|cumbersome|eas(?:y|ier|e)\b|simpl|prettier|ug(?:ly|lier)\b|intuitive|interface|\bu[ix]\b|usab|user.?friendl|layout|design|navigat|understood|understand|learning curve|set ?up\b|onboarding|convenien|messy|cluttered"),
        (Theme.TRUST, r"\bads\b|\bad\b(?! hoc)|advert|commercials\b|privacy|spy|sell(?:ing)? (?:my|our) data|personal data|security|secure|censor|politic|ethic"),
        (Theme.FIT, r"outgr[eo]w|too (?:small|big|large|much for|heavy)|suits?\b|only (?:used|use|need(?:ed)?)\b|more than (?:a|an|we|i)\b|scal(?:e|es|ing)\b|overkill|small(?:er)? teams?"),
        (Theme.CIRCUMSTANCES, r"(?:new|my|our) (?:phone|laptop|computer|car|job|employer|company|school|boss|speakers?)\b|(?:moved|switched|switching|change[ds]?) (?:to|from) (?:an? )?(?:android|iphone|ios|samsung|mac|windows)|not available in|merger|(?:company|work|school|boss|client|team) (?:uses|requires|decided|made|wanted|switched|moved)|family plan|bundle|comes with"),
        (Theme.MISSING, r"(?:we |i |they |really |just |badly )?need(?:ed|s)? (?!(?:to )?(?:fix|be fixed|more than))|there (?:is|was|are|were) no\b|(?:has|have|had|with) no\b|no longer (?:has|have|had|offer|support)\w*|lack|missing|without (?!a word|warning|notice|asking)|too (?:basic|limited)\b|never heard of|remov(?:ed|ing)\b|had holes|(?:won'?t|doesn'?t|didn'?t|wouldn'?t) (?:let|allow)|could ?n[o']t (?:see|find|do|get|use|export|have)|can'?t (?:see|find|do|get|use|export|have)|cannot\b|(?:doesn'?t|does not|didn'?t|did not|don'?t|wasn'?t|isn'?t) (?:even )?(?:have|offer|support|include|provide|do|allow|available)|(?:removed|took away|taken away|disappeared|gone|got rid of|dropped the|withdrawn|withdrew|no way to|not available)"),
    )
)  # fmt: skip
_SURE = frozenset(
    {Theme.PRICE, Theme.SUPPORT, Theme.RELIABILITY, Theme.SPEED, Theme.EASE, Theme.TRUST, Theme.FIT}
)
"""Themes whose words tell in the whole sentence too, where nothing opens a reason."""
_FEW = 2
"""Words below which what follows an opening is no reason."""


def read_reasons(fact: ComparisonFact, *, terms: Terms) -> tuple[Reason, ...]:
    """Return the reasons that the sentence of a switch gives, in the order of `Theme`; none when it gives none.

    What follows `because` and the like decides; without such an opening, the whole sentence. What the reader took from
    the sentence after it is no reason, and a word that names neither theme nor feature is none.
    """
    text = " ".join(fact.quote.lower().replace("’", "'").split())
    clause, plain = _clause(text, terms)
    told = clause or _of_going(text)
    feature = terms.find(told) or _named(fact.aspect, told, terms)
    # Outside a reason, `without` and the like are said of much else than what was missing.
    sure = _SURE | {Theme.MISSING} if feature is not None else _SURE
    found = [theme for theme in _themes(told) if clause or theme in sure]
    if not found and feature is not None:
        found = [_theme_of(feature) or Theme.FEATURE]
    if not found:
        return () if not plain or terms.says_nothing(clause) else (Reason(theme=Theme.OTHER),)
    return tuple(
        Reason(
            theme=theme,
            feature=feature if theme in (Theme.FEATURE, Theme.MISSING) or len(found) == 1 else None,
        )
        for theme in Theme
        if theme in found
    )


def _clause(text: str, terms: Terms) -> tuple[str, bool]:
    """Return what follows the opening of a reason to the end of the sentence, or stands before its closing.

    The second part tells whether it must be a reason, whatever it names.
    """
    closing = _CLOSING.search(text)
    before = text[: closing.start()] if closing is not None else ""
    if len(before.split()) > _FEW:
        return f"{before} {_opened(text[len(before) :], terms)[0]}".strip(), True
    return _opened(text, terms)


def _opened(text: str, terms: Terms) -> tuple[str, bool]:
    """Return what follows the first opening that is plain, else the first after which something is named."""
    openings = sorted(_OPENING.finditer(text), key=lambda opening: opening["plain"] is None)
    for opening in openings:
        rest = text[opening.end() :].strip(" ,:")
        if len(rest.split()) < _FEW or _SPAN.match(rest):
            continue
        turn = _TURN.search(rest)
        clause = rest[: turn.start()] if turn else rest
        if opening["plain"] is not None or _themes(clause) or terms.find(clause) is not None:
            return clause, opening["plain"] is not None
    return "", False


def _of_going(text: str) -> str:
    """Return the parts of a sentence that speak of going, its turns left out; all of it when none does."""
    parts = [part for part in _CONTRAST.split(text) if MOVING.search(part)]
    return " ".join(parts) or text


def _themes(text: str) -> list[Theme]:
    return [theme for theme, cue in _THEMES if cue.search(text)]


def _named(aspect: str | None, text: str, terms: Terms) -> str | None:
    """Return the feature that an aspect is, when the words in question name it."""
    if aspect is None or f" {aspect.lower()} " not in f" {text} ":
        return None
    return terms.find(aspect)


def _theme_of(feature: str) -> Theme | None:
    """Return the theme that a feature's own name speaks of, e.g. price for `Pricing`."""
    return next((theme for theme in _themes(feature.lower()) if theme in _SURE), None)
