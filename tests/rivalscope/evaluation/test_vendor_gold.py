from collections import Counter

import pytest
from bs4 import BeautifulSoup

from rivalscope.domain.page import ClaimStatus, PriceKind
from rivalscope.evaluation.vendor_gold import PARTS, GoldPage, gold_pages, read_gold

PAGE = "<!-- Made up for this project. --><h1>Pricing</h1>"


def gold(folder, said: str) -> GoldPage:
    (folder / "made.toml").write_text(said, encoding="utf-8")
    (folder / "made.html").write_text(PAGE, encoding="utf-8")
    return read_gold(folder / "made.toml")


def squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


def words(page: GoldPage) -> str:
    soup = BeautifulSoup(page.body, "lxml")
    for hidden in soup(["script", "style"]):
        hidden.extract()
    return squeezed(soup.get_text(""))


def test_alternatives_are_right_and_what_is_left_out_must_be_left_open(tmp_path):
    page = gold(
        tmp_path,
        '[[plan]]\nname = "Solo"\nkind = "priced"\n'
        'prices = [{ amount = "5", currency = "USD", billed = "|monthly", unit = "*" }]',
    )
    (price,) = page.offers[0].prices
    assert price.fits(("", "", "anything", ""))
    assert price.fits(("", "monthly", "", ""))
    assert not price.fits(("month", "", "", ""))
    assert not price.fits(("", "annually", "", ""))
    assert not price.fits(("", "", "", "from"))


def test_a_cell_is_a_status_words_or_an_add_on_with_its_price(tmp_path):
    said = '[[matrix]]\nplans = ["A", "B", "C"]\nrows = [["Mail", "absent", "=10 GB", "add-on=$5"]]'
    assert [(cell.plan, cell.status, cell.value) for cell in gold(tmp_path, said).cells] == [
        ("A", ClaimStatus.ABSENT, ""),
        ("B", None, "10 GB"),
        ("C", ClaimStatus.ADD_ON, "$5"),
    ]


@pytest.mark.parametrize(
    "said",
    [
        '[[plan]]\nname = "A"\nkind = "cheap"',
        '[[plan]]\nkind = "free"',
        '[[plan]]\nname = "A"\nkind = "priced"\nprices = [{ amount = "5,-", currency = "EUR" }]',
        '[[matrix]]\nplans = ["A", "B"]\nrows = [["Mail", "absent"]]',
        '[[matrix]]\nplans = ["A"]\nrows = [["Mail", "maybe"]]',
        "[[plan]",
    ],
)
def test_gold_in_another_form_is_refused_with_its_place(tmp_path, said):
    with pytest.raises(ValueError, match=r"made\.toml.*README"):
        gold(tmp_path, said)


@pytest.mark.parametrize("part", PARTS)
def test_what_the_gold_names_stands_on_its_page(part):
    pages = gold_pages(part)
    assert pages
    for page in pages:
        assert b"ade up for this project" in page.body.split(b"\n", 1)[0], page.name
        assert 2_000 <= len(page.body) <= 30_000, page.name
        assert page.offers or page.cells or page.not_prices, page.name
        names = [name for offer in page.offers for name in offer.names]
        assert {cell.plan for cell in page.cells} <= {*names, ""}, page.name
        shown = words(page)
        for offer in page.offers:
            assert offer.extra or any(squeezed(name) in shown for name in offer.names), offer.names
        asked = [point for offer in page.offers for _, point in offer.points]
        asked += [cell.feature for cell in page.cells]
        asked += [cell.value for cell in page.cells if cell.status is None]
        assert [text for text in asked if squeezed(text) not in shown] == [], page.name


def test_the_first_part_has_every_kind_of_offer_in_seven_languages():
    pages = gold_pages("first")
    kinds = Counter(offer.kind for page in pages for offer in page.offers if not offer.extra)
    assert len(pages) == 36
    assert all(kinds[kind] >= 10 for kind in (PriceKind.PRICED, PriceKind.FREE, PriceKind.CONTACT))
    assert sum(len(page.not_prices) for page in pages) >= 60
    told = {page.body.split(b'lang="', 1)[1][:2] for page in pages if b'lang="' in page.body}
    assert told == {b"en", b"de", b"fr", b"es", b"nl", b"ja", b"pt"}
