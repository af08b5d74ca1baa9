"""Wishes and conditions: words in them say what is wanted, not what there is."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from nlp.clauses import is_splice, is_turn
from nlp.words import word_set

GOOD = (
    "nice|great|good|helpful|awesome|amazing|perfect|cool|useful|better|lovely|fantastic|ideal|wonderful|handy"
    "|excellent|best|easier|welcome|appreciated|interesting|neat|sweet|beneficial|brilliant|worth|5 stars|five stars"
)
WISH = re.compile(
    r"\b(?:i|we|do|just|really|only|users?|could|would|still|so|also|and|but) wish(?:ed|es)?\b|^wish(?:ing)?\b(?! you)"
    r"|\bif only\b|\bhop(?:e|ing|efully)\b(?! (?:this|it) helps)"
    rf"|(?:would|'d|wd|will|might|could) (?:also |really |only |just |still |have |even |definitely |probably )*be"
    rf" (?:\w+ ){{0,2}}?(?:{GOOD})\b"
    r"|(?:would|'d|d) (?:also |really |just |still |have |all )*(?:love[d]?|like[d]?|appreciate[d]?|prefer(?:red)?|welcome)\b"
    r"|\b(?:please|pls|plz|kindly) (?:\w+ ){0,2}?(?:add|make|fix|bring|let|allow|give|improve|include|put|provide"
    r"|implement|support|consider|change|remove|enable|introduce|stop|do|get|update|resolve|create|solve|increase"
    r"|reduce|restore|return|look|work|help|have|try|check|sort|launch|upgrade|offer)\b"
    r"|\b(?:should|ought to|must|needs? to|has to) (?:\w+ )?(?:be|have|add|allow|let|offer|support|make|improve|get"
    r"|include|work|become|give|provide|fix|implement|do)\b"
    r"|\bcould (?:\w+ )?(?:be (?:\w+ )?(?:\w+er|more|less|improved)|use|do with|benefit)\b"
    r"|\b(?:looking|look) forward to\b|\bwaiting for\b|\bwhen will\b|\b(?:can|could|will|would) (?:you|u|they) (?:guys )?(?:please|add|fix|make|bring)\b"
    r"|\b(?:feature|enhancement) request\b|\bsuggest(?:ion|ed)?s?\b|\bfeedback to\b"
    r"|\b(?:needs?|need) (?:a |an |some |much |more |to have )?(?:better|more|improved|faster|easier|stronger|clearer|proper)\b"
)
"""Openings of wishes, matched on the lower-cased words of a sentence with single spaces between them."""
IMPERATIVE = word_set("add bring make fix give allow include implement improve provide support enable")
NO_WISH = re.compile(r"\bwould(?: \w+)? recommend\b|\bwould be (?:lost|nothing|dead)\b|\bneedless\b")


def find_wished(doc: Doc) -> frozenset[int]:
    """Tokens that stand in a wish: from its opening to the end of the sentence or to where it turns.

    `would be great if …` opens before the praise, so that the praise itself is wished as well.
    """
    return frozenset(place for sentence in doc.sents for place in _wished(sentence))


def _wished(sentence: Span) -> Iterator[int]:
    words, starts = _flat(sentence)
    opening = WISH.search(words)
    if opening is None:
        first = next((token for token in sentence if token.is_alpha), None)
        if first is not None and _is_order(first):
            yield from range(first.i, _turn_after(sentence, first.i))
        return
    if NO_WISH.search(words):
        return
    first_place = next(place for place, at in reversed(starts) if at <= opening.start())
    if "would" in opening.group() or "'d" in opening.group() or "should" in opening.group():
        first_place = _turn_before(sentence, first_place)
    yield from range(first_place, _turn_after(sentence, first_place))


def _flat(sentence: Span) -> tuple[str, list[tuple[int, int]]]:
    """Return the sentence in lower case with contractions joined, and where in it each token starts."""
    words = ""
    starts: list[tuple[int, int]] = []
    for token in sentence:
        if words and not words.endswith(" ") and (token.nbor(-1).whitespace_ or token.is_space):
            words += " "
        starts.append((token.i, len(words)))
        if not token.is_space:
            words += token.lower_.replace("’", "'")
    return words, starts


def _is_order(token: Token) -> bool:
    """Whether the sentence opens with an order to the makers: `Add a dark mode`, `Fix the sync`."""
    return (
        token.lower_ in IMPERATIVE
        and token.pos_ == "VERB"
        and token.tag_ in {"VB", "VBP"}
        and not any(child.dep_.startswith("nsubj") for child in token.children)
    )


def _turn_after(sentence: Span, place: int) -> int:
    later = (token for token in sentence if token.i > place)
    ends = (token.i for token in later if is_turn(token, sentence) or is_splice(token, sentence))
    return next(ends, sentence.end)


def _turn_before(sentence: Span, place: int) -> int:
    turns = [token.i for token in sentence if sentence.start < token.i <= place and is_turn(token, sentence)]
    return max(turns, default=sentence.start)
