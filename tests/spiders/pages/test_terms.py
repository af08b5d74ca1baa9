import pytest

from spiders.pages.terms import read_terms


def said(words):
    terms = read_terms(words, 0)
    return tuple(None if part is None else str(part) for part in (terms.period, terms.billed, terms.unit))


@pytest.mark.parametrize(
    ("words", "expected"),
    [(" pro Nutzer und Monat", ("month", None, "seat")), (" par utilisateur et par mois", ("month", None, "seat")), ("/an", ("year", None, "flat")),
     (" al mes", ("month", None, "flat")), (" pr. måned", ("month", None, "flat")), ("/ユーザー/月", ("month", None, "seat")), (" zzgl. MwSt. pro Monat", ("month", None, "flat")),
     (" pro Monat, jährlich abgerechnet", ("month", "annually", "flat")), (" par mois, facturation mensuelle", ("month", "monthly", "flat")),
     (" por mês no plano anual", ("month", "annually", "flat")), ("/GB-month", ("month", None, "gb")), (" per 1K API calls", ("use", None, "1000 api call")),
     (" per million tokens", ("use", None, "1000000 token")), (" pro 1.000 Kontakte", ("use", None, "1000 kontakte")), (" pppm", ("month", None, "seat")),
     (" a year and people love it", ("year", None, "flat")), ("/ay, yıllık faturalandırılır", ("month", "annually", "flat")), (" / μήνα", ("month", None, "flat")),
     ("/月起", ("month", None, "flat")), ("/月（年払い）", ("month", "annually", "flat")), (" למשתמש לחודש", ("month", None, "seat")), (" शुरू", (None, None, None)),
     (" प्रति उपयोगकर्ता प्रति माह", ("month", None, "seat")), ("/شهريًا", ("month", None, "flat")), ("/เดือน", ("month", None, "flat")), (" all'anno", ("year", None, "flat")),
     (" / měsíc při roční platbě", ("month", "annually", "flat")), (" la signature", ("use", None, "signature")), (" a booking", ("use", None, "booking")), (" a vehicle a month", ("month", None, "vehicle")),
     (" monthly minimum", ("month", None, "flat")), (" per month base", ("month", None, "flat")), (" for 6 people/month", ("month", None, "flat")), (" perpetual licence", ("once", None, "flat")),
     (" reviewer/mo", ("month", None, "reviewer")), (" netto / Monat", ("month", None, "flat")), (" 1ユーザー／月", ("month", None, "seat")),
     (" PEPM", ("month", None, "seat")), (" for a long time", (None, None, None)), (" a whole new world of it", (None, None, None)), ("¹/month", ("month", None, "flat"))],
)  # fmt: skip
def test_terms_are_read_in_the_languages_of_pricing_pages(words, expected):
    assert said(words) == expected


def test_a_plus_before_a_tax_leaves_no_price_open():
    assert read_terms(" + VAT per year", 0).qualifier is None
    assert str(read_terms("+ per year", 0).qualifier) == "from"
