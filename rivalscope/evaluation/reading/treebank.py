"""The grammar: our parser on the treebank's held-out part, as written and in the manner of hasty reviews."""

from pathlib import Path

from nlp.build import load_model
from nlp.evaluation import evaluate_parser
from rivalscope.evaluation.suite import Report, Suite

FILE = "nlp/ud_english_ewt/en_ewt-ud-dev.conllu.gz"


def measure_treebank(data: Path | None) -> Report:
    """Measure tags, lemmas, attachment and sentences on raw text, and on it in lower case without final signs."""
    nlp, path = load_model(), (data or Path()) / FILE
    clean, rough = evaluate_parser(nlp, path), evaluate_parser(nlp, path, rough=True)
    measures = {**clean.scores, **{f"rough.{name}": score for name, score in rough.scores.items()}}
    return Report(n=clean.n, measures=measures)


TREEBANK = Suite(
    name="treebank",
    about="tags, lemmas, grammar and sentences found in raw text, UD English-EWT dev; `rough` is without capitals and"
    " final signs",
    run=measure_treebank,
    needs=(FILE,),
)
