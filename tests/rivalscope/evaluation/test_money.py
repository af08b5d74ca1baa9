import pytest

from rivalscope.evaluation.money import (
    MONEY,
    PRICE_FIELDS,
    measure_fields,
    measure_strings,
    parser_fields,
    price_strings,
    read_statements,
)
from rivalscope.evaluation.suite import evaluate, read_floors


def test_our_own_price_strings_stand_above_their_floors():
    (result,) = evaluate([MONEY], data=None, floors=read_floors())
    assert result.fallen == ()
    assert result.report is not None
    assert result.report.n >= 300
    assert result.report.n == sum(len(price_strings(part)) for part in ("tuned", "held_out"))


def test_no_string_is_labelled_twice():
    texts = [(said.language, said.text) for part in ("tuned", "held_out") for said in price_strings(part)]
    assert len(set(texts)) == len(texts)


def test_statements_are_written_as_the_labels_are():
    assert read_statements("from $8 per user / mo, billed yearly", language="en") == (
        "8,USD,month,annually,seat,from",
    )
    assert read_statements("$12.345", language="en") == ("?,USD",)
    assert read_statements("Contact sales", language="en") == ("contact",)
    assert read_statements("10 GB", language="en") == ()


def test_a_price_that_is_made_up_costs_both_measures(monkeypatch):
    monkeypatch.setattr("rivalscope.evaluation.money.find_money", lambda *_, **__: [])
    measures = measure_strings(None).measures
    assert measures["exact"] < 0.5
    assert measures["no false price"] == 1.0


def test_examples_that_are_expected_to_fail_are_left_out(tmp_path):
    tests = tmp_path / "tests.py"
    tests.write_text(
        'PRICE_PARSING_EXAMPLES = [Example("€", "12,50", "€", "12,50", 12.5), Example(None, "1 KD", "KD", "1", Decimal("1"), decimal_separator=".")]\n'
        'PRICE_PARSING_EXAMPLES_XFAIL = [Example(None, "July, 2004", None, None, None)]\n'
    )
    first, second = parser_fields(tests)
    assert (first.beside, first.text, first.mark, str(first.amount)) == ("€", "12,50", "€", "12.5")
    assert (second.decimal, str(second.amount)) == (".", "1")


@pytest.mark.shared
def test_the_strings_that_price_parser_gets_right_stand_above_their_floors(shared):
    report = measure_fields(shared / "data")
    assert report.n == 1057
    assert all(report.measures[name] >= floor for name, floor in read_floors()[PRICE_FIELDS.name].items())
