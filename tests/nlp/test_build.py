import json

import pytest

from nlp.build import build, load_model, model_version
from nlp.read import MODEL_VERSION, read_text
from rivalscope.domain.market import Feature, Product, Taxonomy
from rivalscope.errors import ModelError


def test_a_pipeline_knows_its_market(nlp):
    own = build(
        taxonomy=Taxonomy(features=(Feature(name="Teleporter", aliases=("beaming",)),)),
        products=[Product(slug="acme", name="Acme")],
    )
    reading = read_text(own, "Acme is slower than Globex but the beaming is superb.")
    assert [(one.feature, one.polarity.value) for one in reading.aspects] == [("Teleporter", "positive")]
    assert [(one.winner, one.loser) for one in reading.comparisons] == [("Globex", "Acme")]


def test_a_market_without_features_or_products_is_read_as_well():
    reading = read_text(build(taxonomy=Taxonomy()), "The spell checker is slow.")
    assert [one.text for one in reading.aspects] == ["spell checker"]


def test_a_missing_model_is_named(tmp_path):
    with pytest.raises(ModelError, match="install rivalscope again"):
        load_model(tmp_path / "nothing")
    with pytest.raises(ModelError, match=r"card\.json"):
        model_version(tmp_path)


def test_a_damaged_card_is_named(tmp_path):
    (tmp_path / "card.json").write_text(json.dumps([]), encoding="utf-8")
    with pytest.raises(ModelError):
        model_version(tmp_path)


def test_the_version_names_rules_treebank_and_weights():
    rules, corpus = MODEL_VERSION.split("+")
    assert rules.startswith("rules/")
    assert corpus.startswith("ewt/")
    assert len(corpus) == len("ewt/") + 8


def test_another_rival_is_another_version_and_another_order_is_not():
    ours, rival = Product(slug="zoom", name="Zoom", ours=True), Product(slug="slack", name="Slack")
    both = model_version(products=(ours, rival))
    assert both == model_version(products=(rival, ours))
    assert len({both, model_version(products=(ours,)), model_version()}) == 3
