"""The one place where the language pipeline is assembled: our trained model, then our components."""

import json
from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_model_from_path

from nlp.aspects import mark_aspects
from nlp.borders import mark_borders
from nlp.comparisons import Comparisons
from nlp.findings import register
from nlp.intents import mark_intents
from nlp.opinions import Opinions
from nlp.taxonomy import Names
from rivalscope.domain.market import Product, Taxonomy
from rivalscope.errors import ModelError

MODEL = Path(__file__).with_name("model")
CARD = "card.json"
RULES = 1
"""Version of our components and lexicon; raised when their answers change."""


def build(*, taxonomy: Taxonomy, products: Sequence[Product] = ()) -> Language:
    """Return a pipeline that leaves what it found in `doc._.findings`.

    Raises ModelError when the trained model is missing or damaged.
    """
    register()
    nlp = load_model()
    nlp.add_pipe("rivalscope_borders", first=True)
    features = [(feature.name, list(feature.aliases)) for feature in taxonomy.features]
    names = [(product.name, list(product.aliases)) for product in products]
    nlp.add_pipe("rivalscope_names", config={"features": features, "products": names})
    for component in ("opinions", "aspects", "intents", "comparisons"):
        nlp.add_pipe(f"rivalscope_{component}")
    return nlp


def load_model(path: Path = MODEL) -> Language:
    """Return the trained tagger, lemmatiser and parser alone; ModelError when they cannot be read."""
    try:
        return load_model_from_path(path)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"the language model in {path} cannot be read ({error}); install rivalscope again or run `make train-parser`"
        ) from error


def model_version(path: Path = MODEL) -> str:
    """Return what made a reading: version of the rules, treebank and first 8 digits of the weights' SHA-256.

    Raises ModelError when the model card is missing or damaged.
    """
    try:
        card = json.loads((path / CARD).read_text(encoding="utf-8"))
        return f"rules/{RULES}+ewt/{card['weights_sha256'][:8]}"
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path / CARD} cannot be read ({error}); install rivalscope again") from error


@Language.component("rivalscope_borders")
def _borders(doc: Doc) -> Doc:
    return mark_borders(doc)


@Language.factory("rivalscope_names")
def _names(
    nlp: Language,
    name: str,  # noqa: ARG001  spaCy's signature
    features: list[tuple[str, list[str]]],
    products: list[tuple[str, list[str]]],
) -> Names:
    return Names(nlp, features=features, products=products)


@Language.factory("rivalscope_opinions")
def _opinions(nlp: Language, name: str) -> Opinions:  # noqa: ARG001  spaCy's signature
    return Opinions(nlp)


@Language.component("rivalscope_aspects")
def _aspects(doc: Doc) -> Doc:
    return mark_aspects(doc)


@Language.component("rivalscope_intents")
def _intents(doc: Doc) -> Doc:
    return mark_intents(doc)


@Language.factory("rivalscope_comparisons")
def _comparisons(nlp: Language, name: str) -> Comparisons:  # noqa: ARG001  spaCy's signature
    return Comparisons()
