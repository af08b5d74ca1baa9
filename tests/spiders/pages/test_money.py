from decimal import Decimal

import pytest

from rivalscope.domain.page import Billed, PriceKind
from spiders.pages.currencies import Hints
from spiders.pages.money import find_money, read_words

ENGLISH = Hints(language="en")


def said(text, hints=ENGLISH):
    """Amount, currency, period, billed, unit and qualifier of each statement, as words."""
    return [
        tuple(
            None if value is None else str(value)
            for value in (m.amount, m.currency, m.period, m.billed, m.unit, m.qualifier)
        )
        for m in find_money(text, hints=hints)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$14.99/host/month", ("14.99", "USD", "month", None, "seat", None)),
        ("$15.99 per user per month", ("15.99", "USD", "month", None, "seat", None)),
        ("$10 per  per month", ("10", "USD", "month", None, "flat", None)),
        ("$5//month", ("5", "USD", "month", None, "flat", None)),
        ("$1,299/yr", ("1299", "USD", "year", None, "flat", None)),
        ("from $8 per user / mo, billed yearly", ("8", "USD", "month", "annually", "seat", "from")),
        ("$10/user/month when billed annually", ("10", "USD", "month", "annually", "seat", None)),
        ("$4/ user / month (billed annually)", ("4", "USD", "month", "annually", "seat", None)),
        ("$12 USD per user / month", ("12", "USD", "month", None, "seat", None)),
        ("$18 per user/mo paid annually", ("18", "USD", "month", "annually", "seat", None)),
        ("$25 / editor / mo", ("25", "USD", "month", None, "seat", None)),
        ("$15 billed monthly", ("15", "USD", "month", "monthly", "flat", None)),
        ("$15 monthly", ("15", "USD", "month", None, "flat", None)),
        ("$144 billed annually", ("144", "USD", None, "annually", None, None)),
        ("$20/month per workspace", ("20", "USD", "month", None, "workspace", None)),
        ("$8 per channel/month", ("8", "USD", "month", None, "channel", None)),
        ("$299 one-time", ("299", "USD", "once", None, "flat", None)),
        ("$0.005 per API call", ("0.005", "USD", "use", None, "api call", None)),
        ("$1 / 1,000 messages", ("1", "USD", "use", None, "1000 message", None)),
        ("5¢ per SMS", ("0.05", "USD", "use", None, "sms", None)),
        ("Starting at $49", ("49", "USD", None, None, None, "from")),
        ("$49+", ("49", "USD", None, None, None, "from")),
        ("up to $90", ("90", "USD", None, None, None, "up to")),
        ("Plan 365 – $99", ("99", "USD", None, None, None, None)),
        ("v2.0 $10", ("10", "USD", None, None, None, None)),
        ("Up to 5 users $15", ("15", "USD", None, None, None, None)),
        ("2 for $10", ("10", "USD", None, None, None, None)),
        ("$1.2k", ("1200", "USD", None, None, None, None)),
        ("$ 10k", ("10000", "USD", None, None, None, None)),
        ("USD 10M", ("10000000", "USD", None, None, None, None)),
        ("$1e6", ("1000000", "USD", None, None, None, None)),
        ("1.234,56 €", ("1234.56", "EUR", None, None, None, None)),
        ("1 299 €/mois", ("1299", "EUR", "month", None, "flat", None)),
        ("€49,- per month", ("49", "EUR", "month", None, "flat", None)),
        ("CHF 1'299.00", ("1299.00", "CHF", None, None, None, None)),
        ("₹1,00,000", ("100000", "INR", None, None, None, None)),
        ("R$ 1.299,90", ("1299.90", "BRL", None, None, None, None)),
        ("A$25", ("25", "AUD", None, None, None, None)),
        ("Rp 31.500", ("31500", "IDR", None, None, None, None)),
        ("12 500 руб. в месяц", ("12500", "RUB", "month", None, "flat", None)),
        ("１２，８００円", ("12800", "JPY", None, None, None, None)),
        ("3,49 zł", ("3.49", "PLN", None, None, None, None)),
    ],
)
def test_one_price_is_read_with_its_terms(text, expected):
    assert said(text) == [expected]


def test_two_ways_to_pay_are_two_prices():
    assert said("$12 per month billed annually / $15 billed monthly") == [
        ("12", "USD", "month", "annually", "flat", None),
        ("15", "USD", "month", "monthly", "flat", None),
    ]
    assert [row[:3] for row in said("$99/mo or $990/yr")] == [("99", "USD", "month"), ("990", "USD", "year")]
    assert [row[3] for row in said("Annual $8/mo Monthly $10/mo")] == ["annually", "monthly"]


def test_an_old_price_is_kept_apart_from_the_new_one():
    assert [(row[0], row[5]) for row in said("Was $49 now $29")] == [("49", "was"), ("29", None)]


def test_both_ends_of_a_range_are_kept():
    assert [(row[0], row[4], row[5]) for row in said("$10-$20 per seat")] == [
        ("10", "seat", "from"),
        ("20", "seat", "up to"),
    ]
    assert [row[0] for row in said("$9–$29")] == ["9", "29"]


@pytest.mark.parametrize("text", ["$12.345", "$12 99 /mo"])
def test_what_can_be_read_in_two_ways_is_unknown_with_its_words(text):
    [money] = find_money(text, hints=ENGLISH)
    assert (money.kind, money.amount) == (PriceKind.UNKNOWN, None)
    assert money.raw.startswith("$12")


def test_the_language_of_the_page_decides_on_one_separator():
    assert said("€1.299", Hints(language="de"))[0][0] == "1299"
    assert said("€1.299", ENGLISH)[0][0] is None
    assert said("€1,299", ENGLISH)[0][0] == "1299"
    assert said("€1,299", Hints(language="de"))[0][0] is None


@pytest.mark.parametrize(
    "text",
    ["12.50 per user", "-$5", "Save $20 today", "$100 credit", "raised $10 million", "$5 per additional user",
     "Unlimited users", "5 leisure rooms", "All 30 days", "+$10 for each extra seat", "$250 value"],
)  # fmt: skip
def test_what_is_no_price_is_not_read_as_one(text):
    assert find_money(text, hints=ENGLISH) == []


def test_nothing_to_pay_is_free_with_amount_zero():
    [money] = find_money("$0/user/month", hints=ENGLISH)
    assert (money.kind, money.amount, money.currency) == (PriceKind.FREE, Decimal(0), "USD")


def test_two_prices_that_each_say_how_they_are_charged_are_both_prices():
    found = find_money(
        "$24 per agent per month, billed monthly $20 per agent per month, billed annually", hints=ENGLISH
    )
    assert [money.total for money in found] == [False, False]
    assert [money.billed for money in found] == [Billed.MONTHLY, Billed.ANNUALLY]


def test_a_yearly_sum_is_marked_as_the_total_of_another_price():
    assert [money.total for money in find_money("$12/month, billed annually at $144", hints=ENGLISH)] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Free", PriceKind.FREE), ("Free forever", PriceKind.FREE), ("Contact Sales", PriceKind.CONTACT), ("Let's Talk", PriceKind.CONTACT),
     ("Custom", PriceKind.CONTACT), ("Get a quote", PriceKind.CONTACT), ("Free your mind", None), ("Contact form builder", None)],
)  # fmt: skip
def test_words_in_place_of_a_price(words, kind):
    assert read_words(words) is kind


def test_the_raw_words_are_those_of_the_text():
    text = "Pro now from €8 per member per month, billed annually. More below."
    [money] = find_money(text, hints=Hints(language="en", billed=Billed.MONTHLY))
    assert text[money.start : money.end] == money.raw == "from €8 per member per month, billed annually"


def test_two_amounts_that_are_joined_are_the_ends_of_a_range():
    for text in ("$25 to $75 per month", "10 € – 75 € / month", "10–75 € per month"):
        assert [(row[2], row[5]) for row in said(text)] == [("month", "from"), ("month", "up to")]
    assert [(row[0], row[5]) for row in said("Was $75 – $25 now")] == [("75", "was"), ("25", None)]
    assert [(row[0], row[5]) for row in said("$5 – 10 users")] == [("5", None)]


def test_large_numbers_in_words_are_read_where_they_mean_one_thing():
    assert said("₹4.5 lakh per year")[0][0] == "450000"
    assert said("¥3万", Hints(language="ja"))[0][:2] == ("30000", "JPY")
    assert said("R$ 5 mil", Hints(language="pt-br"))[0][0] is None


def test_raised_digits_are_a_footnote_or_cannot_be_known():
    assert said("$12¹/month") == [("12", "USD", "month", None, "flat", None)]
    assert said("$12⁹⁹/month") == [(None, "USD", "month", None, "flat", None)]


def test_a_yearly_amount_below_the_monthly_one_may_be_either():
    assert [row[2] for row in said("Monthly $24 Yearly $19")] == ["month", None]
    assert [row[2] for row in said("Monthly $24 Yearly $240")] == ["month", "year"]


@pytest.mark.parametrize(
    "text",
    ["CAD 3D viewer", "EUR 2026 budget planning", "additional users $8/month each", "₿0.001", "0.05 ETH", "10 USDC", "R$5 off", "1-2 USDT"],
)  # fmt: skip
def test_what_only_looks_like_money_is_not_read(text):
    assert find_money(text, hints=ENGLISH) == []


def test_a_label_in_a_language_without_spaces_says_period_and_seat():
    japanese = Hints(language="ja")
    assert said("1ユーザーあたり月額500円", japanese) == [("500", "JPY", "month", None, "seat", None)]
    assert said("年額12,000円（税込）", japanese) == [("12000", "JPY", "year", None, "flat", None)]
    assert said("8月1,200円", japanese) == [("1200", "JPY", None, None, None, None)]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("249€.149€", ["249", "149"]),
        ("Original price was: 249 €.149 €", ["249", "149"]),
        (".99 €", ["0.99"]),
        ("$10.5T lost each year", []),
        ("$32BB", []),
        ("$4B", []),
        ("11 $total = 12", []),
        ("output in billion 2017 dollars", []),
        ("2000 dollars", ["2000"]),
        ("the best screens under $500", []),
        ("$300 deductible", []),
    ],
)
def test_a_point_after_a_sign_ends_a_price_and_a_vast_sum_or_a_variable_is_none(text, amounts):
    assert [str(money.amount) for money in find_money(text, hints=ENGLISH)] == amounts


def test_a_second_part_of_a_price_is_one_where_it_names_what_it_is_for():
    base, each = find_money("$49/mo + $6/mo per person", hints=Hints())
    assert (base.unit, each.amount, each.unit) == ("flat", Decimal(6), "seat")
    assert [money.amount for money in find_money("$49/mo + $10", hints=Hints())] == [Decimal(49)]
    assert not find_money("2.9% + 30¢ per transaction", hints=Hints())


@pytest.mark.parametrize(
    "text",
    [
        "Set limits from £50 to £20,000 a month for each card.",
        "Earn 1% back, up to £500 a quarter.",
        "Balances are protected up to £85,000.",
        "Saved by customers: $2.1m",
        "A fine of €4,000 a day",
    ],
)
def test_bounds_of_what_is_spent_or_paid_out_are_no_prices(text):
    assert not find_money(text, hints=Hints())


def test_a_deposit_before_a_price_leaves_the_price():
    assert [money.amount for money in find_money("No deposit. $12 a month", hints=Hints())] == [Decimal(12)]
