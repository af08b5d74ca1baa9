"""What people write of a move from one product to another, as patterns around masked products."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.masked import FORMER, MASK, Masked, P, compiled, listed
from nlp.products import Side
from rivalscope.domain.reading import Relation

ANY = r"(?:[\w'-]+ )"
OVER = r"(?: (?:over|back|across|away|straight|everything|everyone|it all|all of (?:it|them|us)|the lot|them|us|completely|fully|all|home|here|\d+ \w+|our \w+|my \w+|the (?:team|company|lot|whole \w+|books|shop|studio|office|agency|family)))*"
MOVED = r"(?:switched|moved|migrated|changed|jumped(?: ship)?|hopped|converted|went|gone|swapped|transferred|transitioned|returned|defected|crawled|ported|shifted|passed|flipped)"
MOVE = r"(?:switch|move|migrate|change|jump(?: ship)?|hop|convert|go|transfer|transition|return|defect|port|shift|be)"
MOVING = r"(?:switching|moving|migrating|changing|jumping(?: ship)?|hopping|converting|going|transferring|returning|defecting|porting|heading|leaving|off|headed|dragging|putting|taking)"
LEFT = r"(?:left|ditched|binned|dropped|dumped|gave up|given up|abandoned|retired|cancelled|canceled|quit|replaced|scrapped|chucked|threw out|kicked out|got rid of|gotten rid of|said goodbye to|waved goodbye to|moved off|came off|got off|moved away from|moved on from)"
ARTICLE = r"(?:the |our |my |their |a |an |using |old )*"
WE = r"(?:i|we|they|my \w+|our \w+|everyone|everybody|the \w+|all of us|half \w+ \w+)"
TIME = r"(?:for|till|until|before|since|from|back|in \d|over|nearly|almost|about|\d)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A move: the product gone to, or the one left; how far it has come; and where in the masked words it stands."""

    to: Side | None
    origin: Side | None
    way: Relation
    """Switch, considering or threatened."""

    @property
    def last(self) -> int:
        """First token of its product."""
        side = self.to or self.origin
        return side.start if side is not None else 0


TO_CONSIDERED = compiled(
    rf"\b(?:nearly|almost|half minded to|tempted to|inclined to|about to|decid\w+ whether to) {ANY}?(?:{MOVED}|{MOVE}|left|leave){OVER} (?:to|for|with|over to) {ARTICLE}{P}",
    rf"(?<!worse, )\b(?:might|may|could|should|maybe|perhaps|probably|shall have to|will have to)(?: (?:well|just|even|probably|as well|have to))* (?:{MOVE}|try|look){OVER}(?: (?:to|at|on|with|into))? {ARTICLE}{P}",
    rf"\b(?:looking|looked|look|looks)(?: \w+)? (?:at|into) {ARTICLE}{P}",
    rf"\b(?:consider|considering|evaluating|trialling|trialing|testing|eyeing|weighing up|examining|examine|piloting|contemplating|demoing|demo-ing|weigh up|shortlisted|pressing for|pushing for|arguing for)(?: (?:moving|switching|a move|changing|going)(?: \w+)? to)? {ARTICLE}{P}",
    rf"\b(?:demo|trial|quote|quotation|offer|pilot|call|calls|proposal)s? (?:of|from|with|for) {ARTICLE}{P}",
    rf"{P}(?:'s)? (?:demo|trial|quote|quotation|pilot|offer|rep)\b",
    rf"\bthink(?:ing)? (?:about|of|on) (?:(?:moving|switching|going|changing|migrating|leaving|trying)(?: \w+)? (?:to |for |with )?)?{ARTICLE}{P}",
    rf"\bthink (?:that )?(?:we|i) {MOVE}{OVER} to {ARTICLE}{P}",
    rf"\btempted by {ARTICLE}{P}",
    rf"\b(?:talking|talks|spoke|speaking|spoken) (?:to|with) {ARTICLE}{P}",
    rf"{P} (?:has|have|had)(?: since)? (?:been (?:suggested|recommended)|sent us|come round|my number|our number)",
    rf"\balternatives? (?:like|such as) {P}",
    rf"^(?:considering|evaluating|trialling|testing|trying|looking at) {P}",
    rf"\bwhether (?:[\w'-]+ ){{1,6}}?(?:{MOVE}|returns|moves|switches|goes){OVER} (?:to|with) {ARTICLE}{P}",
    rf"\b(?:ask|asks|asked|asking|pressed|begged) (?:[\w'-]+ ){{0,2}}?to (?:{MOVE}|come){OVER} to {ARTICLE}{P}",
    rf"\b(?:asking|wants|want|argues|argued) (?:about|for) {P}",
    rf"\b(?:poc|pilot|test run|pitch|meeting) (?:with|of|by) {P}",
    rf"\b(?:trying out|testing out|playing with|toyed with|flirting with)(?: going to)? {ARTICLE}{P}",
    rf"\b(?:would|'d) (?:already )?be on {P} (?:already|by now|if|long ago)",
    rf"\b(?:leans?|leaning|drifting|gravitating)(?: [\w'-]+){{0,2}} towards? {P}",
    rf"{P} (?:has|have)(?: already)? (?:sent (?:us |its |their |an? )|come round|been round|been asked|been invited|offered)",
)
TO_THREATENED = compiled(
    rf"\b(?:am|'m|im|are|'re|is|is just|was|we're|i'm) (?:now )?(?:all )?(?:just )?{MOVING}{OVER} (?:to|for|onto|over to) {ARTICLE}{P}",
    rf"(?:^|[,;.] |\band |\banyway |\bso )(?:then )?{MOVING}{OVER} (?:to|for|onto|over to) {ARTICLE}{P}",
    rf"\b(?:will|'ll|ill|shall|gonna|going to|ready to|want to|wants to|wanna|would rather|i'd rather|id rather|rather|plan to|planning to|have to|need to|intend to|resolved to|be)(?: (?:just|probably|all|have to|simply|then|certainly|definitely|surely))* (?:{MOVE}|use|try|buy|take my \w+|take our \w+|look){OVER}(?: (?:to|with|on|onto|for|at|over to|back to|into))? {ARTICLE}{P}",
    rf"\b(?:going|go|went|gone|been|head|heading|off) (?:straight )?back to {ARTICLE}{P}(?=.*\b(?:if|when|once|unless|next|tonight|tomorrow|soon)\b)",
    rf"\bif\b.*\b(?:then )?(?:it's|its|it is|i am on|we are on|i'm on|we're on) {P}",
    rf"\b(?:then|from (?:first|next|monday|january)\b.*) (?:it's|its|it is|we are on|i am on|we're on) {P}",
    rf"\b(?:migration|move|switch) to {P} (?:starts|begins|is planned|is booked|happens)",
    rf"\b(?:ready|time) to (?:go|move|switch|return)(?: back)? to {ARTICLE}{P}",
    rf"^(?:then |next stop |hello )?{P} (?:next|from next|from monday|then)\b",
    rf"{P} by (?:monday|tuesday|wednesday|thursday|friday|next \w+|the (?:end of|weekend)|christmas|easter|spring|summer|autumn)",
    rf"\b(?:one more|another) (?:[\w'-]+ ){{1,8}}?(?:and|then) (?:it's |its |it is |i'm |im |i am |we're |we are )?(?:back|off|over|going|moving)(?: back)? to {ARTICLE}{P}",
    rf"{P}(?:'s)? (?:(?:has|have|already|got) )+(?:our|my) (?:logo|number|card|details|name)\b",
    rf"\b(?:once|when) (?:[\w'-]+ ){{1,5}}?(?:up|out|over|ends|expires),? (?:it's |its |it is )?{P}[.!]?$",
    rf"\b(?:fix|or) (?:\w+ )?or (?:we|i) (?:use|go|move|switch)(?: (?:to|back to|with))? {P}",
)
TO_DONE = compiled(
    rf"\b{MOVED}{OVER} (?:to|onto|over to|into) {ARTICLE}{P}",
    rf"\b(?:went|gone|go|signed|sticking|started again|started over) with {ARTICLE}{P}",
    rf"\b(?:now|currently|already),? (?:(?:i|we|it) )?(?:on|am on|are on|use|using|with|back on|back to|back with|running|runs on|happily on|happily with) {ARTICLE}{P}",
    rf"\b(?:back (?:on|to|with)|gone back to|went back to|came back to|come back to|returned to|retreated to) {ARTICLE}{P}",
    rf"\b{WE}(?:'re| are|'s| is|'m| am)?(?: now)?(?: use| using| run| runs| on| with| runs on| happy on)* on {P} (?:now|instead|these days|today)",
    rf"\b(?:use|uses|using|bought|got|took|have|installed|downloaded) {P} (?:now|instead)\b",
    rf"\b(?:runs|run|running|live|lives|sits) (?:now )?(?:on|in) {P}(?: now)?\b",
    rf"\b(?:now|since) (?:runs|run|live|lives) (?:on|in) {P}",
    rf"{P} it (?:is|was)\b",
    rf"\b(?:hello|hi|welcome),? {P}",
    rf"{P} (?:has|have) (?:us|me|my \w+|our \w+) now\b",
    rf"^{P} (?:now|it is|installed|downloaded)\b",
    rf"^using {P} instead",
    rf"\b(?:exported|ported|imported|migrated|dragged|took|taken) (?:everything|it all|all|the lot|\w+ \w+) (?:over )?(?:to|into) {P}",
    rf"\b(?:replaced|swapped) (?:it|this|them|you) (?:with|by|for) {ARTICLE}{P}",
    rf"\bwe're on {P}\b(?=, (?:which|and))",
    rf"\b{MOVED}{OVER} (?:from|off|out of) {ARTICLE}{MASK}\d+,? (?:to|onto|into|over to) {ARTICLE}{P}",
    rf"\b(?:swapped|traded|exchanged|replaced) (?:[\w'-]+ ){{1,8}}?(?:for|with|by) {P}",
    rf"{P} (?:(?:is|are) (?:in|live)|(?:handles|does|runs|holds|has) (?:ours|mine|it all|everything)) now\b",
    rf"{P} (?:(?:has|have) (?:us|me) back|took (?:us|me) (?:on|in))\b",
    rf"\b(?:i'm|im|i am|we're|we are) (?:on|with|over at) {P} already",
    rf"\bnow an? {P} (?:customer|user|house|shop|household)\b",
    rf"\b(?:redid|rebuilt|redone) (?:it|this|that|the lot|everything|them) (?:in|on|with) {P}",
)
FROM_DONE = compiled(
    rf"\b(?:came|come|coming|moved|migrated|switched|swapped|changed|converted|transferred|ported|got|arrived|moving|migrating|switching|{MOVED})(?: (?:here|to this|to it|in|this way))?{OVER} (?:from|off|out of|away from) {ARTICLE}{P}",
    rf"{P} (?:refugee|convert|defector|exile|escapee|veteran|leaver)s?\b",
    rf"(?<!have )(?<!has )(?<!'ve )(?<!'s )(?<!been )\b(?:used|using|was on|were on|been on|was with|were with|been with|had|ran) {ARTICLE}{P} (?:\w+ ){{0,3}}?{TIME}\b",
    rf"\b(?:before|previously|formerly|until (?:then|last \w+|now))(?: (?:this|it|that|here|then|\w+ing))?,? {WE} (?:was |were |had |have |used |been |using |on |with |to use )+{ARTICLE}{P}",
    rf"\b(?:had|used|were on|was on|been on|been with|using|with|at) {ARTICLE}{P} (?:\w+ ){{0,4}}?(?:before|previously|earlier|beforehand)\b",
    rf"\bbefore(?: that)?,? (?:with|on|in) {P}",
    rf"^before,? (?:it was |this was )?{P}",
    rf"{P}, (?:our|my|the) (?:former|old|previous|last|earlier)\b",
    rf"{P}, (?:from )?(?:which|whom|that|what) (?:i|we) (?:had )?(?:used|had|endured|left|come|came|suffered|ran)\b",
    rf"\b(?:had|used|endured|bought|got|owned) (?:from|at|on|in|with) {P}",
    rf"\b{LEFT} {ARTICLE}{P}(?! (?:support|integration|import|file|files|sync))",
    rf"\b(?:migration|moving|switch|switching|move) (?:over )?from {ARTICLE}{P}",
    rf"\b(?:it|this|{MASK}\d+) (?:has )?(?:replaced|replaces) {ARTICLE}{P}",
    rf"\b(?:years|months|weeks|decade|year|month) (?:of|on|with|using|in|at) {ARTICLE}{P},? (?:and |then |before |{WE} )?(?:{MOVED}|came|finally|this|now)",
    rf"\bused to (?:use|be on|be with|have|love|run) {ARTICLE}{P}",
    rf"\b(?:took|moved|migrated|got) (?:all|everything|us|all of \w+|it) (?:\w+ )?(?:off|out of|away from) {P}",
    rf"\bafter {P}(?:,| this| it| the| feels| felt| came)\b",
    rf"\b(?:years|months|weeks|decade|year|month) (?:of|on|with|using|in|at) {ARTICLE}{P},? (?:and |then )?(?:handed|gave|bye|goodbye|never again|that was it|enough)",
    rf"^(?:so |ok |and |well )*(?:bye|bye bye|goodbye|farewell|so long|adieu) {P}",
    rf"^{P} no more\b",
    rf"^{P} [^.;]*?,? (?:so |and )?(?:i|we) (?:left|walked|moved|switched|came (?:here|over))\b",
    rf"\b(?:was|were) (?:all|team|an?) {P}(?: \w+)? (?:for (?:years|ages|\w+ years)|till|until)\b",
    rf"^(?:i |we )?(?:was|were) (?:using|on|with) {P},? (?:but|where|which|so|till|until)\b",
    rf"\b(?:before|earlier)(?: (?:this|that|it))?,? (?:was|were|there was|we only had)(?: only| just)? {ARTICLE}{P}",
    rf"^(?:last year|previously|formerly|used formerly|before|earlier|until now)(?: ?[:=-])? {P}",
    rf"\bpart(?:ed|ing)(?: ways| company)?(?: [\w'-]+){{0,2}}? (?:with|from) {P}",
    rf"\b(?:gave|given) {ARTICLE}{P} up\b",
    rf"\bcontract with {P} (?:ended|ran out|expired|lapsed)",
    rf"\b(?:turned|switched|shut) {ARTICLE}{P}(?: \w+)? (?:off|down)\b",
    rf"\b(?:days|weeks|months|years|day \d+|week \d+|month \d+) (?:off|without|free of) {P}",
    rf"\bwhen (?:the |our |my )?{P}(?:'s)? (?:renewal|contract|bill|invoice|licen[cs]e) (?:landed|came|ended|ran out|doubled|tripled|was due|went up)",
    rf"\bused to (?:do|keep|run|write|track|manage|make|plan|have)(?: [\w'-]+){{1,4}}? (?:in|on|with) {ARTICLE}{P}",
    rf"\b(?:came|come|crawled|back|went back|crawling back)(?: [\w'-]+){{0,2}}? after (?:[\w'-]+ ){{1,4}}(?:with|at|on|of|in) {P}",
)
MEASURED = re.compile(r"\b(?:than|compared?|comparing|against|versus|vs)\b")
"""Words after which a former product is what another is measured by."""
REFUSED = re.compile(
    r"(?:\b(?:never|not|no|nobody|without|rather than|instead of|regret|hard to|impossible|refuse\w*|cannot|can't|hate|nor)|n't|\bdont|\bwont)"
    r" (?:[\w'-]+ ){0,2}$"
)
WERE_IT = re.compile(r"\b(?:if|unless|wish|would have|would've|were it not)\b")


def find_moves(masked: Masked) -> list[Said]:
    """Return the moves of a sentence, at most one for each product, the likeliest reading of each.

    Moves not made yet are looked for before those that are, since the words of the one hold the words of the other.
    """
    if not masked.sides:
        return []
    found: dict[int, Said] = {}
    for patterns, to, way in (
        (TO_CONSIDERED, True, Relation.CONSIDERING),
        (TO_THREATENED, True, Relation.THREATENED),
        (FROM_DONE, False, Relation.SWITCH),
        (TO_DONE, True, Relation.SWITCH),
    ):
        for said in _matches(masked, patterns, to=to, way=way):
            found.setdefault(said.last, said)
    return list(found.values())


def _matches(
    masked: Masked, patterns: tuple[re.Pattern[str], ...], *, to: bool, way: Relation
) -> Iterator[Said]:
    words = masked.words
    for pattern in patterns:
        for match in pattern.finditer(words):
            lead = words[: match.start()]
            if (
                REFUSED.search(lead)
                or words.rstrip("!. ").endswith("?")
                or (not to and MEASURED.search(lead))
            ):
                continue
            told = Relation.CONSIDERING if way is Relation.SWITCH and WERE_IT.search(lead) else way
            for mark in listed(words, match.end("p"), match["p"]):
                side = masked.side(mark)
                if not (side.known or _is_former(side) or _strong(match)):
                    continue
                yield Said(
                    to=side if to else None,
                    origin=None if to else side,
                    way=told,
                )


def _is_former(side: Side) -> bool:
    return side.name is not None and bool(FORMER.fullmatch(side.name.lower()))


def _strong(match: re.Match[str]) -> bool:
    """Whether the words before a name that no market knows speak of a move themselves."""
    return bool(re.search(r"\b(?:switch|mov|migrat|ditch|replac|convert|return)\w*", match.group()))
