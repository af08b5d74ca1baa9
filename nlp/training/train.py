"""The training run: config and treebank parts in, a trained pipeline out."""

import sys
import tempfile
from pathlib import Path

from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_training
from spacy.util import load_config

from nlp.training.augment import create_augmenter
from nlp.training.prepare import write_parts

CONFIG = Path(__file__).with_name("config.cfg")


def train_parser(corpus: Path, *, steps: int | None = None) -> Language:
    """The pipeline trained on the treebank in the folder `corpus`; progress goes to stderr.

    `steps` replaces the recipe's number of steps (and bends its learning rate with it), for trials.
    Raises UsageError when the folder lacks the treebank's files.
    """
    if not callable(create_augmenter):  # the import registers the augmenter that config.cfg names
        raise TypeError("the augmenter is not registered")
    with tempfile.TemporaryDirectory() as work:
        parts = write_parts(corpus, Path(work))
        overrides: dict[str, object] = {"paths.train": str(parts["train"]), "paths.dev": str(parts["dev"])}
        if steps is not None:
            overrides["training.max_steps"] = steps
        nlp = init_nlp(load_config(CONFIG, overrides=overrides))
        trained, _ = run_training(nlp, None, stdout=sys.stderr, stderr=sys.stderr)
    trained.config["paths"] = {"train": None, "dev": None}
    return trained
