import codecs

import pytest

from rivalscope.domain.market import SourceKind
from spiders.pages.decoding import decode, garbled_price
from spiders.pages.reader import read_page

PRICE = "Prix : 12 € – café"


@pytest.mark.parametrize(
    "claim", ["iso-8859-1", "windows-1252", "ascii", "utf-16", "no-such-charset", "utf-7", "zlib"]
)
def test_valid_utf8_is_utf8_whatever_is_claimed(claim):
    page = f"<meta charset={claim}><p>{PRICE}".encode()
    assert PRICE in decode(page)
    assert PRICE in decode(page, content_type=f"text/html; charset={claim}")


def test_the_header_comes_before_the_declaration():
    page = "<meta charset=iso-8859-1><p>Цена 5".encode("windows-1251")
    assert "Цена" in decode(page, content_type="text/html; charset=windows-1251")


def test_the_declaration_decides_without_a_header():
    assert "Цена" in decode("<meta charset='windows-1251'><p>Цена 5".encode("windows-1251"))
    assert "値段" in decode(
        "<meta http-equiv=content-type content='text/html; charset=Shift_JIS'>値段".encode("shift_jis")
    )


def test_a_page_that_wrongly_claims_utf8_is_read_as_western():
    assert PRICE in decode(f"<meta charset=utf-8><p>{PRICE}".encode("cp1252"))


@pytest.mark.parametrize(
    ("bom", "name"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_decides_over_all(bom, name):
    assert decode(bom + PRICE.encode(name), content_type="text/html; charset=iso-8859-1") == PRICE


def test_nul_goes_and_broken_bytes_are_marked():
    assert decode(b"a\x00b\xe2\x82 c \xc3\xa9\xc3\xa9") == "ab\ufffd c éé"


@pytest.mark.parametrize(
    ("language", "name", "words"),
    [("ru", "cp1251", "Цена 5 рублей"), ("ja", "cp932", "値段は五円です"), ("zh-CN", "gb18030", "价格五元"), ("zh-TW", "big5", "價格五元"), ("ko-KR", "cp949", "가격은 오 원"),
     ("pl", "iso-8859-2", "zażółć gęślą jaźń"), ("el", "iso-8859-7", "τιμή πέντε"), ("tr", "cp1254", "fiyatı beş lira ığüş"), ("fr", "cp1252", "prix : 5 € à l’année"), ("xx", "cp1252", "é")],
)  # fmt: skip
def test_a_page_that_names_no_character_set_is_in_that_of_its_language(language, name, words):
    assert words in decode(f"<html lang={language}><p>{words}".encode(name))


CARD = "<html><head>{meta}<title>Preise</title></head><body><section><h2>Café</h2><p>12 € pro Monat</p></section></body></html>"
LIES = {
    "UTF-8, whose header says Latin-1": ("utf-8", "iso-8859-1", ""),
    "UTF-8, which itself says Latin-1": ("utf-8", "", "iso-8859-1"),
    "UTF-8, whose header says UTF-16": ("utf-8", "utf-16", ""),
    "Windows-1252, whose header says UTF-8": ("cp1252", "utf-8", ""),
    "Windows-1252, which itself says UTF-8": ("cp1252", "", "utf-8"),
    "Windows-1252, which is called Latin-1": ("cp1252", "iso-8859-1", "iso-8859-1"),
    "Latin-9, as the header says and the page does not": ("iso-8859-15", "iso-8859-15", "utf-8"),
    "UTF-16 with a mark, whose header says UTF-8": ("utf-16", "utf-8", "iso-8859-1"),
    "UTF-8 with a mark, whose header says Windows-1251": ("utf-8-sig", "windows-1251", "koi8-r"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_price_is_read_whatever_lies_are_told_of_its_character_set(lie):
    name, header, meta = LIES[lie]
    body = CARD.format(meta=f"<meta charset={meta}>" if meta else "").encode(name)
    content_type = f"text/html; charset={header}" if header else None
    page = read_page(body, url="https://made.example/", kind=SourceKind.PRICING, content_type=content_type)
    assert page.verdict == "ok"
    assert [(plan.name, price.amount, price.currency) for plan in page.plans for price in plan.prices] == [
        ("Café", 12, "EUR")
    ]


@pytest.mark.parametrize(
    "garbled", [CARD.format(meta="").encode().decode("cp1252"), CARD.format(meta="").replace("€", "\ufffd")]
)
def test_a_price_whose_sign_was_garbled_by_its_server_is_no_fact(garbled):
    page = read_page(garbled.encode(), url="https://made.example/", kind=SourceKind.PRICING)
    assert (page.verdict, page.plans) == ("partial", ())
    assert "garbled" in page.reason


@pytest.mark.parametrize(
    "text",
    [
        "12 €",
        "Â£",
        "donâ€™t pay 12",
        "£12",
        "Â 12 £",
        "prix : 5 â 6",
        "¥1200",
        "1990\ufffd1995",
        "the \ufffd50 best\ufffd",
    ],
)
def test_words_that_are_garbled_elsewhere_are_no_matter(text):
    assert garbled_price(text) is None
