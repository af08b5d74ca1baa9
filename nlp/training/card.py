"""The model card: what the weights were made of, how well they do, and their licence."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from spacy.about import __version__ as spacy_version

from nlp.evaluation import Figures

CARD_JSON = "card.json"
CARD_TEXT = "MODEL_CARD.md"
OWN_FILES = frozenset({CARD_JSON, CARD_TEXT})
TEXT = """\
# Model card: rivalscope's English tagger, lemmatiser and parser

Licence of the weights in this folder: **Creative Commons Attribution-ShareAlike 4.0 International** (CC BY-SA 4.0,
https://creativecommons.org/licenses/by-sa/4.0/). The program around them is under its own licence.

Trained on the **Universal Dependencies English Web Treebank** (UD_English-EWT,
https://github.com/UniversalDependencies/UD_English-EWT), CC BY-SA 4.0, by Natalia Silveira, Timothy Dozat,
Marie-Catherine de Marneffe, Samuel Bowman, Miriam Connor, John Bauer, Christopher Manning and others. Changes: the
annotations became the weights of a statistical model; no text of the treebank is contained except single words.

Recipe: `python -m nlp.training --corpus FOLDER` (nlp/training/config.cfg, fixed seed, CPU only, about half an
hour on one core), spaCy {spacy}. Labels are those of Universal Dependencies, not those of spaCy's own English
models: `nsubj:pass`, `obj`, `obl`, `nmod`, `compound`.

## Figures

Measured on raw text of the treebank's dev file ({n} sentences), which took no part in training; every twentieth
document of the train file only watched the training. Tokens and sentences are the model's own: the parser splits
sentences. In training some texts lost their closing marks (15 %), all punctuation (5 %) or their capitals (10 %).

| measure | all | without closing marks, in lower case |
| --- | --- | --- |
{rows}

## Limits

Web text of 2005 to 2012: blogs, e-mail, reviews, answers. It is weaker on text without punctuation, on several sentences
run together, and on code. Lemmas are learnt, so rare words may come out misspelt.

SHA-256 of the weights: `{sha256}`
"""


def hash_folder(folder: Path) -> str:
    """SHA-256 over names and bytes of a model's files, without its card."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in OWN_FILES:
            digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def write_card(
    folder: Path, *, corpus: Mapping[str, Path], clean: Figures, rough: Figures
) -> dict[str, object]:
    """Write card.json and MODEL_CARD.md beside the weights; returns what card.json says.

    `corpus` are the treebank's files by name; `clean` the figures on the test part as it is, `rough` on its
    review-like variant.
    """
    sha256 = hash_folder(folder)
    card: dict[str, object] = {
        "weights_sha256": sha256,
        "licence": "CC BY-SA 4.0",
        "corpus": {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in corpus.items()},
        "spacy": spacy_version,
        "test_sentences": clean.n,
        "figures": clean.scores,
        "figures_rough": rough.scores,
    }
    (folder / CARD_JSON).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    rows = "\n".join(
        f"| {name} | {100 * value:.1f} | {100 * rough.scores[name]:.1f} |"
        for name, value in clean.scores.items()
    )
    text = TEXT.format(spacy=spacy_version, n=clean.n, rows=rows, sha256=sha256)
    (folder / CARD_TEXT).write_text(text, encoding="utf-8")
    return card
