"""Item types: whether an item of release notes tells of something added, changed, fixed, removed, or of a price."""

import re
from dataclasses import dataclass

from rivalscope.domain.page import ItemType

ADDED, CHANGED, FIXED, REMOVED = ItemType.ADDED, ItemType.CHANGED, ItemType.FIXED, ItemType.REMOVED
DEPRECATED, SECURITY, PRICE, OTHER = ItemType.DEPRECATED, ItemType.SECURITY, ItemType.PRICE, ItemType.OTHER

_LONGEST_NAME = 48
"""Characters of a heading or label that names a type."""

_READ = 600
"""Characters of an item by which its type is told."""

_SECTIONS = (
    (SECURITY, r"security|vulnerabilit(?:y|ies)|cves?|sicherheit"),
    (REMOVED, r"remov(?:ed|als?|es?)|dropped|deprecation removals?|removed deprecations|entfernt|supprimé|eliminado"),
    (DEPRECATED, r"deprecat(?:ed|ions?|ing)|veraltet"),
    (FIXED, r"(?:(?:bug|hot)[ -]?)?fix(?:e[sd])?|bugs?|bugfix(?:es)?|resolved(?: issues)?|behoben|corrigé|corregido|corrections"),
    (PRICE, r"pric(?:ing|es?)"),
    (ADDED, r"add(?:ed|itions)?|new(?: (?:features?|functionality|stuff|apis?|agents|integrations?))?|features?|what['’]?s new|introduced|launched|neu(?:e funktionen)?|hinzugefügt|nouveautés?|ajouté|novedades|añadido"),
    (CHANGED, r"changed|improv(?:ed|ements?)|enhance(?:d|ments?)|updated?s?|perf(?:ormance)?(?: improvements?)?|upgrades?|dependenc(?:y|ies)(?: (?:upgrades?|updates?))?|optimi[sz]ations?|modified(?: requirements)?|reverts?|refactor(?:ed|ing)?|geändert|verbessert|verbesserungen|améliorations?|modifié|mejoras|cambiado"),
    (OTHER, r"doc(?:s|umentation)?|internals?|qa|quality assurance|tests?|testing|maintenance|chores?|misc(?:ellaneous)?|housekeeping|under the hood|ci|build(?: system)?|code refactoring|styles?|contributors|thanks|known (?:issues?|bugs?)|credits|packaging|dev(?:elopment)?"),
)  # fmt: skip
_NAMES = tuple((kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for kind, words in _SECTIONS)
_CHANGES = (
    r"changes?|breaking|(?:backwards?[ -])?incompatib(?:le|ility|ilities)|änderungen|changements|cambios"
)
_WEAK = re.compile(rf"\b(?:{_CHANGES})\b", re.IGNORECASE)
_FILL = r"other|major|minor|small(?:er)?|general|more|notable|important|the|all|and|or|a|few|for|further|additional|highlights?|everything else|since|in this release"
_SECTION_WORDS = re.compile(
    rf"(?:\b(?:{_FILL}|{_CHANGES}|{'|'.join(words for _, words in _SECTIONS)})\b|[\W_])+", re.IGNORECASE
)
_TELLING = frozenset({SECURITY, REMOVED, DEPRECATED, FIXED, PRICE})
_PREFIX = re.compile(
    r"\W*(?P<name>[a-z][a-z ]{1,18}?)\W?(?:\([\w ./,-]{1,40}\))?!?[*_]{0,2}\s*(?::|\s[-–—]\s|\])\s*[*_]{0,2}\s*(?=\S)",
    re.IGNORECASE,
)
_PREFIXES = {
    **dict.fromkeys(("feat", "feature", "features", "new", "add", "added", "new feature", "enhancement new", "introducing", "launch"), ADDED),
    **dict.fromkeys(("fix", "fixes", "fixed", "bug", "bugs", "bugfix", "bug fix", "bug fixes", "hotfix", "resolved"), FIXED),
    **dict.fromkeys(
        ("change", "changed", "improved", "improvement", "improvements", "improve", "enhancement", "enhanced", "perf", "performance",
         "refactor", "update", "updated", "breaking", "breaking change", "revert", "tweak", "deps", "upgrade"), CHANGED),
    **dict.fromkeys(("remove", "removed", "drop", "dropped"), REMOVED),
    **dict.fromkeys(("deprecated", "deprecate", "deprecation"), DEPRECATED),
    **dict.fromkeys(("security", "sec", "vulnerability", "cve"), SECURITY),
    **dict.fromkeys(("price", "pricing", "price change", "pricing update"), PRICE),
    **dict.fromkeys(("docs", "doc", "documentation", "test", "tests", "ci", "build", "style"), OTHER),
}  # fmt: skip
_LEAD = re.compile(
    r"(?:[\W_]*(?:#\d+|\[?[A-Z]{2,10}-\d+\]?|\(?(?:issue|pr|gh)[ #-]*\d+\)?)[\W_]*\s)+"
    r"|[*_`]*[\w@./<> '-]{1,48}[*_`]*:\s+|[\W_]+",
    re.IGNORECASE,
)
_PRICES = re.compile(
    r"\bpric(?:e|es|ing) (?:\w+ ){0,3}?(?:increas|decreas|chang|updat|adjust|drop|cut|rais|reduc|go(?:es|ing)? (?:up|down)|will be)\w*"
    r"|\b(?:new|updated|simpler|simplified|lower(?:ed)?|higher|reduc\w+|rais\w+|increas\w+|chang\w+|adjust\w+|cut\w*) (?:(?:our|the|its|their|all|plan|monthly|annual|list|subscription)\s){0,3}(?:pricing|prices?|price (?:list|plans?))\b(?! (?:table|page|field|format|display|calculat|column|extract|list view|rule|engine))"
    r"|\b(?:plans?|seats?|subscriptions?|licen[cs]es?|tiers?|add-ons?) (?:\w+ ){0,3}(?:now costs?|will cost|(?:is|are) now [$€£¥]|now starts? at)"
    r"|\bprice of .{1,60} (?:from|to) [$€£¥]|\b(?:costs?|price[sd]?) .{0,40}(?:up|down)? ?from [$€£¥]\s?\d.{0,20} to [$€£¥]\s?\d",
    re.IGNORECASE,
)
_ISSUE = re.compile(r"issues? #?\d+\b", re.IGNORECASE)
_CHORE = re.compile(r"\W*chores?(?:\([^)]*\))?:\s*", re.IGNORECASE)
_FIX_VERB = re.compile(
    r"(?:\w+ly )?(?:fix(?:es|ed|ing)?|bug ?fix(?:es)?|resolve[sd]?|correct(?:s|ed|ly)?|repair(?:s|ed)?|patch(?:es|ed)?|work(?:ed)? around|hotfix|prevent(?:s|ed)?|avoid(?:s|ed)?|restore[sd]?"
    r"|stop(?:s|ped)? \w+ing|don['’]t|do not|no longer (?:crash|fail|rais|throw|los)\w*)\b",
    re.IGNORECASE,
)
_VERBS = (
    (SECURITY, re.compile(r".*\bCVE-\d{4}-\d+|.*\b(?:security (?:fix|issue|vulnerabilit|hole|advisor|bug|update)\w*|vulnerabilit(?:y|ies)|\bXSS\b|\bXXE\b|SQL injection|CSRF|ReDoS|SSRF|path traversal|directory traversal|arbitrary code|code execution)\b", re.IGNORECASE | re.DOTALL)),
    (FIXED, _FIX_VERB),
    (DEPRECATED, re.compile(r"deprecat(?:e[sd]?|ing|ion)\b|.{0,160}\b(?:(?:is|are|was|were|been) (?:now )?(?:also )?deprecated|now deprecated)\b", re.IGNORECASE)),
    (REMOVED, re.compile(r"(?:remov(?:e[sd]?|ing|al)|drop(?:s|ped|ping)?|delet(?:e[sd]?)|retir(?:e[sd]?|ing)|sunset(?:s|ting)?|discontinu(?:e[sd]?|ing)|eliminate[sd]?|end of support)\b|.{0,160}\b(?:(?:(?:has|have) (?:now )?been|is|are|was|were) (?:now )?(?:removed|dropped|discontinued|retired)|(?:is|are) no longer (?:supported|available|offered))\b", re.IGNORECASE)),
    (ADDED, re.compile(r"(?:(?:we )?(?:also )?(?:now )?(?:add(?:s|ed|ing)?|introduc(?:e[sd]?|ing)|implement(?:s|ed)?|creat(?:e[sd]?)|expose[sd]?|launch(?:e[sd]|ing)?|enable[sd]?|allow(?:s|ed|ing)?|provide[sd]?|includ(?:e[sd]?)|support(?:s|ed)?|releas(?:e[sd]|ing))\b"
                       r"|(?:brand[- ])?new\b|you can now|you['’]re now able|it is now possible|(?:initial|first|full|basic|experimental|preliminary|better)? ?support (?:for|of)\b|first release|initial (?:public )?release|option(?:al)? (?:to|for)\b|ability to|now (?:available|you can)|meet\b|say hello)", re.IGNORECASE)),
    (CHANGED, re.compile(r"(?:\w+ly )?(?:(?:now )?(?:improve[sd]?|improvements?|improving|chang(?:e[sd]?|ing)|update[sd]?|updating|upgrade[sd]?|rename[sd]?|mov(?:e[sd]?)|replac(?:e[sd]?|ing)|switch(?:e[sd]|ing)?|bump(?:s|ed)?|refactor(?:s|ed|ing)?|rework(?:s|ed)?|increase[sd]?|reduce[sd]?|decrease[sd]?|migrat(?:e[sd]?|ion)|make|made|makes|simplif(?:y|ied|ies)|rewrit(?:e|ten)|rewrote|speed(?:s|ed)? ?up|optimi[sz]e[sd]?|use[sd]?|using|enhance[sd]?|refine[sd]?|raise[sd]?|lower(?:s|ed)?|extend(?:s|ed)?|revert(?:s|ed)?|tweak(?:s|ed)?|clean(?:s|ed)?(?: ?up)?|set|merge[sd]?|split|convert(?:s|ed)?|standardi[sz]e[sd]?|modif(?:y|ied|ies)|adjust(?:s|ed)?|unif(?:y|ied)|require[sd]?|minimum|default|faster|better|more|smaller|pin(?:s|ned)?|redesign(?:ed|s)?|limit(?:s|ed)?|normali[sz]e[sd]?|moderni[sz]e[sd]?|expand(?:s|ed)?|relax(?:es|ed)?|performance|backwards?[- ]incompatible|breaking)\b)", re.IGNORECASE)),
)  # fmt: skip
_INSIDE = re.compile(
    r"(?:(?:add|updat|improv|clarif|expand|extend|chang|refactor|rewrit|reorgani[sz]|migrat|mov|us|switch|creat)(?:e[sd]?|s|ed|ing|y|ied|ements?)? (?:to )?|(?:various|minor|small|further|more|some|other|better) )"
    r"(?:(?:improvements?|changes|updates?|to|in|the|of|on|our|for|new|more|missing|some|a|an|api|unit|integration|contributing|user) ){0,5}"
    r"(?:documentation|docs?|readme|changelog|contributing|guidelines|tutorials?|docstrings?|typos?|tests?|test suite|ci|codecov|github actions?|pre-commit|linters?|flake8|mypy|type hints?)\b",
    re.IGNORECASE,
)
_ANYWHERE = (
    (FIXED, re.compile(r"\bno longer (?:crash|fail|rais|throw|los|break|hang|report|caus|leav|produc|trigger)\w*|\b(?:bug|issue|error|crash|regression|problem)s? (?:\w+ ){0,6}(?:(?:has|have) been |was |were |is |are )?(?:now )?(?:fixed|resolved|addressed)\b|\bfix(?:es|ed|ing) (?:an?|the|bug|issue|#|`)|\b(?:correctly|properly)\b|, fixing\b|\bfixed\b[.]?(?: \(.*\))?$|\bbug ?fix\b", re.IGNORECASE)),
    (REMOVED, re.compile(r"\b(?:has|have) (?:now )?been (?:removed|dropped)\b|\bno longer (?:support|includ|offer)\w*", re.IGNORECASE)),
    (ADDED, re.compile(r"\b(?:now|also) (?:\w+ly )?(?:supports?|offers?|includes?|accepts?|allows?|provides?|has|have|available|exposes?|takes?|lets?)\b|\bcan now\b|\b(?:has|have|gains?|gained|with) an? (?:optional )?new\b|\bnew `?\S+ (?:option|parameter|argument|setting|command)\b|\b(?:is|are|has been|have been|was|were) (?:now )?(?:added|introduced|implemented|available)\b|\b(?:is|are) now available\b|\badds? (?:an?|support|new)\b|^the new\b|\badded\b\W*(?:\(.*\))?$|^(?:\S+ ){1,5}can\b"
                       r"|^(?:\S+ ){0,7}(?:property|propert(?:y|ies)|options?|methods?|functions?|commands?|parameters?|arguments?|settings?|hooks?|helpers?|utilit(?:y|ies)|flags?|filters?|plugins?|providers?|files?|pages?) (?:for|to|that|which)\b|^plugin hook\b|^(?:\S+ ){1,5}support\b[.]?(?: \(.*\))?$", re.IGNORECASE)),
    (CHANGED, re.compile(r"\bnow\b|\b(?:has|have|was|were) (?:been )?(?:now )?(?:changed|renamed|moved|replaced|updated|improved|upgraded|bumped|increased|reduced|rewritten|refactored)\b|→|\bno longer\b|\binstead of\b|\bby default\b|\b(?:is|are) (?:improved|updated|changed|faster)\b", re.IGNORECASE)),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What a heading or label says of the items under it."""

    type: ItemType | None = None
    """Type of every item; None when each item's words decide."""
    otherwise: ItemType = ItemType.OTHER
    """Type of an item whose words do not say."""


def read_section(text: str) -> Section | None:
    """Return what a heading or label says of the items under it; None for one that names no type and no changes.

    Nothing but words of types may stand in it: `New features` names one, `New features for billing` is itself news.
    Under `Changes`, and under two types at once, each item's words decide.
    """
    words = text.strip()
    if (
        not words
        or len(words) > _LONGEST_NAME
        or not re.search(r"\w", words)
        or not _SECTION_WORDS.fullmatch(words)
    ):
        return None
    otherwise = CHANGED if _WEAK.search(words) else OTHER
    if re.search(r"\bremovals?\b|\bremoved deprecations\b", words, re.IGNORECASE):
        return Section(type=REMOVED)
    named = [kind for kind, pattern in _NAMES if pattern.search(words)]
    if SECURITY in named:
        return Section(type=SECURITY)
    all_named = named
    named = [kind for kind in named if kind is not OTHER] or named
    if len(all_named) > 1 and not re.search(r"\band\b|[&/,+]", words, re.IGNORECASE):
        # `New deprecations`, `Performance fixes`: the telling word is the noun.
        telling = [kind for kind in named if kind in _TELLING]
        named = telling or ([OTHER] if OTHER in all_named else named)
    return Section(type=named[0] if len(named) == 1 else None, otherwise=otherwise)


def type_of(text: str, *, section: Section | None = None, label: str = "") -> ItemType:
    """Return what an item tells of, by its badge or prefix, else by its section, else by its words.

    A price is one wherever it stands but among fixes.
    """
    section = section or Section()
    badge = read_section(label) if label else None
    told, rest = _split(text[:_READ])
    told = (badge.type if badge else None) or told
    is_fix = FIXED in (told, section.type) or _FIX_VERB.match(rest)
    if not is_fix and _PRICES.search(text[:_READ]):
        return PRICE
    return told or section.type or _by_words(rest) or section.otherwise


def _split(text: str) -> tuple[ItemType | None, str]:
    """Return the type that a prefix gives (`fix:`, `[NEW]`), and the text after it and after other lead-ins."""
    match = _PREFIX.match(text)
    chore = _CHORE.match(text)
    if chore is not None:
        rest = text[chore.end() :]
        told = _by_words(rest)
        return (told if told in (ADDED, REMOVED, DEPRECATED, SECURITY) else OTHER), rest
    if match is not None:
        told = _PREFIXES.get(" ".join(match["name"].casefold().split()))
        if told is not None:
            return told, text[match.end() :]
    return None, text


def _by_words(text: str) -> ItemType | None:
    """Return the type that the first verb says, else one within; None when no word says."""
    rest = text
    for _ in range(4):
        for kind, pattern in _VERBS:
            if pattern.match(rest):
                return OTHER if kind in (ADDED, CHANGED) and _INSIDE.match(rest) else kind
        lead = _LEAD.match(rest)
        if lead is None or lead.end() >= len(rest):
            break
        rest = rest[lead.end() :]
    if _INSIDE.match(text):
        return OTHER
    found = next((kind for kind, pattern in _ANYWHERE if pattern.search(text)), None)
    # A list of numbered issues is one of those that were closed.
    return found or (FIXED if _ISSUE.match(text) else None)
