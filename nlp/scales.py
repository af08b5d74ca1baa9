"""Things that are good when there is much of them or when there is little: `high price`, `low quality`."""

from spacy.tokens import Token

from nlp.words import word_set

UP = word_set(
    "up high higher highest big bigger huge large larger long longer heavy heavier massive enormous endless constant"
    " increase increases increased increasing rise rises rising rose raised hike hikes hiked doubled tripled more excessive frequent loud louder"
)
DOWN = word_set(
    "down low lower lowest small smaller little less fewer short shorter reduced reduce minimal lighter tiny"
    " decrease decreased drop dropped cut limited lowered"
)
COSTS = word_set(
    "price pricing cost fee charge bill rate latency lag delay wait time queue usage consumption cpu ram memory"
    " footprint size load overhead effort friction curve noise learning crash bug error issue ad renewal"
    " step click notification maintenance drain"
)
BENEFITS = word_set(
    "quality resolution accuracy performance productivity efficiency reliability stability security speed"
    " precision fidelity uptime availability range selection choice variety battery flexibility value"
    " standard volume definition clarity functionality control customization customisation support"
)
WEIGHT = 0.7


def scale_weight(word: Token, thing: Token) -> float:
    """Return what a word of quantity says about the thing: ±0.7, or 0 where the thing is on neither scale."""
    direction = (word.lower_ in UP) - (word.lower_ in DOWN)
    if thing.lemma_.lower() in COSTS or thing.lower_ in COSTS:
        return -direction * WEIGHT
    if thing.lemma_.lower() in BENEFITS or thing.lower_ in BENEFITS:
        return direction * WEIGHT
    return 0.0
