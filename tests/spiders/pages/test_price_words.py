import pytest

from rivalscope.domain.page import PriceKind
from spiders.pages.price_words import read_words


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Kostenlos", PriceKind.FREE), ("Grátis", PriceKind.FREE), ("無料", PriceKind.FREE), ("Free for up to 10 users", PriceKind.FREE), ("Auf Anfrage", PriceKind.CONTACT),
     ("Sur devis", PriceKind.CONTACT), ("Fale com vendas", PriceKind.CONTACT), ("お問い合わせ", PriceKind.CONTACT), ("Free trial", None), ("Free for 30 days", None),
     ("Start for free", None), ("Included", None), ("Sur devis " * 9, None)],
)  # fmt: skip
def test_words_in_place_of_a_price_in_several_languages(words, kind):
    assert read_words(words) is kind
