"""What people write of one product against another, as patterns around masked products."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from nlp.masked import FORMER, MASK, Masked, P, compiled, listed
from nlp.products import Side

SOME = r"(?:[\w'%-]+ ){0,5}?"
UP = (
    r"(?:better|nicer|faster|quicker|cheaper|smoother|easier|simpler|stronger|cleaner|clearer|calmer|saner|smarter"
    r"|richer|deeper|lighter|snappier|friendlier|safer|kinder|superior|prettier|sharper|steadier|fairer"
    r"|more (?:reliabl[ey]|stable|powerful|accurate(?:ly)?|flexible|flexibly|intuitive|thorough(?:ly)?|useful|generous"
    r"|mature|polished|honest|hands-on|complete|careful(?:ly)?|readable|pleasant|modern|robust|responsive|features))"
)
DOWN = (
    r"(?:worse|slower|clunkier|uglier|dearer|pricier|buggier|weaker|harder|poorer|inferior|flakier|noisier|fiddlier"
    r"|more (?:expensive|confusing|cumbersome|complicated|fiddly|annoying|limited|difficult|awkward|costly|buggy))"
)
FAR = r"(?:miles|leagues|streets|worlds|light years|way|far|well|a step|steps|lengths|a notch|somewhat|still|just|clearly|remains|years)"
VERB = (
    r"(?:is|are|was|were|has|have|had|does|do|did|gives?|gave|offers?|offered|looks?|looked|feels?|felt|seems?|seemed"
    r"|runs?|ran|works?|worked|handles?|covers?|covered|pays?|paid|gets?|got|sounds?|attaches|keeps?|shows?)"
)
AGAINST = r"(?:coming from|came from|compared (?:to|with)|measured against|next to|after)(?: what we had (?:from|on|with))?"
THAN = r"than (?:(?:what|the|one|ones|those|that|anything|in|on|with|from|at|we|i|we'd|i'd|had|have|got|get|was|by|my|our|old|using) )*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Two products set against each other: the better one, or, where they are alike, one and the other."""

    side: Side
    """The one that the words are around."""
    winner: Side | None
    loser: Side | None
    alike: bool


ALIKE = compiled(
    rf"\b(?:the )?(?:about |much |roughly |pretty much |exactly |just )?(?:same|identical|similar) (?:{SOME})(?:as|like|to|with) (?:(?:in|on|with|for|what|the one) )*{P}",
    rf"\b(?:level|on a par|on par|neck and neck|equal|even|comparable) with {P}",
    rf"\b(?:no|not any|not|hardly any|hardly|isn't any|isnt any) (?:\w+ or )?(?:worse|better|different|faster|slower|cheaper) (?:or \w+ )?(?:than|from|to) {P}",
    rf"\b(?:just )?as \w+ as (?:in |on |with )?{P}",
    rf"{P} (?:is|was|does|has)(?: \w+)? (?:exactly |pretty much |just |about |much )?the same\b",
    rf"{P}(?:'s)? (?:is|isn't|isnt|was|wasn't)(?: hardly| not| no)? any (?:better|different|faster|cheaper|worse)\b",
    rf"{P}(?:'s)? (?:is|was) (?:hardly|not|no) (?:better|different|faster|cheaper|worse)\b",
)
BEATS_THIS = compiled(
    rf"{P}(?:'s(?: [\w'-]+){{0,3}})? {VERB}(?: [\w'%-]+){{0,4}}? {UP}\b(?! than)",
    rf"{P}(?:'s)? (?:is|was|are|remains|seems|feels|stays)(?: \w+)?(?: {FAR})? ahead\b(?! of)",
    rf"{P}(?:'s)? {SOME}(?:in (?:a|another) (?:class|league)|the edge|leagues apart|the stronger|a class apart)\b",
    rf"{P} (?:won|wins|takes it|took it|rules)\b",
    rf"{P} (?:handles|does|gets|covers|offers|has|manages|supports|shows|did|got|had|gives)(?: [\w'-]+){{1,4}}? (?:properly|right|beautifully|without (?:fuss|trouble)|perfectly)\b",
    rf"\bbehind {P}",
    rf"\b(?:isn't|isnt|not|aren't) a patch on {P}",
    rf"\bnot (?:nearly |quite |half )?as \w+ as (?:in |on |with |at )?{P}",
    rf"{P} {SOME}makes? (?:this|it) look",
    rf"\b(?:prefer|preferred|miss|missing|missed) {P}(?! (?:to|over|integration|support))",
    rf"\b(?:in|on|with|at) {P},? (?:this|that|it|the same [\w'-]+|these|those)(?: [\w'-]+){{0,2}}? (?:works?|worked|was|were|takes?|took|did|does|is)\b",
    rf"{P} (?:has had|has|had|does|did|gives me|shows|offers)(?: all)? (?:that|this|these|those|it)\b",
    rf"{P} never (?:gave|asked|made|charged|lost|crashed|did|had|forgot|needed|sent|got)\b",
    rf"\b(?:{DOWN}) (?:{SOME}){THAN}{P}",
    rf"\binferior to {P}",
    rf"\b{AGAINST} {P},? (?:[\w'-]+ ){{0,6}}?{DOWN}\b(?! than)",
    rf"\b(?:a notch|a step|well|far|way|miles) (?:below|behind|short of) {P}",
    rf"\b(?:dated|poor|a toy|weak|thin|old|pale|clunky|slow) (?:next to|beside|against) (?:what )?{P}",
    rf"{P} (?:gives you|gives|has|offers) (?:{SOME})(?:for half|for less|for free|for nothing|twice the|ten times the|more)\b",
    rf"\b(?:less|cheaper|half) (?:\w+ )?(?:with|at|on) {P}",
    rf"{P} (?:just|simply|at least|even) (?!an? |as |the |for |like )[a-z]+s\b",
    rf"\bbetter off (?:with|on|at|in) {P}",
    rf"{P}(?:'s \w+)? (?:runs? rings (?:a?round)|wipes? the floor|nails|aces|shines|excels)\b",
    rf"{P} has had (?:[\w'-]+ ){{1,4}}since\b",
)
BEATEN = compiled(
    rf"\b(?:{UP}|more|less hassle|less trouble) (?:{SOME}){THAN}{P}",
    rf"\bsuperior to {P}",
    rf"{P}(?:'s)? (?:is|was|are|were|feels?|seems?|looks?)(?: \w+){{0,2}} {DOWN}\b(?! than)",
    rf"{P}(?:'s)? (?:costs?|is|was|charges|wants|wanted) (?:{SOME})(?:twice|double|three times|three-fold)\b",
    rf"\bhalf (?:of )?(?:the price of |the cost of |what )(?:{SOME}){P}",
    rf"\b(?:never|not|wouldn't|won't|no way|no reason to) (?:[\w'-]+ ){{0,2}}?(?:go|going|return|switch|switching) back to {P}",
    rf"\brather (?:have|use|keep|pay for|stay with) (?:this|it) than {P}",
    rf"{P} (?:could never|never managed|never could)\b",
    rf"{P} .*\bcompared (?:to|with) (?:this|it)\b",
    rf"\b(?:ahead|in front) of {P}",
    rf"\bbeats? (?:the \w+ out of |the socks off |my |our |any )?{P}",
    rf"\b{AGAINST} {P},? (?:[\w'-]+ ){{0,6}}?{UP}\b(?! than)",
    rf"\b(?:wouldn't|won't|don't|do not|didn't) miss (?:the )?{P}",
    rf"{P} (?:was|is) (?:a |an )(?:slog|pain|nightmare|mess|chaos|joke|hassle|dog)\b",
    rf"{P} (?:had (?:no|nothing|none)|didn't have|didnt have|never had|lacked|couldn't|couldnt|could not)\b(?!.*\b(?:either|neither)\b)",
    rf"\bcould be worse, (?:it )?could be {P}",
    rf"{P} (?:wanted|charged|needed) (?:us|me|a|an|\d+|twice|more|double)\b",
    rf"{P} (?:lost|froze|crashed|deleted|mangled) ",
    rf"\bused to (?:lose|spend|waste|fight|dread)\b(?: [\w'-]+){{1,8}}? (?:on|in|with) {P}",
    rf"\b(?:wouldn't|would not|won't|never) (?:trade|swap|exchange) (?:it|this|them) (?:back )?for {P}",
    rf"\b(?:after|compared with|compared to|coming from) {P}(?: this is|,|:)?(?: \w+ like)? (?:a |an )?(?:holiday|luxury|relief|bliss|joy|breeze|dream|heaven)\b",
)
TURNED = re.compile(
    r"n't\b|\b(?:hardly|not|no|isnt|never|than|if|claims?|supposed|used to|getting|got|gets|become|since the|update[ds]?|now)\b"
)
"""Words between a product and a comparative that leave open who is better, or say that it was another time."""
JOINED = re.compile(rf"{MASK}\d+ ?(?:and|, and|or|,|/)? ?$")
"""Before a product: another one of which the same is said."""
LATER = re.compile(r"^,? (?:now|since|lately|again|nowadays|every|with each|with every|these days)\b")
"""Words after which a product is better than it was itself."""
DEARER_BUT = re.compile(r"^[^,;]{0,20},? but (?:its|their|it|at least|gets|has|does|gives)\b")
BUT_HERE = re.compile(r",? but .*\b(?:here|this|ours?|we stay|we stayed|i stay)\b")
UNREAL = re.compile(
    r"\b(?:not saying|not that|if|wish|would be|could be|should be|hope\w*|like to see|never said|would have to|do a|whether|unless|make it|whether|supposed to)\b"
)
CLAUSE = re.compile(r"[;,]| but | although | though | whereas ")


def find_contests(masked: Masked) -> list[Judged]:
    """Return the comparisons of a sentence, at most one for each product and each way."""
    words = masked.words
    if not masked.sides or words.rstrip("!. )").endswith("?"):
        return []
    found: dict[tuple[int, bool], Judged] = {}
    settled: set[int] = set()
    for patterns, sense in ((ALIKE, 0), (BEATEN, -1), (BEATS_THIS, 1)):
        told: set[int] = set()
        for match in (match for pattern in patterns for match in pattern.finditer(words)):
            group = _named(masked, match)
            for side in group:
                if side.start not in settled:
                    told.add(side.start)
                    for judged in _judged(masked, match, side, group, _sense(words, match, sense)):
                        found.setdefault((side.start, judged.winner is side), judged)
        settled |= told
    return list(found.values())


def _named(masked: Masked, match: re.Match[str]) -> list[Side]:
    """Return the products that the words speak of: of the market, or former ways of working."""
    words = masked.words
    lead = CLAUSE.split(words[: match.start()])[-1]
    if JOINED.search(lead) and words[match.start() :].startswith(MASK):
        return []
    if (UNREAL.search(lead) and "any" not in match.group()) or UNREAL.search(match.group()):
        return []
    sides = [masked.side(mark) for mark in listed(words, match.end("p"), match["p"])]
    return [one for one in sides if one.known or FORMER.fullmatch((one.name or "").lower())]


def _sense(words: str, match: re.Match[str], sense: int) -> int | None:
    """Return 1 where the product is better, -1 where worse, 0 for alike; None where the words leave it open."""
    if not sense or not words[match.start() :].startswith(MASK):
        return sense
    if sense > 0 and TURNED.search(words[match.end("p") : match.end()]) and "never" not in match.group():
        return None
    if sense > 0 and LATER.search(words[match.end() :]):
        return None
    return 1 if sense < 0 and DEARER_BUT.match(words[match.end() :]) else sense


def _judged(
    masked: Masked, match: re.Match[str], side: Side, group: Sequence[Side], sense: int | None
) -> Iterator[Judged]:
    if sense is None:
        return
    other = _other(masked, match, {one.name for one in group})
    winner, loser = (side, other) if sense > 0 else (other, side)
    yield Judged(side=side, winner=winner, loser=loser, alike=sense == 0)
    if sense > 0 and other is None and BUT_HERE.match(masked.words[match.end() :]):
        yield Judged(side=side, winner=None, loser=side, alike=False)


def _other(masked: Masked, match: re.Match[str], group: Container[str | None]) -> Side | None:
    """Return the product before the words of comparing in their clause; None for the one under review."""
    lead = CLAUSE.split(masked.words[: match.start()])[-1] + masked.words[match.start() : match.start("p")]
    before = [masked.side(mark) for mark in re.findall(rf"{MASK}\d+", lead)]
    near = [one for one in before if one.known and one.name not in group]
    return near[-1] if near else None
