"""Comparisons between products: better, equal, switched, considered, threatened."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from nlp.contests import find_contests
from nlp.degrees import degree_before, direction, is_hypothetical
from nlp.findings import Opinion, add, findings
from nlp.lexicon.load import Lexicon, load_lexicon
from nlp.masked import Masked, mask
from nlp.products import Side, first_side, known_sides, side_after, side_at
from nlp.reasons import find_compared, find_reason, find_topic, first_feature
from nlp.roles import Roles
from nlp.shifts import NEGATORS
from nlp.switches import find_moves
from nlp.verdicts import find_verdicts
from nlp.words import word_set
from rivalscope.domain.reading import Comparison, Relation

BEATS = word_set("beat outperform surpass outshine outclass trump crush destroy outrank top")
CHOOSES = word_set("prefer choose pick recommend favour favor take")
ADVISES = word_set("recommend take")
"""Verbs of choice whose `to` is no comparison: `recommend it to B`."""
EQUAL = re.compile(
    r"\b(?:(?:on par|on a par|at par|comparable|equal|equivalent|identical|similar|the same|just as good|as good|akin)"
    r" (?:with|to|as)|no (?:better|worse|different) (?:than|from|to)|works? (?:just )?like|not (?:any )?(?:better|worse) than)\b"
)


class Comparisons:
    """The component that finds comparisons and switches."""

    def __init__(self, *, lexicon: Lexicon | None = None, roles: Roles | None = None) -> None:
        self._lexicon = lexicon or load_lexicon()
        self._roles = roles

    def __call__(self, doc: Doc) -> Doc:
        """Write the comparisons in reading order."""
        return add(doc, comparisons=self.find(doc))

    def find(self, doc: Doc) -> tuple[Comparison, ...]:
        """Comparisons of the document, at most one of a kind for a sentence and pair."""
        found: list[Comparison] = []
        sentences = list(doc.sents)
        for number, sentence in enumerate(sentences):
            after = sentences[number + 1] if number + 1 < len(sentences) else None
            masked = mask(doc, sentence)
            said = list(self._of_sentence(doc, sentence, after, masked))
            for comparison in (*said, *self._learnt(doc, sentence, after, masked, said)):
                if comparison not in found:
                    found.append(comparison)
        return tuple(found)

    def _learnt(
        self, doc: Doc, sentence: Span, after: Span | None, masked: Masked, said: Sequence[Comparison]
    ) -> Iterator[Comparison]:
        """Yield what the classifier says of products of which the rules said nothing."""
        if self._roles is None:
            return
        told = self._roles.tell(doc, sentence, masked, said)
        for one in find_verdicts(told, self._roles.weights, ruled=said):
            moved = one.relation not in {Relation.BETTER, Relation.EQUAL}
            last = max(side.end for side in one.sides) - 1
            aspect = (
                find_reason(doc, last, sentence, after, set(one.sides))
                if moved
                else find_topic(doc, sentence)
            )
            yield _comparison(sentence, one.relation, one.winner, one.loser, aspect)

    def _of_sentence(
        self, doc: Doc, sentence: Span, after: Span | None, masked: Masked
    ) -> Iterator[Comparison]:
        moves = find_moves(doc, sentence, masked)
        for move in moves:
            yield _comparison(
                sentence,
                move.way,
                move.winner,
                move.loser,
                find_reason(
                    doc, move.place, sentence, after, {side for side in (move.winner, move.loser) if side}
                ),
            )
        if sentence.text.rstrip().endswith("?"):
            return
        first = None
        for finder in (
            () if moves else (self._equal, self._than, self._chosen, self._beaten, self._contrasted)
        ):
            first = next(finder(doc, sentence), None)
            if first is not None:
                yield first
                break
        told = {side for one in [first] if one is not None for side in (one.winner, one.loser)}
        told |= {
            side.name for move in moves if move.winner and move.loser for side in (move.winner, move.loser)
        }
        for one in find_contests(masked):
            if one.side.name not in told:
                relation = Relation.EQUAL if one.alike else Relation.BETTER
                yield _comparison(
                    sentence,
                    relation,
                    one.winner,
                    one.loser,
                    find_topic(doc, sentence),
                )

    def _than(self, doc: Doc, sentence: Span) -> Iterator[Comparison]:
        """Find `A is faster than B`, `better audio than B`, `more expensive than B`."""
        for than in sentence:
            if than.lower_ not in {"than", "then", "to"} or than.i == sentence.start:
                continue
            degree = degree_before(doc, than, sentence)
            if degree is None or (than.lower_ == "to" and degree.lower_ not in {"superior", "inferior"}):
                continue
            other = side_after(doc, than, sentence)
            if other is None or doc[other.start].lower_ == "its" or is_hypothetical(doc, degree, sentence):
                continue
            favour = direction(doc, degree, self._lexicon)
            ours = first_side(doc, sentence, before=min(degree.i, than.i), nearest=True)
            if not favour or (other.name is None and (ours is None or ours.name is None)):
                continue
            winner, loser = (ours, other) if favour > 0 else (other, ours)
            yield _comparison(
                sentence, Relation.BETTER, winner, loser, find_compared(doc, degree, than.i, sentence)
            )

    def _equal(self, doc: Doc, sentence: Span) -> Iterator[Comparison]:
        """`as good as B`, `on par with B`, `no better than B`; `not as good as B` is a defeat."""
        words = sentence.text.lower()
        cue = EQUAL.search(words)
        if cue is not None:
            place = _token_at(sentence, cue.end())
            other = side_at(doc, place, sentence) if place is not None else None
            if other is not None and other.name is not None and place is not None:
                ours = first_side(doc, sentence, before=place)
                denied = re.search(r"\b(?:not|n't|never|nowhere near|isn't)\b.{0,12}$", words[: cue.start()])
                relation = Relation.BETTER if denied and "no" not in cue.group().split() else Relation.EQUAL
                winner, loser = (other, ours) if relation is Relation.BETTER else (ours, other)
                yield _comparison(sentence, relation, winner, loser, find_topic(doc, sentence))
                return
        yield from self._as_as(doc, sentence)

    def _as_as(self, doc: Doc, sentence: Span) -> Iterator[Comparison]:
        for token in sentence:
            if token.lower_ != "as" or token.i < sentence.start + 2:
                continue
            degree = next(
                (
                    doc[place]
                    for place in range(token.i - 1, max(sentence.start, token.i - 5), -1)
                    if doc[place - 1].lower_ in {"as", "so", "nearly"}
                    and doc[place].pos_ in {"ADJ", "ADV", "NOUN"}
                ),
                None,
            )
            other = side_at(doc, token.i + 1, sentence) if token.i + 1 < sentence.end else None
            if degree is None or other is None or other.name is None:
                continue
            ours = first_side(doc, sentence, before=min(degree.i, token.i), nearest=True)
            lead = {word.lower_ for word in doc[max(sentence.start, degree.i - 5) : degree.i]}
            denied = bool(lead & (NEGATORS | {"nowhere"}))
            praise = self._lexicon.weight(degree) >= 0
            aspect = find_compared(doc, degree, token.i, sentence)
            if token.i in findings(doc).wished:
                denied, praise = True, True
            if not denied:
                yield _comparison(sentence, Relation.EQUAL, ours, other, aspect)
            elif praise:
                yield _comparison(sentence, Relation.BETTER, other, ours, aspect)
            else:
                yield _comparison(sentence, Relation.BETTER, ours, other, aspect)

    def _chosen(self, doc: Doc, sentence: Span) -> Iterator[Comparison]:
        """`prefer A to B`, `would choose A over B`, `A instead of B` after a verb of choice."""
        for verb in sentence:
            if verb.lemma_.lower() not in CHOOSES or verb.i + 1 >= sentence.end:
                continue
            chosen = side_at(doc, verb.i + 1, sentence)
            if chosen is None:
                continue
            other = next(
                (
                    side
                    for place in range(chosen.end, min(chosen.end + 4, sentence.end - 1))
                    if doc[place].lower_
                    in ({"over", "of"} if verb.lemma_.lower() in ADVISES else {"to", "over", "than", "of"})
                    and (side := side_at(doc, place + 1, sentence)) is not None
                ),
                None,
            )
            if other is None or (chosen.name is None and other.name is None):
                continue
            denied = any(child.lower_ in NEGATORS for child in verb.children)
            winner, loser = (other, chosen) if denied else (chosen, other)
            yield _comparison(
                sentence, Relation.BETTER, winner, loser, first_feature(doc, other.end, sentence.end)
            )

    def _beaten(self, doc: Doc, sentence: Span) -> Iterator[Comparison]:
        """Find `A beats B`, `A blows B away`, `A is miles ahead of B`."""
        for verb in sentence:
            beats = verb.lemma_.lower() in BEATS and (
                verb.pos_ == "VERB" or _product_follows(doc, verb, sentence)
            )
            blows = verb.lemma_.lower() == "blow" and any(
                token.lower_ in {"away", "water"} for token in sentence
            )
            ahead = verb.lower_ == "ahead" and verb.i + 1 < sentence.end and verb.nbor().lower_ == "of"
            if not (beats or blows or ahead) or verb.i + 1 >= sentence.end:
                continue
            if is_hypothetical(doc, verb, sentence):
                continue
            loser = side_at(doc, verb.i + (2 if ahead else 1), sentence)
            winner = first_side(doc, sentence, before=verb.i)
            if loser is None or (loser.name is None and (winner is None or winner.name is None)):
                continue
            if any(child.lower_ in NEGATORS or child.lower_ == "to" for child in verb.children):
                continue
            yield _comparison(
                sentence, Relation.BETTER, winner, loser, first_feature(doc, loser.end, sentence.end)
            )

    def _contrasted(self, doc: Doc, sentence: Span) -> Iterator[Comparison]:
        """`unlike B, A is fast`, `compared to B it is slow`: the rest of the sentence decides."""
        for place in range(sentence.start, sentence.end - 1):
            word = doc[place].lower_
            if word == "unlike":
                other = side_at(doc, place + 1, sentence)
            elif word in {"compared", "comparison", "versus", "vs", "next"}:
                other = side_at(doc, place + (1 if word in {"versus", "vs"} else 2), sentence)
            else:
                continue
            if other is None or other.name is None:
                continue
            ours = next((side for side in known_sides(doc, sentence) if side.name != other.name), None)
            score = sum(opinion.score for opinion in _opinions(doc, sentence, outside=other))
            if abs(score) >= 0.3:
                winner, loser = (ours, other) if score > 0 else (other, ours)
                yield _comparison(
                    sentence,
                    Relation.BETTER,
                    winner,
                    loser,
                    first_feature(doc, sentence.start, sentence.end),
                )


def _product_follows(doc: Doc, verb: Token, sentence: Span) -> bool:
    """Whether the next word is a product: then `beats` is a verb, whatever the tagger says."""
    return any(side.start == verb.i + 1 for side in known_sides(doc, sentence))


def _comparison(
    sentence: Span, relation: Relation, winner: Side | None, loser: Side | None, aspect: str | None
) -> Comparison:
    return Comparison(
        winner=winner.name if winner else None,
        loser=loser.name if loser else None,
        aspect=aspect,
        relation=relation,
        start=sentence.start_char,
        end=sentence.end_char,
    )


def _opinions(doc: Doc, sentence: Span, *, outside: Side) -> list[Opinion]:
    return [
        one
        for one in findings(doc).opinions
        if sentence.start <= one.start < sentence.end and not outside.start <= one.start < outside.end
    ]


def _token_at(sentence: Span, offset: int) -> int | None:
    """First token of the sentence that starts at or after a character offset within it."""
    return next((token.i for token in sentence if token.idx - sentence.start_char >= offset), None)
