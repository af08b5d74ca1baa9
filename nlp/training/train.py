"""The training run: config and treebank in, a trained pipeline out."""

import sys
import tempfile
from pathlib import Path

from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_training
from spacy.util import load_config

from nlp.training import augment
from nlp.training.prepare import write_parts

CONFIG = Path(__file__).with_name("config.cfg")
META = {
    "name": "ewt",
    "version": "1.0.0",
    "description": "Tagger, lemmatiser and dependency parser of rivalscope; the parser also splits sentences",
    "author": "The rivalscope authors",
    "license": "CC BY-SA 4.0",
    "sources": [{"name": "Universal Dependencies English Web Treebank", "license": "CC BY-SA 4.0"}],
}


def train_parser(corpus: Path, *, steps: int | None = None) -> Language:
    """Return the pipeline trained on the treebank in the folder `corpus`; progress goes to stderr.

    `steps` caps the training, for trials. Raises UsageError when the folder lacks the treebank's files.
    """
    with tempfile.TemporaryDirectory() as work:
        parts = write_parts(corpus, Path(work))
        overrides: dict[str, object] = {"paths.train": str(parts["train"]), "paths.dev": str(parts["dev"])}
        if steps is not None:
            overrides["training.max_steps"] = steps
        config = load_config(CONFIG, overrides=overrides)
        # The config names the augmenter; importing its module has made it known to spaCy.
        augment.check_known(config["corpora"]["train"]["augmenter"]["@augmenters"])
        nlp, _ = run_training(init_nlp(config), None, stdout=sys.stderr, stderr=sys.stderr)
    nlp.config["paths"] = {"train": None, "dev": None}
    nlp.meta.update(META)
    return nlp
