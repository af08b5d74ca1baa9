"""The one place where the language pipeline is assembled: our trained model, then our components."""

import hashlib
import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_model_meta, get_package_path, is_package, load_model_from_path

from nlp.aspects import mark_aspects
from nlp.borders import Borders
from nlp.comparisons import Comparisons
from nlp.embedding import embed_once
from nlp.encoder.card import WEIGHTS, read_card
from nlp.encoder.component import EncoderPipe
from nlp.encoder.encoder import Encoder
from nlp.findings import register
from nlp.grammar import Apart, WhereCued
from nlp.intents import mark_intents
from nlp.opinions import Opinions
from nlp.roles import load_roles
from nlp.splitter import load_splitter
from nlp.taxonomy import Names
from rivalscope.domain.market import Product, Taxonomy
from rivalscope.domain.settings import Tier
from rivalscope.errors import ModelError

logger = logging.getLogger(__name__)

MODEL = Path(__file__).with_name("model")
CARD = "card.json"
RULES = 4
"""Version of our components and lexicon; raised when their answers change."""


def build(
    *,
    taxonomy: Taxonomy,
    products: Sequence[Product] = (),
    tier: Tier = Tier.LITE,
    weights: Path = WEIGHTS,
    grammar: str | None = None,
) -> Language:
    """Return a pipeline that leaves what it found in `doc._.findings`.

    `grammar` names an installed spaCy model, or a folder with one, that tags and parses in the place of ours.
    A tier that cannot be used here is an error at the first text: `nlp.tiers.settle` says beforehand which can.
    Raises ModelError when the trained model or the encoder's card is missing or damaged.
    """
    register()
    nlp = load_model() if grammar is None else load_grammar(grammar)
    stages = list(nlp.pipe_names)
    nlp.add_pipe("rivalscope_borders", first=True)
    features = [(feature.name, list(feature.aliases)) for feature in taxonomy.features]
    names = [(product.name, list(product.aliases)) for product in products]
    nlp.add_pipe("rivalscope_names", config={"features": features, "products": names})
    if tier is Tier.LITE:
        for component in ("opinions", "aspects", "intents", "comparisons"):
            nlp.add_pipe(f"rivalscope_{component}")
        return nlp
    nlp.add_pipe("rivalscope_encoder", config={"tier": tier.value, "weights": str(weights)})
    if tier is Tier.QUALITY:
        nlp.add_pipe("rivalscope_compared")
        return nlp
    nlp.select_pipes(disable=stages)
    nlp.add_pipe("sentencizer", after="rivalscope_borders")
    nlp.add_pipe("rivalscope_compared", config={"stages": stages})
    return nlp


def load_model(path: Path = MODEL) -> Language:
    """Return the trained tagger, lemmatiser and parser alone; ModelError when they cannot be read."""
    try:
        nlp = load_model_from_path(path)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"the language model in {path} cannot be read ({error}); install rivalscope again or run `make train-parser`"
        ) from error
    embed_once(nlp)
    return nlp


def load_grammar(name: str) -> Language:
    """Return an installed spaCy model without what we do not ask of it; ModelError when it cannot tag and parse.

    Our rules know the relations of Universal Dependencies; a parser with other ones is used, and a warning says so.
    """
    try:
        nlp = spacy.load(name, exclude=["ner", "senter", "textcat", "entity_linker"])
    except (OSError, ValueError, ImportError) as error:
        raise _not_loaded(name, error) from error
    missing = [kind for kind in ("parser", "lemmatizer") if not nlp.has_pipe(kind)]
    if missing:
        raise ModelError(
            f"the spaCy model {name!r} has no {' and no '.join(missing)}, and reading needs both; name another one as "
            "grammar in [nlp] of market.toml, or take it out"
        )
    parser: Any = nlp.get_pipe("parser")
    if "obj" not in parser.labels:
        logger.warning(
            "the parser of %s knows no relations of Universal Dependencies: rules over grammar will find less",
            name,
        )
    embed_once(nlp)
    return nlp


def _meta_of(grammar: str) -> dict[str, Any]:
    """Return what a spaCy model says of itself, without loading it; ModelError when there is none."""
    try:
        return get_model_meta(get_package_path(grammar) if is_package(grammar) else Path(grammar))
    except (OSError, ValueError) as error:
        raise _not_loaded(grammar, error) from error


def _not_loaded(grammar: str, error: Exception) -> ModelError:
    return ModelError(
        f"the spaCy model {grammar!r} cannot be loaded ({error}); install it (`python -m spacy download {grammar}`) or "
        "take grammar out of [nlp] in market.toml"
    )


def model_version(
    path: Path = MODEL,
    *,
    tier: Tier = Tier.LITE,
    weights: Path = WEIGHTS,
    products: Sequence[Product] = (),
    grammar: str | None = None,
) -> str:
    """Return what made a reading: version of the rules, treebank and first 8 digits of the weights' SHA-256.

    `grammar` as for `build`: name and version of that model stand in the place of the treebank and digits.
    Tiers with an encoder add tier, version and digits of its weights; products add digits of their names, for another
    rival's name makes other comparisons and switches of the same words. Raises ModelError when a card is missing or
    damaged.
    """
    if products:
        names = sorted((product.name, *product.aliases) for product in products)
        digits = hashlib.sha256(json.dumps(names).encode()).hexdigest()[:8]
        return f"{model_version(path, tier=tier, weights=weights, grammar=grammar)}+names/{digits}"
    if tier is not Tier.LITE:
        return f"{model_version(path, grammar=grammar)}+{read_card(tier, folder=weights).name}"
    if grammar is not None:
        named = _meta_of(grammar)
        return f"rules/{RULES}+{named['lang']}_{named['name']}/{named['version']}"
    try:
        card = json.loads((path / CARD).read_text(encoding="utf-8"))
        return f"rules/{RULES}+ewt/{card['weights_sha256'][:8]}"
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path / CARD} cannot be read ({error}); install rivalscope again") from error


@Language.factory("rivalscope_borders")
def _borders(nlp: Language, name: str) -> Borders:  # noqa: ARG001  spaCy's signature
    return Borders(load_splitter())


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


@Language.factory("rivalscope_encoder")
def _encoder(nlp: Language, name: str, tier: str, weights: str) -> EncoderPipe:  # noqa: ARG001  spaCy's signature
    return EncoderPipe(Encoder(read_card(tier, folder=Path(weights))), opinions=Opinions(nlp))


@Language.factory("rivalscope_compared", default_config={"stages": []})
def _compared(nlp: Language, name: str, stages: list[str]) -> WhereCued | Apart:  # noqa: ARG001  spaCy's signature
    """Comparisons where there may be some; `stages` parse the sentences where the document is not parsed."""
    reader: Any = nlp.get_pipe("rivalscope_encoder")
    rules = (Opinions(nlp), Comparisons(roles=load_roles(reader.encoder)))
    if not stages:
        return WhereCued(nlp, rules)
    return Apart(nlp, [nlp.get_pipe(stage) for stage in stages], (nlp.get_pipe("rivalscope_names"), *rules))


@Language.component("rivalscope_aspects")
def _aspects(doc: Doc) -> Doc:
    return mark_aspects(doc)


@Language.component("rivalscope_intents")
def _intents(doc: Doc) -> Doc:
    return mark_intents(doc)


@Language.factory("rivalscope_comparisons")
def _comparisons(nlp: Language, name: str) -> Comparisons:  # noqa: ARG001  spaCy's signature
    return Comparisons()
