"""Workbooks: what a sheet says, and archives that are none or mean harm."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
from openpyxl import Workbook

from rivalscope.errors import UsageError
from spiders import sheets
from spiders.files import read_reviews
from spiders.pages.passages import Selections


def workbook(*rows, **others):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for name, more in others.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture
def read(tmp_path):
    def read_book(body, **named):
        path = tmp_path / "reviews.xlsx"
        path.write_bytes(body)
        return read_reviews(path, **named)

    return read_book


HEADER = ("Review", "Stars", "Date", "ID")


def test_a_sheet_is_read_with_its_numbers_and_days_and_its_words_are_found_again(read):
    file = read(
        workbook(
            HEADER, ("Slow <b>again</b>", 2.0, dt.datetime(2026, 5, 1, 9, 30), 7), ("Fine", 4.5, None, 8)
        )
    )
    assert [(one.text, one.rating, one.date, one.key) for one in file.reviews] == [
        ("Slow again", Decimal(2), dt.date(2026, 5, 1), "7"),
        ("Fine", Decimal("4.5"), None, "8"),
    ]
    selections = Selections(file.body)
    assert all(selections.confirm(one.passage) for one in file.reviews)


def test_a_workbook_gives_what_the_same_csv_gives(read, tmp_path):
    rows = [("content", "score", "at"), ("One of ours", 5, "2026-05-01"), ("Two of ours", 1, "2026-05-02")]
    path = tmp_path / "reviews.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in rows))
    told = [
        [(r.text, r.rating, r.date, r.key) for r in file.reviews]
        for file in (read(workbook(*rows)), read_reviews(path))
    ]
    assert told[0] == told[1]


def test_another_sheet_is_read_when_it_is_named(read):
    body = workbook(("nothing",), Answers=[HEADER, ("From the second", 3, "2026-01-02", 1)])
    assert [one.text for one in read(body, sheet="Answers").reviews] == ["From the second"]
    with pytest.raises(UsageError, match=r"no sheet 'Answer'; it has Sheet, Answers"):
        read(body, sheet="Answer")


def test_a_formula_is_what_it_last_came_to_and_never_its_text(read):
    body = workbook(
        HEADER, ("Plain words", "=1+1", "2026-01-02", 1), ('=HYPERLINK("http://x.example","go")', 3, None, 2)
    )
    file = read(body)
    assert [(one.text, one.rating) for one in file.reviews] == [("Plain words", None)]
    assert b"HYPERLINK" not in file.body


def test_empty_rows_before_the_header_and_between_are_passed_over(read):
    file = read(workbook((), (None, None), HEADER, (), ("Here", 3, None, 1)))
    assert [one.text for one in file.reviews] == ["Here"]


def _zip(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _entities(body):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename.endswith("sheet1.xml"):
                content = (
                    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + content.split(b"?>", 1)[-1]
                )
            new.writestr(part.filename, content)
    return out.getvalue()


GOOD = workbook(HEADER, ("Here", 3, None, 1))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"PK\x03\x04 and nothing more", "no workbook"),
        (GOOD[: len(GOOD) // 2], "no workbook"),
        (_zip(readme="hello"), "no workbook"),
        (_zip(**{"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x>"}), "no workbook"),
        (_entities(GOOD), "defines entities"),
        (workbook(HEADER), "no rows"),
        (workbook(), "no rows"),
    ],
    ids=["stub", "torn", "other zip", "broken", "entities", "header alone", "empty"],
)
def test_what_is_no_good_workbook_is_refused_in_words(read, body, said):
    with pytest.raises(UsageError, match=said):
        read(body)


def test_a_bomb_is_refused_before_it_is_unpacked(read, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 1_000_000)
    bomb = _zip(**{"xl/worksheets/sheet1.xml": b" " * 20_000_000})
    assert len(bomb) < 50_000
    with pytest.raises(UsageError, match="too large once unpacked"):
        read(bomb)


def test_too_many_parts_or_rows_are_refused(read, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_PARTS", 3)
    with pytest.raises(UsageError, match="too large"):
        read(GOOD)
    monkeypatch.setattr(sheets, "MOST_PARTS", 100)
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    with pytest.raises(UsageError, match="split it"):
        read(workbook(HEADER, *[("Again", 3, None, n) for n in range(5)]))


def test_an_old_or_locked_workbook_and_a_sheet_of_a_csv_are_told(read, tmp_path):
    with pytest.raises(UsageError, match="old or locked"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    path = tmp_path / "r.csv"
    path.write_text("content\nx\n")
    with pytest.raises(UsageError, match="no XLSX workbook"):
        read_reviews(path, sheet="A")
