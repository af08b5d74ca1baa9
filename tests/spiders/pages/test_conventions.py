"""Known amounts written in the ways of twenty locales: read back exactly or not at all, never wrong."""

import os
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from spiders.pages.currencies import Hints
from spiders.pages.money import find_money
from spiders.pages.price_fields import read_field

# Language, currency, groups, decimals, pattern: the conventions of Unicode CLDR for amounts of money.
CONVENTIONS = [
    ("en-us", "USD", ",", ".", "${}"), ("en-gb", "GBP", ",", ".", "£{}"), ("en-in", "INR", "indian", ".", "₹{}"), ("en-ca", "CAD", ",", ".", "CA${}"),
    ("en-au", "AUD", ",", ".", "A${}"), ("de-de", "EUR", ".", ",", "{}\u00a0€"), ("de-at", "EUR", ".", ",", "€ {}"), ("de-ch", "CHF", "’", ".", "CHF {}"),
    ("es-mx", "MXN", ",", ".", "MX${}"),
    ("fr-fr", "EUR", "\u202f", ",", "{}\u00a0€"), ("es-es", "EUR", ".", ",", "{} €"), ("it-it", "EUR", ".", ",", "{} €"), ("pt-br", "BRL", ".", ",", "R$\u00a0{}"),
    ("nl-nl", "EUR", ".", ",", "€\u00a0{}"), ("sv-se", "SEK", "\u00a0", ",", "{}\u00a0kr"), ("nb-no", "NOK", "\u00a0", ",", "{} kr"), ("da-dk", "DKK", ".", ",", "{} kr."),
    ("pl-pl", "PLN", "\u00a0", ",", "{}\u00a0zł"), ("cs-cz", "CZK", " ", ",", "{} Kč"), ("tr-tr", "TRY", ".", ",", "₺{}"), ("ru-ru", "RUB", "\u00a0", ",", "{} ₽"),
    ("ja-jp", "JPY", ",", ".", "¥{}"), ("ar-ae", "AED", "٬", "٫", "\u200f{} د.إ.\u200f"),
]  # fmt: skip
SCRIPTS = {"ja-jp": 0xFF10, "ar-ae": 0x0660, "en-in": 0x0966}
EXAMPLES = 2000 if os.environ.get("RIVALSCOPE_EXHAUSTIVE") else 150

amounts = st.one_of(
    st.integers(0, 99_999_999).map(Decimal), st.integers(0, 9_999_999_999).map(lambda n: Decimal(n) / 100)
)


def grouped(whole, sign):
    if sign != "indian":
        return f"{whole:,}".replace(",", sign)
    digits = str(whole)
    head, tail = digits[:-3], digits[-3:]
    pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    return ",".join([*pairs, tail])


def written(amount, convention, *, cents, script):
    language, currency, groups, point, pattern = convention
    figure = grouped(int(amount), groups)
    if currency != "JPY" and (cents or amount % 1):
        figure += point + f"{amount % 1:.2f}"[2:]
    if script and language in SCRIPTS:
        figure = figure.translate({ord("0") + n: SCRIPTS[language] + n for n in range(10)})
    return pattern.format(figure)


def wanted(amount, currency):
    return Decimal(int(amount)) if currency == "JPY" else amount


@settings(max_examples=EXAMPLES)
@given(
    amount=amounts,
    convention=st.sampled_from(CONVENTIONS),
    cents=st.booleans(),
    script=st.booleans(),
    spoken=st.sampled_from(["own", "none", "en-us", "de-de"]),
    unseen=st.sampled_from(["", "\u200b", "\u200e", "\ufeff"]),
)
def test_an_amount_is_read_back_exactly_or_is_unknown(amount, convention, cents, script, spoken, unseen):
    language, currency = convention[:2]
    text = unseen.join(written(amount, convention, cents=cents, script=script))
    told = {"own": language, "none": None}.get(spoken, spoken)
    found = find_money(text, hints=Hints(language=told))
    assert len(found) <= 1
    for money in found:
        assert money.amount in (None, wanted(amount, currency))
        assert money.currency in (None, currency)
        assert text[money.start : money.end] == money.raw


@settings(max_examples=EXAMPLES)
@given(thousandths=st.integers(0, 9_999_999), convention=st.sampled_from(CONVENTIONS))
def test_a_price_in_thousandths_is_never_taken_for_thousands(thousandths, convention):
    language, currency, groups, point, pattern = convention
    assume(currency != "JPY")
    whole, rest = divmod(thousandths, 1000)
    text = pattern.format(f"{grouped(whole, groups)}{point}{rest:03}")
    for money in find_money(text, hints=Hints(language=language)):
        assert money.amount in (None, Decimal(thousandths) / 1000)


@settings(max_examples=EXAMPLES)
@given(amount=amounts, convention=st.sampled_from(CONVENTIONS), cents=st.booleans())
def test_in_its_own_language_an_amount_is_known(amount, convention, cents):
    language, currency = convention[:2]
    text = written(amount, convention, cents=cents, script=False)
    [money] = find_money(text, hints=Hints(language=language))
    assert (money.amount, money.currency) == (wanted(amount, currency), currency)
    assert read_field(text, hints=Hints(language=language)).amount == wanted(amount, currency)


@pytest.mark.parametrize("text", ["CHF 1.299", "CHF 1,299"])
def test_where_two_conventions_are_met_one_separator_says_nothing(text):
    [money] = find_money(text, hints=Hints(language="de-ch"))
    assert money.amount is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [("$１２９", "129"), ("$1\u200b29", "129"), ("\u2066$129\u2069", "129"), ("₹४९९", "499"), ("৳১২৯", "129"), ("$\u00ad129", "129"), ("＄１２９．５０", "129.50")],
)  # fmt: skip
def test_digits_of_any_script_and_characters_that_are_not_seen(text, amount):
    [money] = find_money(text, hints=Hints(language="en"))
    assert money.amount == Decimal(amount)
    assert text[money.start : money.end] == money.raw
