import pytest

from rivalscope.domain.page import PriceKind
from spiders.pages.price_words import read_call, read_words


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Kostenlos", PriceKind.FREE), ("Grátis", PriceKind.FREE), ("無料", PriceKind.FREE), ("Free for up to 10 users", PriceKind.FREE), ("Auf Anfrage", PriceKind.CONTACT),
     ("Sur devis", PriceKind.CONTACT), ("Fale com vendas", PriceKind.CONTACT), ("お問い合わせ", PriceKind.CONTACT), ("Free trial", None), ("Free for 30 days", None),
     ("Start for free", None), ("Included", None), ("Sur devis " * 9, None)],
)  # fmt: skip
def test_words_in_place_of_a_price_in_several_languages(words, kind):
    assert read_words(words) is kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Preis auf Anfrage", PriceKind.CONTACT), ("Sprechen Sie mit uns", PriceKind.CONTACT), ("Demander un devis", PriceKind.CONTACT), ("Hablar con ventas", PriceKind.CONTACT),
     ("Prezzo su richiesta", PriceKind.CONTACT), ("Sob consulta", PriceKind.CONTACT), ("Prijs op aanvraag", PriceKind.CONTACT), ("Skontaktuj się z nami", PriceKind.CONTACT),
     ("要お見積もり", PriceKind.CONTACT), ("Get in touch", PriceKind.CONTACT), ("Za darmo", PriceKind.FREE), ("Sin coste", PriceKind.FREE), ("ずっと無料", PriceKind.FREE),
     ("Free to install", PriceKind.FREE), ("Personal", None), ("Basis", None), ("Kontakte", None)],
)  # fmt: skip
def test_asking_and_paying_nothing_in_the_tongues_of_pricing_pages(words, kind):
    assert read_words(words) is kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Kostenlos nutzen", PriceKind.FREE), ("Start for free →", PriceKind.FREE), ("Zacznij za darmo", PriceKind.FREE), ("Book a demo", PriceKind.CONTACT),
     ("Demander une démo", PriceKind.CONTACT), ("Angebot anfordern", PriceKind.CONTACT), ("Start free trial", None), ("Kostenlos testen", None), ("Essayer gratuitement", None), ("Choose", None)],
)  # fmt: skip
def test_a_button_offers_for_nothing_or_to_ask_and_one_that_offers_to_try_says_nothing(words, kind):
    assert read_call(words) is kind
