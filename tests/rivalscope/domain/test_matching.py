"""The matching key: copies of the same words share it, however they are typed."""

import datetime as dt
import subprocess
import sys
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivalscope.domain.matching import match_text, review_key, same_words


@pytest.mark.parametrize(
    "typed",
    [
        "GREAT  app",
        " great\tapp\n",
        "gre\u200bat\ufeff app",
        "\u202egreat app\u202c",
        "ｇｒｅａｔ ａｐｐ",
        "grеаt арр",  # Cyrillic е, а, р
        "𝐠𝐫𝐞𝐚𝐭 app",
        "gr\u00adeat\u2060 app\u200f",
        "great\ufe0f app",
        "great\x00\x07app",
        "ɢʀᴇᴀᴛ app",
    ],
)
def test_case_blanks_and_characters_that_do_not_show_make_no_difference(typed):
    assert match_text(typed) == "great app"


@pytest.mark.parametrize(
    ("one", "other"), [("v1", "vl"), ("100", "1OO"), ("é", "e"), ("great app", "greatapp")]
)
def test_what_reads_otherwise_stays_apart(one, other):
    assert match_text(one) != match_text(other)


@given(st.text())
def test_nothing_invisible_is_left_in_a_key(text):
    key = match_text(text)
    assert not any(unicodedata.category(character) in {"Cf", "Cc"} for character in key)
    assert key == " ".join(key.split())


@given(st.text(alphabet="abc аβ\u200b\u202e", max_size=20), st.integers(0, 20))
def test_a_character_that_does_not_show_never_matters(text, place):
    assert match_text(text[:place] + "\u200d" + text[place:]) == match_text(text)


def test_a_review_without_an_identity_is_known_by_what_it_says():
    key = review_key("It works.", rating=Decimal(5), date=dt.date(2026, 1, 2))
    assert key == review_key("it  WORKS.", rating=Decimal("5.0"), date=dt.date(2026, 1, 2))
    others = [
        review_key("It works!", rating=Decimal(5), date=dt.date(2026, 1, 2)),
        review_key("It works.", rating=Decimal(4), date=dt.date(2026, 1, 2)),
        review_key("It works.", rating=None, date=dt.date(2026, 1, 2)),
        review_key("It works.", rating=Decimal(5), date=None),
    ]
    assert len({key, *others}) == 5


def test_a_text_that_is_cut_short_says_nothing_new_and_one_that_grows_does():
    assert same_words("It works for us all.", "It works for…")
    assert same_words("It works for us all.", "It works for us ...")
    assert not same_words("It works for…", "It works for us all.")
    assert not same_words("It works for us all.", "It works")
    assert not same_words("It works for us all.", "…")


def test_the_key_is_the_same_in_every_process():
    asked = (
        "from rivalscope.domain.matching import review_key; print(review_key('Ok', rating=None, date=None))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == review_key("Ok", rating=None, date=None)
