"""What a request asks for: the thing wished, cut out of its sentence, and whether it is new or to be mended."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from rivalscope.analysis.phrases import FILLERS, stems

MOST = 5
"""Words of a wish that still names a thing."""
_NEAR = 3
"""Words of a wish that may stand before the thing it names."""


class Aim(StrEnum):
    """What a request wants of the thing that it names."""

    NEW = "new"
    """To have it."""
    MEND = "mend"
    """To have it work, or better, or more of it."""
    UNCLEAR = "unclear"
    """Its sentence speaks of the thing, and does not say which of the two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """The thing that one sentence asks for."""

    phrase: str
    """Its words, in small letters; empty when only the feature is known."""
    feature: str | None
    """Canonical name; None when it is none that is known."""
    aim: Aim


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OPENING = re.compile(
    r"\b(?:please|pls+|plz+|kindly|(?:can|could|would|will) (?:you|u|they|we)\b|wish(?:es|ed)?|if only|would (?:also |really )?(?:love|like|prefer)"
    r"|'?d (?:also |really )?(?:love|like|prefer)|would be|could be|might be|may be|needs?|needed|should|must|ought to|suggest(?:ion|ions|ed)?"
    r"|requests?|hope|hopefully|look(?:ing)? forward to|waiting for|missing|lacks?|lacking|wants?|wanted|looking for"
    r"|options?|ability|a way|(?:any|a) chance (?:of|for)|could use|wishlist|appreciate|would pay (?:\w+ ){0,2}?for|let (?:me|us|users|people)|put back|would have liked|should like to|would that|add(?:ing)?|bring back|allow|enable|introduce|implement)\b"
)
_WHETHER = re.compile(
    r"\bif (?:only )?(?:it|they|you|u|there|we|i|this|the app|the developers?) (?:just |also |only |ever )?(?:had|have|has|was|were|would|could"
    r"|can|added?|offer(?:ed|s)?|includ(?:e|ed|es)|support(?:ed|s)?)\b"
)
"""What would make it good, said after how good it would be: `the best app, if it had …`."""
_OWN = re.compile(r"\b(?:i|we|you|i'll|we'll|i'd|i will|we will|may|might|do i|have i|i still|i also)$")
"""Before `need to` and `must`: what the writer has to do is no wish."""
_AFTER = re.compile(
    r"\b(?:would|could|might|may|should|must|needs? to|has to) (?:really |also |definitely |still |only )?(?:be|get)\b"
    r" (?:\w+ ){0,2}?(?:nice|great|good|helpful|awesome|amazing|perfect|cool|useful|better|lovely|ideal|handy|excellent|best|welcome"
    r"|appreciated|improved|increased|added|fixed|included|possible|available|easier|simpler|faster|enabled|provided)\b"
    r"(?! (?:if|to|for (?:you|them) to|when|that|with|having|than))|\bwould (?:really |also |already )?(?:help|make (?:me|us|it|this|my|our))\b|(?<=\w) (?:please|pls|plz)[.! ]*$|\bneeds? (?:some |more )?(?:work|improvement|improving|fixing)\b"
    r"|\b(?:is|are) (?:really |badly |also )?(?:needed|missing|lacking|required)\b"
)
"""Words after which nothing more is said: what is asked for stands before them."""
_STOP = re.compile(
    r"[.,;:!?()\[\]…\"“”]|\s[-–—]+\s|\b(?:so|because|bcoz|cause|since|when|whenever|while|but|as|which|who|where|like|or|unless|until"
    r"|before|after|instead|please|pls|plz|otherwise|then|though|although|than|also|too|rather|such|without|and|"
    r"immediately|asap|soon|again|properly|anymore|thanks|thank)\b"
)
_BREAK = re.compile(r"[.;!?…]")
"""Signs over which a wish is not followed from its opening: `would be nice: macros` goes on, `please. It` does not."""
_CARRIERS = _words(
    "please pls plz kindly also just really only maybe even still always now here it its there you u your they them we us our i me my he she"
    " guys guy team devs developers people users user everyone a an the some any all this that these those to of for about on in if"
    " could can would will should shall must may might was were is are be been being am do does did 's 'd 'm d s had have has having"
    " get gets getting got see seeing saw add adding added addition include including included introduce introducing introduced"
    " implement implementing bring bringing back provide providing provided build building offer offering create creating"
    " develop enable enables enabling allow allows allowing allowed let letting lets support supporting give giving gives put putting"
    " consider considering make making made know think want wants wanted need needs needed love loved like liked hope wish wished"
    " hear look looking forward waiting able ability option options possibility way ways feature features functionality function"
    " capability facility setting button something anything thing great nice good awesome cool helpful useful amazing perfect"
    " beneficial lovely ideal handy best wonderful fantastic brilliant another other new actual real proper actually very much so"
    " badly urgently definitely suggestion suggestions suggest request requests requested feedback app application version release"
    " launch include ok well one only few lot lots bit little least at available possible again kind sort type form where how when"
    " least someday start started not consider try and by from with ability restore return upgrade too"
)
"""Words that lead to the wish and are no part of it."""
_HEADS = _words(
    "feature features option options function functions functionality button setting settings capability facility"
    " possibility ability mode support"
)
"""Nouns that may end a name and add nothing to it."""
_ACTING = _words("to could can us me users people let allow allows you we i")
"""Words after which a verb comes: the wish is something done."""
_MENDING = _words(
    "fix fixing fixed improve improving improved improvement improvements resolve resolved solve solved rectify repair correct optimise"
    " optimize optimisation optimization update address better more faster easier simpler smoother clearer stronger bigger larger"
    " longer higher improved reliable stable work working works less fewer enhance sort"
)
"""Words by which the thing is there already, and is to be better or more; they are no part of its name."""
_TURNS = _words("or but because not never than no")
"""Words at which a wish has ended, or says what is not wanted."""
_DUTIES = _words("need needs needed must should")
_DOING = _words("work address update sort")
"""Those of them that after `let us` are what is wished: `let us work offline`."""
_LINKS = _words(
    "for in on with from at by via within into during through to inside between across per about using"
)
_EMPTY = _words(
    "app application apps thing issue issues problem problems bug bugs error errors fix update updates version release help helps money back"
    " refund time times day days week month year hour minute second thing way star stars rating review solution service job work life"
    " please good better best great nice next last first second new old free full easy more most less much many few lot same other else"
    " me it this that these those them him her us you we they i he she who what which one two three 1 2 3 4 5 something nothing anything"
    " everything everyone nobody is be do did done go going gone come know think say tell see look try use used using make made get let want"
    " need like love hope wish improve improvement change option feature function soon possible here there now then not no yes ok sir madam"
    " team company developer people user customer friend guy god world company product platform software program tool system site website"
    " remove access control listen play open close over basic big greatest forced applied enough matter concern kind sort type part lot bit point reason question answer reply respond idea suggestion request support device phone"
    " work working start stop happen mean able phone number already again ever never too very so just really still even only back out up off"
    " on in at by for from with and or as but if of to the a an my your our their its his into asap plz pls yet don't can't won't doesn't"
    " provide add give allow quality better life attention care necessary needful action step steps issue worth luck future thank thanks"
    " continue keep stay happy bless rectify resolve solve repair correct address optimize optimise enhance upgrade situation thing stuff"
    " glitch glitches crash crashes crashing quick quickly experience appreciated assist assistance didn't wasn't isn't doesn't fixes wait"
    " every each all some any another both either will would could should might may must shall been being was were are am has have had having"
)
_EMPTY_STEMS = frozenset(word for one in _EMPTY for word in (one, *stems(one)))
_HEAD_STEMS = frozenset(word for one in _HEADS for word in stems(one))
_TOKEN = re.compile(r"[\w'&+#/-]+")


class Terms:
    """The features that are known, found by the stems of their names and aliases."""

    def __init__(self, names: Mapping[str, Collection[str]], *, plain: Collection[str] = ()) -> None:
        """`names` is feature → name and aliases, the first of two that claim a term wins; `plain` are words that name
        nothing here, such as the names of the products.
        """
        self.by_stems: dict[tuple[str, ...], str] = {}
        for feature, forms in names.items():
            for form in forms:
                if own := stems(form):
                    self.by_stems.setdefault(own, feature)
        self.plain = _EMPTY_STEMS | {word for name in plain for word in stems(name)}
        self._longest = max((len(own) for own in self.by_stems), default=0)

    def find(self, phrase: str) -> str | None:
        """Return the feature whose longest term stands in a phrase; None when none does."""
        words = stems(phrase)
        for size in range(min(len(words), self._longest), 0, -1):
            for start in range(len(words) - size + 1):
                if (feature := self.by_stems.get(words[start : start + size])) is not None:
                    return feature
        return None

    def says_nothing(self, phrase: str) -> bool:
        """Whether every word of a phrase is too general to name a wish."""
        words = stems(phrase)
        return not any(
            word not in self.plain and any(letter.isalpha() for letter in word) and len(word) > 1
            for word in words
        )


def thing(phrase: str) -> tuple[str, ...]:
    """Return the stems of a wish without what adds nothing at its end: a `shuffle button` is a `shuffle option`."""
    words = stems(phrase)
    while len(words) > 1 and words[-1] in _HEAD_STEMS:
        words = words[:-1]
    return words


def read_wish(
    sentence: str, spans: Sequence[tuple[str, str | None]], *, feature: str | None, terms: Terms
) -> Wished | None:
    """Return what a request asks for; None when it does not say.

    `spans` are the things that the sentence was read to name, with the feature of each, in their order; `feature` is
    the one that the sentence was given. What stands in the wish decides: `the inbox is fine, please add macros` asks
    for macros.
    """
    text = " ".join(sentence.lower().replace("’", "'").split())
    wish, aim, acting = _cut(text)
    if wish:
        within = [span for span in spans if (place := _place(span[0], wish)) is not None and place <= _NEAR]
        phrase = _name(wish, [span for span, _ in within], acting=acting, terms=terms)
        if spans and " " not in phrase and not any(_tells(span, phrase) for span, _ in spans):
            phrase = ""  # `cheaper`, `forced`: one word that was not read as a thing is none
        tied = next((span for span in within if span[1] is not None and _tells(span[0], phrase)), None)
        if tied is not None:
            return Wished(phrase=phrase or tied[0].lower(), feature=tied[1], aim=aim)
        known = terms.find(phrase)
        if known is None and feature not in {name for _, name in spans}:
            known = feature  # the sentence is of it, in words that are no term
        if known is not None or phrase:
            return Wished(phrase=phrase, feature=known, aim=aim)
    if feature is not None:
        return Wished(phrase="", feature=feature, aim=Aim.MEND if aim is Aim.MEND else Aim.UNCLEAR)
    sole = {" ".join(span.lower().split()) for span, _ in spans if not terms.says_nothing(span)}
    if len(sole) != 1 or any(known is not None for _, known in spans):
        return None
    mend = not _MENDING.isdisjoint(_TOKEN.findall(text))  # the one thing named is meant: `dark theme when?`
    return Wished(phrase=(one := sole.pop()), feature=terms.find(one), aim=Aim.MEND if mend else Aim.NEW)


def _cut(text: str) -> tuple[str, Aim, bool]:
    """Return the words of the wish, its aim, and whether it is something done rather than something had."""
    after = _AFTER.search(text)
    if after is not None and after.start() > 3:
        before = _last_part(text[: after.start()])
        if before:
            mend = not _MENDING.isdisjoint(after.group().split())
            return before, Aim.MEND if mend else Aim.NEW, False
    for opening in chain(_WHETHER.finditer(text), _OPENING.finditer(text)):
        if opening.group() in _DUTIES and _is_duty(text, opening):
            continue
        wish, aim, acting = _stripped(text[opening.end() :].lstrip(" ,:-–"), opened=opening.group())
        if wish:
            return wish, aim, acting
    return "", Aim.UNCLEAR, False


def _is_duty(text: str, opening: re.Match[str]) -> bool:
    """Whether `I must pay` and `we need to leave` is meant, and not `I should be able to` or `we need a timer`."""
    follows = text[opening.end() :].lstrip()
    own = _OWN.search(text[: opening.start()].rstrip())
    to_have = opening.group() in {"need", "needs", "needed"} and not follows.startswith("to ")
    return (
        bool(own)
        and not to_have
        and not follows.startswith(("be able", "to be able", "have the", "to have the"))
    )


def _last_part(text: str) -> str:
    """Return the words of the last clause without what leads to them, `such as` and the like cut off."""
    clause = re.split(r"[.,;:!?()]|\b(?:but|because|however|also)\b", text)[-1]
    kept = re.split(r"\b(?:such as|like|that|which|so|when|if|in|on|for)\b", clause)[0]
    words = _TOKEN.findall(kept)
    while words and words[0] in _CARRIERS | _MENDING:
        words.pop(0)
    return " ".join(words[-MOST:]) if len(words) <= MOST + 2 else ""


def _stripped(text: str, *, opened: str) -> tuple[str, Aim, bool]:
    stop = 0
    aim, acting = Aim.NEW, opened.rsplit(maxsplit=1)[-1] in _ACTING
    for token in _TOKEN.finditer(text):
        if _BREAK.search(text[stop : token.start()]):
            break
        word = token.group()
        if word in _TURNS or word.endswith("n't"):
            break
        if word in _MENDING and not (acting and word in _DOING):
            aim, acting = Aim.MEND, False
        elif word not in _CARRIERS or word in _MENDING:
            rest = text[token.start() :]
            end = _STOP.search(rest)
            words = _TOKEN.findall(rest[: end.start()] if end else rest)
            return " ".join(words), aim, acting
        else:
            acting = word in _ACTING or (acting and word in {"be", "able", "to"})
        stop = token.end()
    return "", aim, acting


def _tells(span: str, phrase: str) -> bool:
    """Whether a span is in the words of the wish: a `sleep timer for podcasts` is no wish for podcasts."""
    return not phrase or f" {' '.join(span.lower().split())} " in f" {phrase} "


def _place(span: str, wish: str) -> int | None:
    """Return how many words of the wish stand before a span; None when it is not in it."""
    at = f" {wish} ".find(f" {' '.join(span.lower().split())} ")
    return None if at < 0 else wish[:at].count(" ")


def _name(wish: str, spans: Sequence[str], *, acting: bool, terms: Terms) -> str:
    """Return the words that name the wish: what is done with its thing, or the thing; empty when they say nothing."""
    words = wish.split()
    if not acting:
        things = [" ".join(span.lower().split()) for span in spans if (_place(span, wish) or 0) <= 1]
        found = max((one for one in things if not terms.says_nothing(one)), key=len, default="")
        if found:
            return found
    kept: list[str] = []
    for place, word in enumerate(words[: MOST + 1]):
        # What is done alone says little: `listen` needs its `offline`.
        if place >= (2 if acting else 1) and word in _LINKS:
            break
        kept.append(word)
    while kept and kept[-1] in FILLERS | (_CARRIERS - _HEADS):
        kept.pop()
    if acting and len(stems(" ".join(kept))) < 2:
        return ""
    named = " ".join(kept)
    if not kept or len(stems(named)) > MOST or terms.says_nothing(named):
        return ""
    return named
