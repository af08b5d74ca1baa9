"""Opinions in a text: words and phrases of the lexicon, things that do not work, and scales."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Token
from spacy.util import filter_spans

from nlp.findings import Opinion, add, findings
from nlp.lexicon.load import Lexicon, load_lexicon
from nlp.scales import DOWN, UP, scale_weight
from nlp.shifts import NEGATORS, is_negated, shifted
from nlp.targets import find_targets
from nlp.wishes import find_wished
from nlp.words import word_set

ABILITIES = word_set(
    "disable enable hide mute last boot work load open connect sync save play install update respond start launch run log login sign download upload"
    " join hear see find access use show display recognize recognise receive send print export import let allow"
    " function operate support offer include have handle refresh scroll type search share edit delete cancel pay"
    " get detect charge record stream ring notify appear remember keep stay scan read write reach contact answer"
    " reply finish complete process render pair transfer copy paste attach move undo render"
)
"""Verbs whose denial is a complaint: `does not load`, `can't export`."""
NO_ABILITY = word_set("use have get see find keep allow let")
"""Of these only with `can't`, `won't` or a product as the subject: `I don't use it` blames nothing."""
CANNOT = frozenset({"ca", "can", "could", "wo", "will", "cannot", "cant", "wont", "couldnt", "would"})
LACK_VERBS = frozenset({"have", "support", "offer", "include"})
FIRST_PERSON = frozenset({"i", "we", "you", "people", "they"})
BROKEN = -0.8
MISSING = -0.5
LACKED = frozenset(
    {"way", "option", "support", "ability", "possibility", "setting", "button", "sign", "response"}
)
TOO_MUCH = -0.6
COUNTING = frozenset({"more", "less", "fewer", "little", "constant"})
"""Words of quantity that only speak of the noun they stand before."""
IF = 0.3
"""Factor on opinions in a condition."""
SOLVED = 0.6
"""`fixed my issue`: praise, fainter than the blame it undoes."""
SOLVING = word_set("fix solve resolve correct eliminate prevent remove avoid address sort patch stop")


class Opinions:
    """The component that finds opinions and wishes."""

    def __init__(self, nlp: Language, *, lexicon: Lexicon | None = None) -> None:
        self._lexicon = lexicon or load_lexicon()
        self._phrases = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._weights: dict[str, float] = {}
        for phrase, weight in self._lexicon.phrases.items():
            words = phrase.split()
            self._weights[phrase] = weight
            self._phrases.add(phrase, [Doc(nlp.vocab, words=words), nlp.make_doc(phrase)])

    def __call__(self, doc: Doc) -> Doc:
        """Write opinions in reading order, and the tokens that are wished for."""
        wished = find_wished(doc)
        return add(doc, wished=wished, opinions=self.find(doc, wished=wished))

    def find(self, doc: Doc, *, wished: frozenset[int]) -> tuple[Opinion, ...]:
        """Opinions of the document in reading order, none overlapping another."""
        known = findings(doc)
        named = {place for mention in known.products for place in range(mention.start, mention.end)}
        found: list[Opinion] = []
        taken = set(named)
        for start, end, weight in self._set_phrases(doc):
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                if weight:
                    score = weight if start not in wished or weight < 0 else 0.0
                    found.append(_opinion(doc, start, end, score))
        for token in doc:
            if token.i in taken:
                continue
            opinion = (
                self._of_word(doc, token, wished=wished) or _of_denial(doc, token) or _of_scale(doc, token)
            )
            if opinion is not None:
                found.append(opinion)
        conditions = _conditions(doc)
        places = {place: one for one in found for place in range(one.start, one.end)}
        settled = [_settled(doc, opinion, places, wished=wished, conditions=conditions) for opinion in found]
        return tuple(sorted(settled, key=lambda opinion: opinion.start))

    def _set_phrases(self, doc: Doc) -> Iterator[tuple[int, int, float]]:
        spans = list(self._phrases(doc, as_spans=True))
        for span in filter_spans(spans):
            yield span.start, span.end, self._weights[span.label_]

    def _of_word(self, doc: Doc, token: Token, *, wished: frozenset[int]) -> Opinion | None:
        weight = self._lexicon.weight(token)
        if not weight or (weight > 0 and _inside_feature(doc, token)):
            return None
        return _opinion(doc, token.i, token.i + 1, shifted(doc, token.i, token.i + 1, weight, wished=wished))


def _opinion(doc: Doc, start: int, end: int, score: float) -> Opinion:
    bounded = max(-1.0, min(1.0, score))
    return Opinion(start=start, end=end, score=bounded, targets=find_targets(doc, start, end))


def _settled(
    doc: Doc,
    opinion: Opinion,
    others: dict[int, Opinion],
    *,
    wished: frozenset[int],
    conditions: frozenset[int],
) -> Opinion:
    """Return the opinion, fainter in a condition and turned round where its trouble is gone: `fixed my issue`."""
    token = doc[opinion.start : opinion.end].root
    if token.i in conditions:
        return replace(opinion, score=IF * opinion.score)
    if opinion.score >= 0 or opinion.start in wished:
        return opinion
    above = [others[word.i] for word in (token.head, token.head.head) if word.i in others]
    solved = (
        token.pos_ == "NOUN" and token.dep_ in {"obj", "nsubj:pass"} and token.head.lemma_.lower() in SOLVING
    )
    denied = any(
        one.score > 0 and one.start < opinion.start and is_negated(doc, one.start, one.end) for one in above
    )
    return replace(opinion, score=SOLVED * -opinion.score) if solved or denied else opinion


def _conditions(doc: Doc) -> frozenset[int]:
    """Return the tokens of `if` clauses, which say what would be, not what is."""
    return frozenset(
        word.i
        for token in doc
        if token.lower_ in {"if", "unless"} and token.dep_ == "mark" and token.head.dep_ != "ROOT"
        for word in token.head.subtree
    )


def _inside_feature(doc: Doc, token: Token) -> bool:
    """Whether the word only names a feature (`smart reply`, `live support`): names praise nothing."""
    return any(
        mention.start <= token.i < mention.end and mention.end - mention.start > 1
        for mention in findings(doc).features
    )


def _of_denial(doc: Doc, token: Token) -> Opinion | None:
    """Find an ability or a thing denied: `doesn't work`, `can't export`, `no way to …`."""
    if token.lower_ == "no" and token.i + 1 < len(doc):
        head = token.head if token.head.i > token.i else token.nbor()
        if head.lemma_.lower() not in LACKED and not _starts_feature(doc, head):
            return None
        targets = find_targets(doc, head.i, head.i + 1) | {head.i}
        return Opinion(start=token.i, end=token.i + 1, score=MISSING, targets=targets)
    if not _is_complaint(token):
        return None
    score = MISSING if token.lemma_.lower() in LACK_VERBS else BROKEN
    return Opinion(
        start=token.i, end=token.i + 1, score=score, targets=find_targets(doc, token.i, token.i + 1)
    )


def _is_complaint(verb: Token) -> bool:
    """Whether the verb is an ability that is denied of a thing, or that one cannot have."""
    lemma = verb.lemma_.lower()
    children = list(verb.children)
    turned = lemma in {"switch", "turn"} and any(child.lower_ in {"on", "off"} for child in children)
    if verb.pos_ not in {"VERB", "AUX"} or not (turned or lemma in ABILITIES):
        return False
    negator = next((child for child in children if child.lower_ in NEGATORS and child.i < verb.i), None)
    if negator is None or negator.lower_ in {"without", "nothing", "no", "hardly", "barely"}:
        return False
    if lemma == "have" and any(child.dep_ == "xcomp" for child in children):
        return False  # `you don't have to …` denies a duty
    able = negator.lower_ in CANNOT or any(child.lower_ in CANNOT for child in children)
    personal = any(child.lower_ in FIRST_PERSON and child.dep_ == "nsubj" for child in children)
    return able or _of_thing(children) or not (personal or lemma in NO_ABILITY)


def _of_thing(children: list[Token]) -> bool:
    """Whether the subject is a thing: `the app does not let me …`."""
    return any(
        child.dep_.startswith("nsubj")
        and child.lower_ not in FIRST_PERSON
        and child.pos_ in {"NOUN", "PROPN", "PRON"}
        for child in children
    )


def _starts_feature(doc: Doc, head: Token) -> bool:
    return any(mention.start <= head.i < mention.end for mention in findings(doc).features)


def _of_scale(doc: Doc, token: Token) -> Opinion | None:
    """Find what a word of quantity says: `high price`, `quality is low`, `too many clicks`."""
    if token.lower_ in {"up", "down"} and token.head.lemma_.lower() in {"go", "shoot", "creep"}:
        return _of_course(token)
    if token.lower_ not in UP and token.lower_ not in DOWN:
        return None
    targets = find_targets(doc, token.i, token.i + 1)
    things = [token.head] if token.dep_ == "amod" else [doc[target] for target in sorted(targets)]
    weights = [
        weight for thing in things if token.lower_ not in COUNTING and (weight := scale_weight(token, thing))
    ]
    if token.lower_ in COUNTING and token.dep_ == "amod" and token.head.i > token.i:
        weights = [weight for weight in [scale_weight(token, token.head)] if weight]
    if weights:
        return _opinion(
            doc, token.i, token.i + 1, shifted(doc, token.i, token.i + 1, weights[0], wished=frozenset())
        )
    excessive = token.i > 0 and doc[token.i - 1].lower_ == "too"
    return _opinion(doc, token.i, token.i + 1, TOO_MUCH) if excessive else None


def _of_course(token: Token) -> Opinion | None:
    """Find what rises or falls: `prices went up`."""
    things = [child for child in token.head.children if child.dep_.startswith("nsubj")]
    weights = [weight for thing in things if (weight := scale_weight(token, thing))]
    if not weights:
        return None
    return Opinion(
        start=token.i, end=token.i + 1, score=weights[0], targets=frozenset(thing.i for thing in things)
    )
