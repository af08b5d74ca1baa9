import codecs

import pytest

from spiders.pages.decoding import decode

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
