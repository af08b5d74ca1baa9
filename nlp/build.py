"""The one place where the language pipeline is assembled: our trained model, then our components."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_model_from_path

from nlp.aspects import mark_aspects
from nlp.borders import mark_borders
from nlp.comparisons import Comparisons
from nlp.encoder.card import WEIGHTS, read_card
from nlp.encoder.component import EncoderPipe
from nlp.encoder.encoder import Encoder
from nlp.findings import register
from nlp.grammar import Grammar, WhereParsed
from nlp.intents import mark_intents
from nlp.opinions import Opinions
from nlp.taxonomy import NameMatcher, Names
from rivalscope.domain.market import Product, Taxonomy
from rivalscope.domain.settings import Tier
from rivalscope.errors import ModelError

MODEL = Path(__file__).with_name("model")
CARD = "card.json"
Component = Callable[[Doc], Doc]
RULES = 1
"""Version of our components and lexicon; raised when their answers change."""


def build(
    *,
    taxonomy: Taxonomy,
    products: Sequence[Product] = (),
    tier: Tier = Tier.LITE,
    weights: Path = WEIGHTS,
) -> Language:
    """Return a pipeline that leaves what it found in `doc._.findings`.

    A tier that cannot be used here is an error at the first text: `nlp.tiers.settle` says beforehand which can.
    Raises ModelError when the trained model or the encoder's card is missing or damaged.
    """
    register()
    nlp = load_model()
    grammar = list(nlp.pipe_names)
    nlp.add_pipe("rivalscope_borders", first=True)
    features = [(feature.name, list(feature.aliases)) for feature in taxonomy.features]
    names = [(product.name, list(product.aliases)) for product in products]
    nlp.add_pipe("rivalscope_names", config={"features": features, "products": names})
    if tier is Tier.LITE:
        for component in ("opinions", "aspects", "intents", "comparisons"):
            nlp.add_pipe(f"rivalscope_{component}")
        return nlp
    parsed = {"parsed_only": tier is Tier.FAST}
    nlp.add_pipe("rivalscope_opinions", config=parsed)
    nlp.add_pipe("rivalscope_encoder", config={"tier": tier.value, "weights": str(weights)})
    nlp.add_pipe("rivalscope_comparisons", config=parsed)
    if tier is Tier.FAST:
        nlp.select_pipes(disable=grammar)
        nlp.add_pipe(
            "rivalscope_grammar", after="rivalscope_borders", config={"stages": grammar, "products": names}
        )
        nlp.add_pipe("sentencizer", after="rivalscope_grammar")
    return nlp


def load_model(path: Path = MODEL) -> Language:
    """Return the trained tagger, lemmatiser and parser alone; ModelError when they cannot be read."""
    try:
        return load_model_from_path(path)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"the language model in {path} cannot be read ({error}); install rivalscope again or run `make train-parser`"
        ) from error


def model_version(path: Path = MODEL, *, tier: Tier = Tier.LITE, weights: Path = WEIGHTS) -> str:
    """Return what made a reading: version of the rules, treebank and first 8 digits of the weights' SHA-256.

    Tiers with an encoder add tier, version and digits of its weights. Raises ModelError when a card is missing or
    damaged.
    """
    if tier is not Tier.LITE:
        return f"{model_version(path)}+{read_card(tier, folder=weights).name}"
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


@Language.factory("rivalscope_opinions", default_config={"parsed_only": False})
def _opinions(nlp: Language, name: str, parsed_only: bool) -> Component:  # noqa: ARG001, FBT001  spaCy's signature
    return WhereParsed(Opinions(nlp)) if parsed_only else Opinions(nlp)


@Language.factory("rivalscope_grammar")
def _grammar(
    nlp: Language,
    name: str,  # noqa: ARG001  spaCy's signature
    stages: list[str],
    products: list[tuple[str, list[str]]],
) -> Grammar:
    return Grammar([nlp.get_pipe(stage) for stage in stages], NameMatcher(nlp, products, lemmas=False))


@Language.factory("rivalscope_encoder")
def _encoder(nlp: Language, name: str, tier: str, weights: str) -> EncoderPipe:  # noqa: ARG001  spaCy's signature
    return EncoderPipe(Encoder(read_card(tier, folder=Path(weights))))


@Language.component("rivalscope_aspects")
def _aspects(doc: Doc) -> Doc:
    return mark_aspects(doc)


@Language.component("rivalscope_intents")
def _intents(doc: Doc) -> Doc:
    return mark_intents(doc)


@Language.factory("rivalscope_comparisons", default_config={"parsed_only": False})
def _comparisons(nlp: Language, name: str, parsed_only: bool) -> Component:  # noqa: ARG001, FBT001  spaCy's signature
    return WhereParsed(Comparisons()) if parsed_only else Comparisons()
