from nlp.encoder.card import WEIGHTS, read_card, read_checked
from nlp.encoder.exposure import LAYER, expose, find_middle


def test_the_middle_lies_two_thirds_up():
    six = b" ".join(LAYER.format(number).encode() for number in range(6))
    assert find_middle(six) == LAYER.format(3)


def test_a_network_without_layers_has_no_middle():
    assert find_middle(b"weights of another kind") is None


def test_lengths_beyond_seven_bits_take_two_bytes():
    short, long = expose("x"), expose("x" * 200)
    assert len(long) - len(short) == 199 + 3


def test_both_shipped_networks_have_a_middle():
    for tier, layer in (("quality", 3), ("fast", 1)):
        card = read_card(tier, folder=WEIGHTS)
        assert find_middle(read_checked(card, card.weights.name)) == LAYER.format(layer)
