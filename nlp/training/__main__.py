"""`python -m nlp.training --corpus FOLDER`: train the parser and write it, with its card, into nlp/model."""

import argparse
import sys
from pathlib import Path

from nlp.build import MODEL
from nlp.evaluation import evaluate_parser
from nlp.training.card import write_card
from nlp.training.prepare import HELD_OUT_FILE, TRAIN_FILE
from nlp.training.train import train_parser
from rivalscope.errors import RivalscopeError


def main(arguments: list[str] | None = None) -> int:
    """Train, write, measure; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training", description=__doc__)
    parser.add_argument(
        "--corpus", type=Path, required=True, help="folder with the treebank's .conllu.gz files"
    )
    parser.add_argument(
        "--target", type=Path, default=MODEL, help="where the model goes (default: nlp/model)"
    )
    parser.add_argument("--steps", type=int, help="cap on training steps, for trials")
    given = parser.parse_args(arguments)
    try:
        nlp = train_parser(given.corpus, steps=given.steps)
        given.target.mkdir(parents=True, exist_ok=True)
        nlp.to_disk(given.target)
        test = given.corpus / HELD_OUT_FILE
        card = write_card(
            given.target,
            corpus={name: given.corpus / name for name in (TRAIN_FILE, HELD_OUT_FILE)},
            clean=evaluate_parser(nlp, test),
            rough=evaluate_parser(nlp, test, rough=True),
        )
    except RivalscopeError as error:
        sys.stderr.write(f"nlp.training: {error}\n")
        return error.exit_code
    sys.stderr.write(f"{card['figures']}\nwritten to {given.target}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
