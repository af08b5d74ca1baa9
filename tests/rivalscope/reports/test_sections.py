"""A section of our own making in each format: what one shows, all show."""

import json

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from rivalscope.reports import html, json_report, markdown, xlsx
from rivalscope.reports.canvas import Chart
from rivalscope.reports.section import Cell, Quotation, Section, Table
from rivalscope.reports.summary import Sentence
from rivalscope.reports.xlsx_sections import sheet_name, sheets

PATHS = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img" aria-label="A line"><path d="M0 0"/></svg>'


@pytest.fixture
def section(made):
    first, second, third = sorted(made.facts.evidence)[:3]
    table = Table(
        caption="Cost by team: seats",
        head=("product", "cost", "share", "evidence"),
        rows=(
            (Cell(text="Kestrel"), Cell(text="133.30", value=133.3, evidence=(first,)),
             Cell(text="40 % (30–50 %), n = 80", value=0.4), Cell(text="", evidence=(second, third))),
            (Cell(text="Tarn", thin=True), Cell(text="–"), Cell(text="9 % (2–31 %), n = 3", value=0.09), Cell(text="")),
        ),
        left=4,
    )  # fmt: skip
    return Section(
        slug="price-for-value",
        title="Price for value",
        told=(
            Sentence(text="Kestrel is dearest.", evidence=(first,)),
            Sentence(text="Tarn has too few."),
        ),
        charts=(Chart(svg=PATHS, alt="A line"),),
        tables=(table,),
        quotations=(Quotation(lead="A customer of Kestrel", evidence=third),),
        method="value/1, 95 % intervals",
    )


def test_a_section_is_in_the_page_with_its_way_there(made, section):
    page = BeautifulSoup(html.render(made.report(), told=[section]), "html.parser")
    assert page.select_one("nav a[href='#price-for-value']").get_text() == "Price for value"
    part = page.select_one("section#price-for-value")
    assert part.select_one("header").get_text() == "Price for valuevalue/1, 95 % intervals"
    assert part.select_one("p.first").get_text().startswith("Kestrel is dearest.")
    assert part.select_one("svg")["aria-label"] == "A line"
    assert [cell["scope"] for cell in part.select("tbody th")] == ["row", "row"]
    assert "4 further rows stand in report.json" in part.get_text()
    assert part.select_one(".wide")["tabindex"] == "0"
    thin = [" ".join(cell.get_text(" ").split()) for cell in part.select("th, td") if cell.select(".thin")]
    assert thin == ["Tarn thin"]


def test_what_a_section_cites_is_among_the_evidence(made, section):
    page = BeautifulSoup(html.render(made.report(), told=[section]), "html.parser")
    links = {link["href"] for link in page.select("#price-for-value div a")}
    assert links == {f"#e{number}" for number in section.cited()}
    assert all(page.select_one(f"#evidence li{link} blockquote") for link in links)
    quoted = page.select_one("#price-for-value blockquote")
    assert made.facts.evidence[section.quotations[0].evidence].quote in quoted.get_text()


def test_columns_of_numbers_are_flush_right_and_words_are_not(made, section):
    page = BeautifulSoup(html.render(made.report(), told=[section]), "html.parser")
    head = page.select("#price-for-value thead th")
    assert [cell.get_text() for cell in head if "num" in cell.get("class", ())] == ["cost", "share"]


def test_a_section_in_markdown_holds_tables_quotations_and_listed_evidence(made, section):
    text = markdown.render(made.report(), told=[section])
    first, _, third = sorted(made.facts.evidence)[:3]
    assert f"| Kestrel | 133.30 e{first} | 40 % (30–50 %), n = 80 |" in text
    assert "| Tarn (thin) |" in text
    assert f"> A customer of Kestrel: “{made.facts.evidence[third].quote}” e{third}" in text
    assert f"\n- e{third}: " in text
    kinds = [token.type for token in MarkdownIt("commonmark").enable("table").parse(text)]
    assert "blockquote_open" in kinds


def test_a_sheet_holds_numbers_words_thinness_and_evidence(section):
    [(title, head, rows)] = sheets([section])
    first, second, third = dict.fromkeys(section.cited())
    assert title == "Price for value"
    assert head == ["product", "cost", "share", "share, in words", "evidence", "thin", "ids"]
    assert rows[0] == (
        "Kestrel",
        133.3,
        0.4,
        "40 % (30–50 %), n = 80",
        "",
        "no",
        f"e{first} e{second} e{third}",
    )
    assert rows[1] == ("Tarn", "–", 0.09, "9 % (2–31 %), n = 3", "", "yes", "")


def test_names_of_sheets_are_such_as_a_workbook_takes():
    taken = set()
    names = [sheet_name(title, taken) for title in ("A/B: [x]*?\\" + "y" * 40, "history", "'", "Gaps", "GAPS", "G" * 31, "g" * 40)]  # fmt: skip
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert "history" not in names


def test_a_workbook_with_sections_is_written(made, section):
    assert xlsx.render(made.report(), told=[section, section])[:2] == b"PK"


def test_a_section_in_json_is_as_told_with_its_evidence(made, section):
    facts = json.loads(json_report.render(made.report(), told=[section]))
    [told] = facts["sections"]
    assert told["slug"] == "price-for-value"
    assert told["charts"] == ["A line"]
    assert told["tables"][0]["rows"][0][1]["value"] == 133.3
    assert {str(number) for number in section.cited()} <= set(facts["evidence"])


def test_sections_have_ids_of_their_own(made):
    page = BeautifulSoup(html.render(made.report()), "html.parser")
    ids = [part["id"] for part in page.select("section.part")]
    assert len(ids) == len(set(ids))
