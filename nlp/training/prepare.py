"""The treebank: CoNLL-U files as spaCy documents, cut into train, dev and test parts."""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from rivalscope.errors import UsageError

TRAIN_FILE = "en_ewt-ud-train.conllu.gz"
HELD_OUT_FILE = "en_ewt-ud-dev.conllu.gz"
DEV_EVERY = 20
"""Every twentieth document of the training file, in file order, only watches the training."""
GROUP = 10
"""Sentences of one document that are joined to a training text, so that sentence borders are learnt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One syntactic word of the treebank."""

    text: str
    lemma: str
    upos: str
    xpos: str
    morph: str
    """Features as `Key=Value|…`, empty for none."""
    head: int
    """Position in the sentence, from 0; its own position for the root."""
    relation: str
    space: bool
    """Whether white space follows."""


Sentence = list[Word]


def read_documents(path: Path) -> list[list[Sentence]]:
    """Sentences of a CoNLL-U file (plain or gzip), grouped by the documents that it marks.

    Raises UsageError when the file is not there.
    """
    if not path.is_file():
        raise UsageError(f"no treebank at {path}: give --corpus the folder that holds {path.name}")
    opener = gzip.open if path.suffix == ".gz" else open
    documents: list[list[Sentence]] = []
    with opener(path, "rt", encoding="utf-8") as lines:
        for block in _blocks(lines):
            if not documents or any(line.startswith("# newdoc") for line in block):
                documents.append([])
            documents[-1].append(_sentence(block))
    return documents


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield runs of lines between empty ones."""
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line.rstrip("\n"))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _sentence(block: list[str]) -> Sentence:
    """Words of one block; a contraction's range line decides the space after its last word."""
    words: Sentence = []
    range_end, range_space = -1, True
    for line in block:
        if line.startswith("#"):
            continue
        number, form, lemma, upos, xpos, morph, head, relation, _, misc = line.split("\t")
        space = "SpaceAfter=No" not in misc
        if "." in number:
            continue
        if "-" in number:
            range_end, range_space = int(number.split("-")[1]), space
            continue
        here = int(number)
        if here <= range_end:
            space = range_space if here == range_end else False
        words.append(
            Word(
                text=form.replace(" ", "\u00a0"),
                lemma=lemma,
                upos=upos,
                xpos=xpos,
                morph="" if morph == "_" else morph,
                head=here - 1 if head == "0" else int(head) - 1,
                relation="ROOT" if head == "0" else relation,
                space=space,
            )
        )
    return words


def to_doc(sentences: Iterable[Sentence], vocab: Vocab) -> Doc:
    """One annotated document of the sentences, with a space between them."""
    words: list[Word] = []
    heads: list[int] = []
    starts: list[bool | int | None] = []
    for sentence in sentences:
        offset = len(words)
        heads.extend(word.head + offset for word in sentence)
        starts.extend(position == 0 for position in range(len(sentence)))
        words.extend(sentence)
    return Doc(
        vocab,
        words=[word.text for word in words],
        spaces=[word.space for word in words],
        tags=[word.xpos for word in words],
        pos=[word.upos for word in words],
        morphs=[word.morph for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=[word.relation for word in words],
        sent_starts=starts,
    )


def grouped(documents: Iterable[list[Sentence]], *, size: int = GROUP) -> Iterator[list[Sentence]]:
    """Up to `size` neighbouring sentences of one document at a time."""
    for document in documents:
        for first in range(0, len(document), size):
            yield document[first : first + size]


def write_parts(corpus: Path, target: Path) -> dict[str, Path]:
    """Write train, dev and test as .spacy files into `target`; returns their paths by name.

    The treebank's own dev file is the test part. The dev part is every twentieth training document.
    """
    training = read_documents(corpus / TRAIN_FILE)
    parts = {
        "train": [document for number, document in enumerate(training) if number % DEV_EVERY],
        "dev": training[::DEV_EVERY],
        "test": read_documents(corpus / HELD_OUT_FILE),
    }
    vocab = Vocab()
    paths: dict[str, Path] = {}
    for name, documents in parts.items():
        store = DocBin(store_user_data=False)
        for sentences in grouped(documents):
            store.add(to_doc(sentences, vocab))
        paths[name] = target / f"{name}.spacy"
        store.to_disk(paths[name])
    return paths
