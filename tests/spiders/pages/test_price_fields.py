from decimal import Decimal

import pytest

from spiders.pages.currencies import Hints
from spiders.pages.price_fields import read_field


@pytest.mark.parametrize(
    ("text", "beside", "amount", "currency"),
    [("39.95", "From £", "39.95", "GBP"), ("1 298,00", "Р", "1298.00", "RUB"), ("SGD4.90 $", "", "4.90", "SGD"), ("54.17", "USD", "54.17", "USD"),
     ("£54.17", "USD", "54.17", "GBP"), ("3,439.00 درهم", "", "3439.00", None), ("35€ 99", "", "35.99", "EUR"), ("94,456 Р", "", "94456", "RUB"),
     ("$119. 95", "", "119.95", "USD"), ("17.99", "", "17.99", None), ("Free", "", "0", None), ("40% off", "", None, None), ("n/a", "€", None, "EUR"),
     ("34.992001", "GBP", "34.992001", "GBP")],
)  # fmt: skip
def test_a_field_is_a_price_whose_currency_may_stand_beside_it(text, beside, amount, currency):
    read = read_field(text, beside=beside)
    assert (read.amount, read.currency) == (None if amount is None else Decimal(amount), currency)


def test_three_digits_after_one_separator_are_a_group_unless_the_currency_has_thousandths():
    assert read_field("12.345 €").amount == 12345
    assert read_field("423.923 KD").amount is None
    assert read_field("423.923 KD", decimal=".").amount == Decimal("423.923")


def test_the_language_of_the_page_stands_above_the_habit_of_fields():
    assert read_field("12.345 €", hints=Hints(language="en")).amount is None
    assert read_field("12.345 €", hints=Hints(language="de")).amount == 12345


def test_a_known_sign_of_decimals_settles_the_figure():
    assert read_field("140,000€33", decimal="€").amount == Decimal("140000.33")
    assert read_field("140.000", decimal=".").amount == 140
    assert read_field("140.000", decimal=",").amount == 140000
