import json
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt

from rivalscope.reports import html, json_report, markdown, xlsx
from rivalscope.reports.inert import guard
from rivalscope.reports.report import write_report

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def tokens(text):
    found = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        found.append(token)
        found += token.children or []
    return found


def book(content, tmp_path):
    """Return sheet name → rows of cells as (type, text) of a workbook."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    with zipfile.ZipFile(path) as archive:
        texts = ["".join(t.itertext()) for t in ET.fromstring(archive.read("xl/sharedStrings.xml"))]
        names = [s.get("name") for s in ET.fromstring(archive.read("xl/workbook.xml")).iter(f"{MAIN}sheet")]
        sheets = {}
        for number, name in enumerate(names, 1):
            root = ET.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            assert not list(root.iter(f"{MAIN}f")), "a formula"
            assert not list(root.iter(f"{MAIN}hyperlink")), "a link"
            sheets[name] = [
                [
                    ("text", texts[int(c[0].text)]) if c.get("t") == "s" else ("number", c[0].text)
                    for c in row
                    if len(c)
                ]
                for row in root.iter(f"{MAIN}row")
            ]
    return sheets


def test_five_files_are_written_and_written_over(made, tmp_path):
    report = made.report()
    paths = write_report(tmp_path / "new" / "folder", report)
    assert [path.name for path in paths] == [
        "report.html",
        "report.md",
        "report.json",
        "report.xlsx",
        "changes.atom",
    ]
    first = [path.read_bytes() for path in paths]
    assert [path.read_bytes() for path in write_report(tmp_path / "new" / "folder", report)] == first
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == sorted(
        p.name for p in paths
    )


def test_json_holds_every_finding_and_only_the_evidence_they_name(made):
    report = made.report()
    facts = json.loads(json_report.render(report))
    assert len(facts["analysis"]["gaps"]) == len(report.analysis.gaps)
    assert len(facts["summary"]) == 3
    assert facts["prices"][0]["amount"] == "11"
    assert facts["as_of"] == "2026-11-22T02:00:00+00:00"
    for gap in facts["analysis"]["gaps"]:
        assert {str(number) for number in gap["evidence"]} <= set(facts["evidence"])
    assert len(facts["evidence"]) < len(report.evidence)


def test_json_of_hostile_text_can_be_read_again(made, naughty, poisoned):
    assert json.loads(json_report.render(poisoned(made.report(), naughty)))


def test_markdown_tells_gaps_prices_and_evidence(made):
    text = markdown.render(made.report())
    assert "| Single sign-on | absent | Kestrel, Marlow Rooms and Tarn |" in text
    assert "| Kestrel | Pro | 13.33 USD per seat per month, billed annually | 13.33 USD |" in text
    assert "**This report is partial.**" in text
    cited = set(re.findall(r"\be(\d+)\b", text.split("## Evidence")[0]))
    listed = set(re.findall(r"^- e(\d+):", text, flags=re.MULTILINE))
    assert cited == listed


def test_extras_stand_below_the_plans_in_every_format(made, tmp_path):
    sold = made.facts.price("kestrel", "Phone number", "4.50", billed=None, unit="number")
    report = made.report(extras=(sold,))
    told = "4.50 USD per number per month"
    plans, _, extras = markdown.render(report).partition("### Extras")
    assert f"| Kestrel | Phone number | {told} | 4.50 USD |" in extras
    assert "Phone number" not in plans
    page = html.render(report)
    assert page.index("1 add-on, service, fee or rate beside the plans") > page.index(
        "13.33 USD per seat per month"
    )
    assert told in page
    assert json.loads(json_report.render(report))["extras"][0]["plan"] == "Phone number"
    sheets = book(xlsx.render(report), tmp_path)
    assert [value for _, value in sheets["Extras"][1]][:3] == ["Kestrel", "Phone number", "4.5"]
    assert "Phone number" not in repr(sheets["Prices"])


def test_a_report_without_extras_has_no_part_for_them(made):
    assert "### Extras" not in markdown.render(made.report())
    assert "beside the plans" not in html.render(made.report())


def test_hostile_text_stays_text_in_markdown(made, naughty, poisoned):
    clean = [
        t.type for t in tokens(markdown.render(made.report())) if t.type.endswith(("_open", "html_block"))
    ]
    for turn in range(3):
        report = poisoned(made.report(), naughty[turn * 11 :] + naughty[: turn * 11])
        found = tokens(markdown.render(report))
        assert not [
            t
            for t in found
            if t.type in ("html_block", "html_inline", "image", "fence", "code_block", "code_inline")
        ]
        links = [t.attrs["href"] for t in found if t.type == "link_open"]
        assert all(link.startswith(("http://", "https://")) for link in links)
        rows = [t.type for t in found if t.type in ("tr_open", "td_open")]
        assert rows.count("tr_open") <= clean.count("tr_open")


@pytest.mark.shared
def test_naughty_strings_stay_text_in_markdown_and_cells(made, blns, poisoned, tmp_path):
    for start in (0, 200, 400):
        report = poisoned(made.report(), blns[start:] + blns[:start])
        found = tokens(markdown.render(report))
        assert not [
            t for t in found if t.type in ("html_block", "html_inline", "image", "fence", "code_block")
        ]
        assert all(t.attrs["href"].startswith("http") for t in found if t.type == "link_open")
        for rows in book(xlsx.render(report), tmp_path).values():
            assert all(
                text == guard(text) or text.startswith("'")
                for row in rows
                for kind, text in row
                if kind == "text"
            )


def test_numbers_are_numbers_and_texts_are_texts_in_the_workbook(made, tmp_path):
    report = made.report()
    sheets = book(xlsx.render(report), tmp_path)
    names = list(sheets)
    assert names[:6] == ["Summary", "Gaps", "Changes", "Prices", "Matrix", "Sentiment"]
    assert names[-2:] == ["Coverage", "Evidence"]
    full = next(
        n
        for n, gap in enumerate(report.analysis.gaps, 1)
        if gap.rivals and None not in (gap.our_score, gap.best_score)
    )
    assert [kind for kind, _ in sheets["Gaps"][full]] == ["text"] * 5 + ["number"] * 7 + ["text"] * 2
    amounts = {float(row[2][1]) for row in sheets["Prices"][1:] if row[2][0] == "number"}
    assert {15.99, 13.33, 0.0} <= amounts


def test_hostile_text_is_no_formula_in_the_workbook(made, naughty, poisoned, tmp_path):
    sheets = book(xlsx.render(poisoned(made.report(), naughty)), tmp_path)
    texts = {text for rows in sheets.values() for row in rows for kind, text in row if kind == "text"}
    assert "'=cmd|' /C calc'!A0" in texts
    assert "'@SUM(1,1)" in texts
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_same_report_gives_the_same_workbook(made):
    report = made.report()
    assert xlsx.render(report) == xlsx.render(report)
