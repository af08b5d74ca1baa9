import io
import json
import sys

import pytest

from rivalscope.cli import run
from rivalscope.commands.read import parse_line, read_lines, render, to_json
from rivalscope.domain.reading import Aspect, Comparison, Intent, IntentLabel, Polarity, Reading, Relation

READING = Reading(
    text="search is slow",
    language="en",
    aspects=(
        Aspect(start=0, end=6, text="search", feature="Search", polarity=Polarity.NEGATIVE, confidence=0.9),
    ),
    intents=(Intent(label=IntentLabel.PROBLEM, confidence=0.8, start=0, end=14),),
    comparisons=(Comparison(winner="Zoom", loser=None, aspect="price", relation=Relation.SWITCH),),
    polarity=Polarity.NEGATIVE,
)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_the_shape_is_the_documented_one():
    assert to_json(READING) == {
        "text": "search is slow",
        "language": "en",
        "aspects": [
            {
                "start": 0,
                "end": 6,
                "text": "search",
                "feature": "Search",
                "polarity": "negative",
                "confidence": 0.9,
            }
        ],
        "intents": [{"label": "problem", "confidence": 0.8}],
        "comparisons": [{"winner": "Zoom", "loser": None, "aspect": "price", "relation": "switch"}],
        "polarity": "negative",
    }


def test_people_see_every_part():
    shown = render(READING)
    for words in ("search is slow", "negative", "problem (0.80)", "switched to Zoom from (not said), price"):
        assert words in shown


def test_one_object_a_line_in_order(tmp_path, capsys):
    path = tmp_path / "reviews.txt"
    path.write_text("The search is slow.\n\nI love the calendar 😀\r\n", encoding="utf-8")
    assert run(["read", "--json", str(path)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["text"] for line in lines] == ["The search is slow.", "I love the calendar 😀"]
    assert lines[0]["aspects"][0]["feature"] == "Search"
    assert lines[1]["aspects"][0]["polarity"] == "positive"


def test_standard_input_is_read_when_no_file_is_given(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "The search is slow."}\n')))
    assert run(["read", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["text"] == "The search is slow."


def test_the_market_decides_features_and_products(tmp_path, capsys):
    (tmp_path / "taxonomy.yml").write_text(
        "features:\n  - {name: Beaming, aliases: [teleporter]}\n", encoding="utf-8"
    )
    (tmp_path / "market.toml").write_text(
        '[market]\nname = "M"\ncontact = "me@example.com"\n'
        '[[products]]\nname = "Acme"\nslug = "acme"\nours = true\n'
        '[[products]]\nname = "Globex"\nslug = "globex"\naliases = ["the globe thing"]\n',
        encoding="utf-8",
    )
    path = tmp_path / "reviews.txt"
    path.write_text("The teleporter is great. We moved to the globe thing.", encoding="utf-8")
    assert run(["read", "--json", str(path)]) == 0
    line = json.loads(capsys.readouterr().out)
    assert [one["feature"] for one in line["aspects"]] == ["Beaming"]
    assert line["comparisons"][0]["winner"] == "Globex"


def test_a_bad_line_is_named_and_the_others_are_read(tmp_path, capsys):
    path = tmp_path / "reviews.jsonl"
    path.write_text(
        '{"text": "The search is slow."}\n{"text": \n{"words": 1}\n{"text": "ok"}\n', encoding="utf-8"
    )
    assert run(["read", "--json", str(path)]) == 2
    captured = capsys.readouterr()
    assert [json.loads(line)["text"] for line in captured.out.splitlines()] == ["The search is slow.", "ok"]
    assert len(captured.err.strip().splitlines()) == 1
    assert "reviews.jsonl:2: not valid JSON" in captured.err


def test_a_line_in_another_encoding_is_named(tmp_path, capsys):
    path = tmp_path / "reviews.txt"
    path.write_bytes(b"The search is slow.\nprix \xe9lev\xe9\n")
    assert run(["read", "--json", str(path)]) == 2
    captured = capsys.readouterr()
    assert "reviews.txt:2: not UTF-8" in captured.err
    assert len(captured.out.splitlines()) == 1


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_a_file_that_cannot_be_read_is_one_line_and_two(name, capsys):
    assert run(["read", name]) == 2
    assert name in capsys.readouterr().err


def test_a_utf16_file_is_told(tmp_path, capsys):
    path = tmp_path / "reviews.txt"
    path.write_text("The search is slow.", encoding="utf-16")
    assert run(["read", str(path)]) == 2
    assert "UTF-16" in capsys.readouterr().err


def test_a_missing_market_file_is_named(capsys):
    assert run(["read", "--market", "none.toml"]) == 2
    assert "none.toml" in capsys.readouterr().err


def test_lines_that_only_look_like_json_are_texts(tmp_path):
    path = tmp_path / "reviews.txt"
    path.write_text("{smile} nice\nplain\n", encoding="utf-8")
    assert read_lines(path) == (["{smile} nice", "plain"], [])


def test_a_byte_order_mark_is_no_text(tmp_path):
    path = tmp_path / "reviews.txt"
    path.write_bytes(b"\xef\xbb\xbfnice\n")
    assert read_lines(path)[0] == ["nice"]


@pytest.mark.parametrize("line", ["{", '{"text": 5}', "{}", '{"a":' * 100_000])
def test_a_line_without_a_text_is_refused(line):
    with pytest.raises(ValueError, match=r"JSON|text"):
        parse_line(line)


def test_a_lone_surrogate_does_not_stop_the_printing():
    parse_line('{"text": "\\ud800 nice"}').encode("utf-8")
