"""Sections: headings of a product's page that introduce no feature: stories, plans, questions, calls to act, groups."""

import re

from bs4 import Tag

from spiders.pages.document import Document
from spiders.pages.indexes import headings_of

_MOST_WORDS = 14
"""Words of a heading; what is longer is a quotation or a teaser."""
_LEAST_PARTS = 3
"""Headings right below another that make it the name of a group."""

_FEWEST_SECTIONS = 4
"""Sections of a page of which the last is taken for a farewell."""
_MOST_BELOW = 60
"""Headings below another that are looked at."""

_ELSEWHERE = re.compile(
    r"\bfaqs?\b|frequently asked|questions$|testimonials?\b|^(?:\w+ ){0,3}(?:trusted|loved|used|chosen) by\b|what (?:our )?(?:\w+ )?(?:customers|users|people|clients|partners|experts) (?:have to )?(?:say|are saying)"
    r"|related (?:features|articles|posts|products|resources|content)|^(?:insights|resources)\b|\b(?:insights|resources) (?:and|&|on|for|about)\b|^(?:explore )?(?:insights|resources|articles|guides)\b"
    r"|(?:our |latest |from (?:the|our) )?(?:blog|news|stories)$|\b(?:customer|success|user) stor(?:y|ies)\b|\bcase stud(?:y|ies)\b|^customers\b|\bwho['’]s using\b"
    r"|\b(?:companies|organi[sz]ations|businesses|teams|people|customers|users|developers|brands|natives|startups) (?:(?:are|is|who|that) )?(?:us(?:e|ing)|trust|love|choose|build(?:ing)? on|rely|say|growing with)\b"
    r"|\bpricing$|^pricing\b|\bpricing (?:and|&|plans?|options?|built|with|that)\b|\bplans? (?:(?:and|&) |that )|^(?:choose|select|pick|find|compare) (?:a|your|our|the|all)?\s?plans?\b|\b(?:with|our|your|more|of|all)\b.*\b(?:integrations?|extensions?|templates?|marketplace)\b|\b(?:integrations|extensions|templates) (?:\S+ )+\S+"
    r"|\bwhat['’]s new\b|^(?:latest|recent|trending|upcoming)\b|^changelog$|^(?:read|keep up|learn)\b|\bkey topics\b|^(?:documentation|community|company|legal|partners)$"
    r"|\bwhat (?:people|others|the community) (?:are|is) \w+ing\b|\bawards?\b|^in the (?:press|news)$",
    re.IGNORECASE,
)
"""What stands below such a heading is of others, or about buying and reading."""
_NAMES_A_FEATURE = re.compile(
    r"\bintegrations?\b|\bextensions?\b|\btemplates?\b|\bmarketplace\b|^build\b", re.IGNORECASE
)
"""Those of them that are themselves something that a product offers."""

_NO_FEATURE = re.compile(
    r"(?:let['’]s )?get (?:started|help|in touch)|start (?:your|for|a|now|with|building|deploying|protecting|selling|today|free)\b|try\b|ready to (?:get|start|try|see|go|join|switch|build|grow|learn|transform)\b|sign (?:up|in)|contact(?: us| sales| the team)?$|newsletter|subscribe to"
    r"|learn\b|more (?:from|features|productivity)|explore\b|discover\b|see (?:how|it|all|what|why|\w+ in)\b|company$|legal$|about(?: us)?$|follow us|share this|privacy(?: policy)?$"
    r"|cookie|log ?in\b|how (?:it|.{2,40}) works?$|how to\b|why (?:choose|us|use)|why .{2,30}[?]?$|book a|request a|join (?:us|our|the|\d)|downloads?$|download (?:now|the app|our|for)\b|compare\b"
    r"|integrates with$|support$|table of contents|talk to\b|speak (?:to|with)|connect with (?:us|an?|our|the)\b|thank you|stay (?:up[- ]to[- ]date|in touch|connected)|take (?:a|the) (?:\w+ )?(?:tour|look|step|next step)"
    r"|dive (?:in|deep)|discuss\b|need (?:help|something|more)|conclusion|summary$|overview$|introduction$|benefits (?:of|for)|all features|(?:(?:key|main|top|our|core|popular|product|more) )?features$|(?:key |top |main )?benefits$|use cases?\b"
    r"|products?$|(?:\w+ )?solutions?$|language$|partners?$|existing customers|community$|careers?$|changelog$|activity$|description$|specifications?$|(?:customer )?reviews\b|system requirements|buy\b"
    r"|find out|read\b|watch\b|meet (?:the|our) team|recogni[sz]ed\b|highly rated|rated\b|the experts|experts\b|powering \d|more than \d|\d[\d,.]*[kKmM]?\+? (?:customer|user|five|review|compan|team)|don['’]t (?:just )?take our"
    r"|everything (?:you need|in one place)|\d+ (?:best|ways|tips|reasons)\b|top \d+|step[- ]by[- ]step|table of contents|the (?:leading|complete|most|only|world['’]s|home of)\b|#1 "
    r"|introducing\b.*\b(?:release|version)|it['’]s (?:like|time|all)\b|built for the future|we(?:['’]re| are) (?:leading|proud|hiring)|free (?:to try|account|\S+ account)"
    r"|become\b|getting started|best practices|the (?:impact|importance|benefits|future|role) of\b|understanding\b|what (?:is|are)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:gartner|forrester|idc marketscape|magic quadrant|named a leader|trustpilot|capterra)\b|\bvendor assessment\b|\b(?:playbook|white ?paper|e-?book|newsletter)(?: 20\d\d)?$|\breport 20\d\d$|\b20\d\d\b.{2,60}\breport$|\b(?:buyer['’]s|ultimate|complete|beginner['’]s) guide\b"
    r"|\bplans? (?:and|&|that)\b|\bcase stud|\bstories\b|\bfaqs?\b|\bintegration partners\b|\bin 20\d\d$|\bchecklist(?: template)?$",
    re.IGNORECASE,
)
_PLANS = re.compile(
    r"(?:free|starter|basic|standard|essentials?|premium|pro|professional|plus|teams?|business|growth|scale|advanced|ultimate|enterprise|individual|personal|family|couple|solo|custom)(?: (?:plan|edition|account|tier))?",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"[\W\d]*\d[\d.,]*\s?(?:[%x×+kKmMbB]|bn|million|billion|hours?|days?|minutes?)*\+?\W*", re.IGNORECASE
)
_REPOSITORY = re.compile(r"[\w.-]{3,}/[\w.-]{3,}")
_QUOTED = re.compile(r"[\"“„«»]")


def is_no_feature(text: str) -> bool:
    """Tell whether the words of a heading name no feature: a call to act, a plan, a figure, a quotation, a section."""
    return (
        text.endswith("?")
        or len(text.split()) > _MOST_WORDS
        or _QUOTED.match(text) is not None
        or _NO_FEATURE.match(text) is not None
        or (_ELSEWHERE.search(text) is not None and _NAMES_A_FEATURE.search(text) is None)
        or _OF_OTHERS.search(text) is not None
        or any(pattern.fullmatch(text) for pattern in (_PLANS, _FIGURE, _REPOSITORY))
    )


def headings_aside(document: Document) -> set[int]:
    """Return the headings that introduce no feature whatever they say, by identity.

    They are those below a heading of another matter, up to the next of its rank; those that stand for three headings
    or more right below them, which are the features; those that repeat the title or the first heading; and the last.
    """
    headings = headings_of(document)
    ranks = [int(one.name[1]) for one in headings]
    titles = _titles(document)
    found: set[int] = set()
    under: int | None = None
    for place, heading in enumerate(headings):
        text = document.text_of(heading)
        if under is not None and ranks[place] <= under:
            under = None
        if under is not None or text.casefold() in titles:
            found.add(id(heading))
        elif heading.name != "h1" and _ELSEWHERE.search(text):
            under = ranks[place]
        if (
            _NAMES_A_FEATURE.search(text) is None
            and _parts_of(document, headings, ranks, place) >= _LEAST_PARTS
        ):
            found.add(id(heading))
    return found | _farewell(document, headings)


def _farewell(document: Document, headings: list[Tag]) -> set[int]:
    """Return the last heading of a page of several sections, which calls to act; none when it heads parts of its own."""
    sections = [one for one in headings if one.name == "h2" and not document.is_chrome(one)]
    if len(sections) < _FEWEST_SECTIONS:
        return set()
    after = [one for one in headings if document.span_of(one)[0] > document.span_of(sections[-1])[0]]
    return set() if any(not document.is_chrome(one) for one in after) else {id(sections[-1])}


def _titles(document: Document) -> set[str]:
    title = next((document.text_of(one) for one in document.named["title"]), "")
    named = {document.text_of(one) for one in document.named["h1"]}
    return {text.casefold() for text in (*named, re.split(r"\s[|–—-]\s", title)[0]) if text}


def _parts_of(document: Document, headings: list[Tag], ranks: list[int], place: int) -> int:
    """Return how many headings of the next rank that occurs stand below a heading, each with words of its own."""
    below: list[int] = []
    for later in range(place + 1, min(len(headings), place + _MOST_BELOW)):
        if ranks[later] <= ranks[place]:
            break
        below.append(later)
    parts = [later for later in below if ranks[later] == ranks[below[0]]]
    ends = [*parts[1:], (below[-1] + 1 if below else place)]
    return (
        sum(_has_words(document, headings, part, end) for part, end in zip(parts, ends, strict=True))
        if parts
        else 0
    )


def _has_words(document: Document, headings: list[Tag], part: int, end: int) -> bool:
    """Tell whether text stands between a heading and the next, so that it is no mere title of something."""
    _, start = document.span_of(headings[part])
    last = document.span_of(headings[end])[0] if end < len(headings) else start + 2
    return last > start
