"""What the words before an amount say of it, in the languages of pricing pages."""

import pytest

from spiders.pages.currencies import hints_of
from spiders.pages.money import find_money


def said(text: str, language: str) -> list[str]:
    found = find_money(text, hints=hints_of(text, language=language))
    parts = ((one.amount, one.currency, one.period, one.billed, one.unit, one.qualifier) for one in found)
    return [" ".join(str(part) for part in one if part is not None) for one in parts]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("tr", "Aylık 299 TL", "299 TRY month flat"),
        ("tr", "kullanıcı başına aylık 299 TL", "299 TRY month seat"),
        ("hu", "havi 4 990 Ft", "4990 HUF month flat"),
        ("de", "Jährlich: 90 €", "90 EUR year annually flat"),
        ("ja", "1名あたり500円/月", "500 JPY month seat"),
        ("ja", "1ユーザーあたり月額500円", "500 JPY month seat"),
        ("ko", "29,000원부터", "29000 KRW from"),
        ("uk", "від 299 ₴/міс", "299 UAH month flat from"),
        ("it", "Da 9 € al mese", "9 EUR month flat from"),
        ("nl", "in plaats van € 15 per maand", "15 EUR month flat was"),
        ("en", "one-time payment of $99", "99 USD once flat"),
    ],
)
def test_words_before_an_amount_tell_its_terms(language: str, text: str, expected: str) -> None:
    assert said(text, language) == [expected]


def test_a_number_of_people_before_an_amount_is_no_price_for_each() -> None:
    assert said("5名 500円", "ja") == ["500 JPY"]
