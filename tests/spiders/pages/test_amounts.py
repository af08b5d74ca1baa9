from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.pages.amounts import plain_digits, read_amount


@pytest.mark.parametrize(
    ("figure", "language", "amount"),
    [("1299", "", "1299"), ("1,299", "en", "1299"), ("1.299", "de", "1299"), ("1,299,000", "de", "1299000"), ("0.005", "de", "0.005"),
     ("12,50", "en", "12.50"), ("1,00,000", "", "100000"), ("1.234.567,8", "en", "1234567.8"), ("49,-", "", "49"), ("12.345", "en", None),
     ("12,345", "fr", None), ("1,23,4", "en", None), ("1.2,3.4", "en", None), ("0.0001", "en", "0.0001")],
)  # fmt: skip
def test_a_figure_is_read_in_the_one_way_it_can_be(figure, language, amount):
    assert read_amount(figure, language=language) == (None if amount is None else Decimal(amount))


@given(st.integers(0, 99_999_999), st.integers(0, 99))
def test_both_conventions_read_the_same_where_cents_are_written(whole, cents):
    english = f"{whole:,}.{cents:02}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert (
        read_amount(english, language="en")
        == read_amount(german, language="de")
        == Decimal(f"{whole}.{cents:02}")
    )


def test_digits_of_other_scripts_keep_their_places():
    assert plain_digits("１２，８００ ٣٫٥") == "12,800 3.5"
