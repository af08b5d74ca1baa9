import dataclasses
import json
import shutil

import numpy as np
import pytest

from nlp.build import build
from nlp.comparisons import Comparisons
from nlp.encoder.card import WEIGHTS, read_card
from nlp.encoder.encoder import Encoder, States
from nlp.findings import findings
from nlp.masked import mask
from nlp.roles import BUCKETS, FOLDER, Roles, describe, load_roles, read_weights, softmax
from rivalscope.domain.market import Product, Taxonomy
from rivalscope.domain.reading import Relation
from rivalscope.domain.settings import Tier
from rivalscope.errors import ModelError

PRODUCTS = [Product(slug="coupa", name="Coupa"), Product(slug="zoom", name="Zoom")]
TIERS = [Tier.QUALITY, Tier.FAST]


@pytest.fixture(scope="module")
def rules():
    return build(taxonomy=Taxonomy(), products=PRODUCTS)


@pytest.fixture(scope="module", params=TIERS)
def nlp(request):
    return build(taxonomy=Taxonomy(), products=PRODUCTS, tier=request.param)


def states(pieces, *, width=4):
    count = len(pieces)
    return States(
        offsets=np.array(pieces, dtype=np.int32),
        whole=np.full(width, 9, dtype=np.float32),
        pieces=np.arange(count * width, dtype=np.float32).reshape(count, width),
        intents=np.array([100, -100, 0, 0, 0, 0], dtype=np.float32),
    )


def row(rules, text, number=0, ruled=()):
    doc = rules(text)
    sentence = next(doc.sents)
    pieces = [(token.idx, token.idx + len(token)) for token in doc]
    return describe(doc, sentence, mask(doc, sentence), number, states=states(pieces), ruled=ruled)


def test_the_shipped_classifiers_belong_to_the_shipped_encoders():
    for tier in TIERS:
        assert load_roles(Encoder(read_card(tier, folder=WEIGHTS))) is not None


def test_a_comparison_without_a_word_of_comparing_is_found(nlp):
    said = findings(nlp("In Coupa this was one click, here I have raised nine tickets.")).comparisons
    assert [(one.relation, one.winner, one.loser) for one in said] == [(Relation.BETTER, "Coupa", None)]


def test_a_sentence_without_a_product_is_left_alone(nlp):
    assert findings(nlp("The calendar is a joy, every day of it.")).comparisons == ()


def test_what_a_classifier_finds_stands_where_its_sentence_does(nlp):
    text = "Fine so far. In Coupa this was one click, here I have raised nine tickets."
    said = findings(nlp(text)).comparisons
    assert text[said[0].start : said[0].end].startswith("In Coupa")


def test_the_product_stands_first_among_the_features(rules):
    found = row(rules, "In Coupa it works")
    assert found[:4] == pytest.approx(np.array([4, 5, 6, 7]) * 0.3)
    assert found[4:8] == pytest.approx([2.7] * 4)


def test_the_names_of_products_do_not_matter(rules):
    first, second = row(rules, "In Coupa it works"), row(rules, "In Zoom it works")
    words = slice(5 * 4, 5 * 4 + BUCKETS)
    assert (first[words] == second[words]).all()


def test_loud_logits_are_cut(rules):
    found = row(rules, "In Coupa it works")
    assert found[5 * 4 + BUCKETS] == pytest.approx(2.0)


def test_what_the_rules_say_is_a_feature(rules):
    text = "Coupa is better than Zoom"
    ruled = Comparisons().find(rules(text))
    first, second = (row(rules, text, number, ruled)[-7:-5].tolist() for number in (0, 1))
    assert first == [2.0, 0.0]
    assert second == [0.0, 2.0]


def test_probabilities_of_a_row_sum_to_one():
    assert softmax(np.array([[1.0, 2.0, 3.0]], dtype=np.float32)).sum() == pytest.approx(1.0)


def test_weights_for_another_encoder_are_not_used():
    card = read_card("fast", folder=WEIGHTS)
    other = dataclasses.replace(card, hashes={**card.hashes, card.weights.name: "0" * 64})
    assert read_weights(other) is None
    assert load_roles(Encoder(other)) is None


def test_damaged_weights_are_named(tmp_path):
    folder = tmp_path / "roles"
    shutil.copytree(FOLDER, folder)
    (folder / "fast.npz").write_bytes(b"nothing")
    with pytest.raises(ModelError, match="install rivalscope again"):
        read_weights(read_card("fast", folder=WEIGHTS), folder=folder)


def test_the_card_names_hashes_and_figures():
    card = json.loads((FOLDER / "card.json").read_text(encoding="utf-8"))
    assert set(card["tiers"]) == {tier.value for tier in TIERS}
    assert all(
        {"encoder_sha256", "weights_sha256", "figures"} <= entry.keys() for entry in card["tiers"].values()
    )


def test_without_layers_nothing_is_told(rules):
    class Blind:
        def states(self, text):
            return None

    doc = rules("In Coupa it works")
    sentence = next(doc.sents)
    weights = read_weights(read_card("fast", folder=WEIGHTS))
    assert Roles(Blind(), weights).tell(doc, sentence, mask(doc, sentence), ()) == []
