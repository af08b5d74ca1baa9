"""Noise over the nights: counted by source, night and kind, on every kind of page; shown and never told."""

import pytest
from sqlalchemy import text

from storage import reads
from storage.engine import reading

PAGE = ["Acme for teams", "Loved by 12,400 users", "Updated 1 May 2026", "Pro costs $9"]
LATER = ["Pro costs $9", "Acme for teams", "Loved by 12,901 users", "Updated 2 May 2026"]


def rows(engine, sql):
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(text(sql))]


def counted(engine):
    return rows(engine, "SELECT source, page, kind, lines FROM noise_by_kind ORDER BY night, source, kind")


def test_lines_that_say_the_same_are_counted_on_any_kind_of_page(pricing, reviewing):
    for source in (pricing, reviewing):
        source.show(0, lines=PAGE)
        source.show(1, lines=LATER)
    kinds = ["counter", "date", "order"]
    assert counted(pricing.engine) == [
        (f"rival/{page}", page, kind, 1) for page in ("pricing", "reviews") for kind in kinds
    ]
    assert rows(pricing.engine, "SELECT * FROM changes") == []


def test_noise_is_counted_against_the_capture_before_and_stands_in_the_coverage(pricing, made):
    for number, lines in enumerate([PAGE, LATER, LATER]):
        pricing.show(number, lines=lines)
    pricing.same(3)
    nights = reads.coverage(pricing.engine, since=made.night_of(0), until=made.night_of(3))
    assert [night.noise for night in nights if night.source == "rival/pricing"] == [0, 3, 0, 0]


def test_two_pages_of_a_source_are_counted_together(pricing):
    pricing.show(0, lines=PAGE)
    pricing.show(1, lines=LATER)
    pricing.url += "?page=2"
    pricing.show(0, lines=PAGE)
    pricing.show(1, lines=LATER)
    assert [lines for *_, lines in counted(pricing.engine)] == [2, 2, 2]


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_what_another_reader_read_is_not_compared(pricing, monkeypatch):
    pricing.show(0, lines=PAGE)
    with pricing.engine.begin() as connection:
        connection.execute(text("UPDATE page_lines SET extractor = 'pages/0'"))
    pricing.show(1, lines=LATER)
    assert counted(pricing.engine) == []
    pricing.show(2, lines=PAGE)
    assert len(counted(pricing.engine)) == 3
