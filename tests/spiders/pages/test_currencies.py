import pytest

from rivalscope.domain.page import Billed
from spiders.pages.currencies import Hints, currency_of, hints_of


@pytest.mark.parametrize(
    ("mark", "hints", "code"),
    [("$", Hints(), "USD"), ("$", Hints(language="en-au"), None), ("$", Hints(language="en-au", currency="AUD"), "AUD"),
     ("$", Hints(language="en-us"), "USD"), ("$", Hints(currency="EUR"), "USD"), ("US$", Hints(language="en-au"), "USD"),
     ("kr", Hints(language="sv"), "SEK"), ("kr", Hints(language="en"), None), ("¥", Hints(language="ja"), "JPY"), ("¥", Hints(), None),
     ("usd", Hints(), "USD"), ("CHF", Hints(), "CHF"), ("zł", Hints(), "PLN")],
)  # fmt: skip
def test_a_sign_stands_for_one_currency_or_for_none(mark, hints, code):
    assert currency_of(mark, hints) == code


def test_a_sentence_about_all_prices_gives_their_currency_and_billing():
    hints = hints_of("Prices in CAD, billed annually unless noted.", language="en_CA")
    assert (hints.currency, hints.billed, hints.language) == ("CAD", Billed.ANNUALLY, "en-ca")
    assert hints_of("All prices are shown in US dollars.", language=None).currency == "USD"


def test_sentences_that_contradict_each_other_say_nothing():
    hints = hints_of(
        "Prices are in USD, billed monthly. In Europe prices are in EUR, plans billed annually.",
        language=None,
    )
    assert (hints.currency, hints.billed) == (None, None)


def test_a_currency_that_is_only_mentioned_is_no_hint():
    assert hints_of("Teams in 40 countries send invoices in EUR and GBP.", language="en").currency is None


@pytest.mark.parametrize(
    ("sentence", "code"),
    [("Todos los precios están en MXN, más IVA.", "MXN"), ("Tarifs en CAD, hors taxes.", "CAD"), ("Alle Preise verstehen sich in CHF.", "CHF"), ("Prix affichés en dollars US.", "USD"),
     ("Preços em USD.", "USD"), ("Facturamos en EUR y USD.", None)],
)  # fmt: skip
def test_a_sentence_about_all_prices_is_understood_in_other_tongues(sentence, code):
    assert hints_of(sentence, language=None).currency == code
