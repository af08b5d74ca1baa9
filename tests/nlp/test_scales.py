import pytest

from nlp.scales import scale_weight


@pytest.mark.parametrize(
    ("word", "thing", "sign"),
    [
        ("high", "price", -1),
        ("low", "price", 1),
        ("high", "quality", 1),
        ("low", "quality", -1),
        ("fewer", "bugs", 1),
        ("high", "table", 0),
        ("green", "price", 0),
    ],
)
def test_much_of_a_cost_is_bad_and_of_a_benefit_good(parsed, word, thing, sign):
    doc = parsed(f"{word} ADJ 2 amod\n{thing} NOUN 0 ROOT NN {thing.removesuffix('s')}")
    weight = scale_weight(doc[0], doc[1])
    assert (weight > 0) - (weight < 0) == sign
