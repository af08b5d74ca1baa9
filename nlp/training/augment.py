"""Review-like variants of treebank texts: full stops left out, everything in lower case."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.training import Example
from spacy.util import registry

from nlp.training.prepare import Sentence, Word, to_doc
from rivalscope.errors import UsageError

Augmenter = Callable[[Language, Example], Iterator[Example]]

FINAL_PUNCTUATION = frozenset(".!?…")


@registry.augmenters("rivalscope.review_like.v1")  # type: ignore[untyped-decorator]
def create_augmenter(*, lower: float, unstopped: float, bare: float, seed: int) -> Augmenter:
    """Return an augmenter that yields each text once, perhaps changed.

    `lower`, `unstopped` and `bare` are the probabilities of lower-casing the text, of leaving out the marks
    that end sentences, and of leaving out all punctuation; the first is drawn apart from the other two.
    """
    draw = random.Random(seed)  # noqa: S311 - reproducibility, not secrecy

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        fate, case = draw.random(), draw.random()
        if fate >= unstopped + bare and case >= lower:
            yield example
            return
        sentences = [
            _stripped(sentence, everything=unstopped <= fate < unstopped + bare)
            if fate < unstopped + bare
            else _words(sentence)
            for sentence in example.reference.sents
        ]
        if case < lower:
            sentences = [[_lowered(word) for word in sentence] for sentence in sentences]
        reference = to_doc([sentence for sentence in sentences if sentence], nlp.vocab)
        yield Example(nlp.make_doc(reference.text), reference)

    return augment


def roughened(doc: Doc) -> Doc:
    """Return the annotated document in lower case and without the marks that end its sentences."""
    sentences = [[_lowered(word) for word in _stripped(one, everything=False)] for one in doc.sents]
    return to_doc([sentence for sentence in sentences if sentence], doc.vocab)


def _words(sentence: Span) -> Sentence:
    return [_word(token, head=token.head.i - sentence.start) for token in sentence]


def _word(token: Token, *, head: int) -> Word:
    return Word(
        text=token.text,
        lemma=token.lemma_,
        upos=token.pos_,
        xpos=token.tag_,
        morph=str(token.morph),
        head=head,
        relation=token.dep_,
        space=bool(token.whitespace_),
    )


def _stripped(sentence: Span, *, everything: bool) -> Sentence:
    """Return the sentence without its closing marks, or without all punctuation that nothing hangs on."""
    kept = [token for token in sentence if not _droppable(token, sentence, everything=everything)]
    places = {token.i: place for place, token in enumerate(kept)}
    words: Sentence = []
    for token in sentence:
        if token.i in places:
            words.append(_word(token, head=places[token.head.i]))
        elif words and token.whitespace_:
            words[-1] = replace(words[-1], space=True)
    if words:
        words[-1] = replace(words[-1], space=True)
    return words


def _droppable(token: Token, sentence: Span, *, everything: bool) -> bool:
    if token.dep_ != "punct" or token.n_lefts or token.n_rights or _joins(token):
        return False
    if everything:
        return True
    return set(token.text) <= FINAL_PUNCTUATION and all(
        after.is_punct for after in token.doc[token.i + 1 : sentence.end]
    )


def _joins(token: Token) -> bool:
    """Whether the mark stands inside a word, like a hyphen: leaving it out would make another word."""
    return token.i > 0 and not token.whitespace_ and not token.nbor(-1).whitespace_ and _has_next(token)


def _has_next(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and not token.nbor().is_punct


def _lowered(word: Word) -> Word:
    lemma = word.lemma.lower() if word.upos == "PROPN" else word.lemma
    return replace(word, text=word.text.lower(), lemma=lemma)


def check_known(name: str) -> None:
    """Raise UsageError when the config names an augmenter that is not registered."""
    if name not in registry.augmenters:
        raise UsageError(f"the training config names the augmenter {name!r}, which there is none of")
