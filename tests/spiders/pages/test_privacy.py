import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.pages.privacy import mask


@pytest.mark.parametrize(
    "personal",
    ["kim.lee@example.com", "KIM+news@mail.example.co.uk", "kim [at] example [dot] com", "+44 20 7946 0958", "(555) 123-4567",
     "555-123-4567", "+15551234567", "0171 2345678", "+49 (0)30 901820", "0044 20 7946 0958",
     "jörg@müller-made.de", "@kim_lee", "DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432", "4111 1111 1111 1111", "203.0.113.77",
     "2001:db8:85a3:8d3:1319:8a2e:370:7348", "078-05-1120"],
)  # fmt: skip
def test_personal_data_is_masked_character_by_character(personal):
    assert mask(f"Write to {personal} please") == f"Write to {'•' * len(personal)} please"


def test_a_number_after_the_word_phone_is_masked():
    assert mask("my phone is 5551234567") == "my phone is ••••••••••"


@pytest.mark.parametrize(
    "text",
    ["since 2024-07-02 it fails", "version 5.17.11.34827", "I paid $1,299.00 twice", "10 000 000 rows", "error 0x80070005", "room 12 34",
     "on 12/03/2024 at 10:30", "order 123456789012", "5 stars @ home", "ratio 3/4", "192.168.100.200",
     "the @mention list and @channel", "at 10:30:00:00", "build 16.10.12.11"],
)  # fmt: skip
def test_other_numbers_stay(text):
    assert mask(text) == text


def test_what_a_url_proves_is_masked_and_the_url_stays_readable():
    assert (
        mask("see https://a.example/x?page=2&token=s3cret&y=1")
        == "see https://a.example/x?page=2&token=••••••&y=1"
    )
    assert mask("git://kim:pass@a.example/x") == "git://••••••••@a.example/x"


@given(st.text())
def test_the_length_never_changes(text):
    assert len(mask(text)) == len(text)
