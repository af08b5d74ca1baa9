"""`taxonomy` as a person types it: the queue, decisions, the file they are written to, and terms that are judged."""

import hashlib
import json
import shutil
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from rivalscope.cli import run
from rivalscope.commands import taxonomy_review
from rivalscope.config import load_market
from rivalscope.domain.page import Passage, Review
from rivalscope.domain.reading import Aspect, Polarity, Reading
from storage.market import sync_market
from storage.migrate import ready
from storage.reviews import import_reviews, store_readings, unread

MARKET = """
[market]
name = "Made market"
timezone = "UTC"
contact = "made@example.org"

[[products]]
name = "Ours"
slug = "ours"
ours = true

[[products]]
name = "Rival"
slug = "rival"
"""
TAXONOMY = """# ours
features:
  - {name: Chat, aliases: [messaging]}   # talk
  - {name: Export}
"""
SAID = {
    "ours": {"Love the dark mode here": ["dark mode"], "the darkmode is broken": ["darkmode"]},
    "rival": {
        "Dark modes and the chat are fine": ["Dark modes", "chat"],
        "what a circus": ["circus"],
        "still a circus, messaging too": ["circus", "messaging"],
    },
}


@pytest.fixture
def folder(tmp_path, monkeypatch, filled):
    """A market of our own making whose reviews were read by hand."""
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    monkeypatch.delenv("RIVALSCOPE_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def filled(tmp_path_factory, migrated_sqlite):
    folder = tmp_path_factory.mktemp("market")
    shutil.copy(migrated_sqlite, folder / "rivalscope.db")
    (folder / "market.toml").write_text(MARKET)
    (folder / "taxonomy.yml").write_text(TAXONOMY)
    market = load_market(folder / "market.toml", environment={})
    engine = ready(market.database_url)
    sync_market(engine, market.products, market.taxonomy)
    for product, texts in SAID.items():
        fill(engine, product, texts)
    engine.dispose()
    return folder


def fill(engine, product, texts):
    reviews = [
        Review(
            key=text, text=text, passage=Passage(selector=f"row:{place}", start=0, end=len(text), quote=text)
        )
        for place, text in enumerate(texts)
    ]
    import_reviews(
        engine,
        product=product,
        file_name=f"{product}.csv",
        snapshot=hashlib.sha256(product.encode()).hexdigest(),
        night=date(2026, 1, 1),
        seen_at=datetime(2026, 1, 1, tzinfo=UTC),
        reviews=reviews,
    )
    stored = [one for one in unread(engine, model="m", taxonomy="t", limit=9) if one.text in texts]
    readings = [(one.id, reading_of(one.text, texts[one.text])) for one in stored]
    store_readings(engine, readings, model="m", taxonomy="t")


def reading_of(text, phrases):
    aspects = [
        Aspect(
            start=text.index(phrase),
            end=text.index(phrase) + len(phrase),
            text=phrase,
            feature=None,
            polarity=Polarity.NEGATIVE,
            confidence=0.9,
        )
        for phrase in phrases
    ]
    return Reading(text=text, language="en", aspects=tuple(aspects))


def taxonomy_of(folder):
    return load_market(folder / "market.toml").taxonomy


def test_the_queue_is_listed_with_who_says_it_and_where(folder, capsys):
    assert run(["taxonomy", "review"]) == 0
    told = capsys.readouterr()
    lines = told.out.splitlines()
    assert lines[0] == "1. dark mode: 3 reviewers (ours 2, rival 1), 0 praise it, 3 blame it"
    assert lines[1] == "   also written darkmode (1)"
    assert "] Love the dark mode here" in told.out
    assert "2. circus: 2 reviewers (rival 2)" in told.out
    assert "chat" not in "".join(line for line in lines if line[0].isdigit())
    assert told.err == "2 of 2 candidates; decide with --accept, --as and --reject\n"


def test_json_gives_every_example_where_it_stands(folder, capsys):
    assert run(["taxonomy", "review", "--json", "--limit", "1"]) == 0
    (candidate,) = json.loads(capsys.readouterr().out)
    assert candidate["name"] == "dark mode"
    assert candidate["products"] == {"ours": 2, "rival": 1}
    assert candidate["spellings"] == [
        {"text": "dark mode", "reviewers": 2},
        {"text": "darkmode", "reviewers": 1},
    ]
    quoted = [one["text"][one["start"] : one["end"]] for one in candidate["examples"]]
    assert sorted(quoted) == ["Dark modes", "dark mode", "darkmode"]


def test_decisions_are_written_and_leave_the_queue(folder, capsys):
    arguments = ["taxonomy", "review", "--accept", "dark mode", "--reject", "circus", "--json"]
    assert run(arguments) == 0
    decided = json.loads(capsys.readouterr().out)
    assert [(one["decision"], one["feature"], one["aliases"]) for one in decided] == [
        ("accepted", "Dark mode", ["darkmode"]),
        ("rejected", None, []),
    ]
    assert (folder / "taxonomy.yml").read_text() == (
        TAXONOMY + "  - {name: Dark mode, aliases: [darkmode]}\nrejected:\n  - circus\n"
    )
    assert run(["taxonomy", "review"]) == 0
    assert capsys.readouterr().out == ""


def test_what_is_accepted_may_mean_a_feature_that_is_there(folder, capsys):
    assert run(["taxonomy", "review", "--accept", "darkmode", "--as", "messagings"]) == 0
    assert taxonomy_of(folder).features[0].aliases == ("messaging", "darkmode")
    assert "talk" in (folder / "taxonomy.yml").read_text()
    assert "'Chat' is what 'darkmode' means now" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--accept", "dark mod"], "nothing in the queue is called 'dark mod'; near it are 'dark mode'"),
        (["--accept", "dark mode", "--as", "Chatt"], "has no feature 'Chatt'; near it are 'Chat'"),
        (["--as", "Chat"], "--accept"),
        (["--reject", ""], "nothing in the queue"),
        (["--accept", "dark mode", "--reject", "nonsense"], "nothing in the queue"),
        (["--limit", "0"], "0 is not in the range"),
    ],
)
def test_what_cannot_be_decided_is_said_and_nothing_is_written(folder, capsys, arguments, words):
    assert run(["taxonomy", "review", *arguments]) == 2
    assert words in capsys.readouterr().err
    assert (folder / "taxonomy.yml").read_text() == TAXONOMY


def test_a_person_is_asked_about_each(folder, monkeypatch):
    monkeypatch.setattr(taxonomy_review, "_is_attended", lambda: True)
    answers = "a\nNothing\na\nchat\nr\n"
    result = CliRunner().invoke(taxonomy_review.review, [], input=answers)
    assert result.exit_code == 0, result.output
    assert "has no feature 'Nothing'" in result.output
    assert taxonomy_of(folder).features[0].aliases == ("messaging", "dark mode", "darkmode")
    assert taxonomy_of(folder).rejected == ("circus",)


def test_a_person_may_stop_and_keep_what_was_decided(folder, monkeypatch):
    monkeypatch.setattr(taxonomy_review, "_is_attended", lambda: True)
    CliRunner().invoke(taxonomy_review.review, [], input="n\nq\n")
    assert [one.name for one in taxonomy_of(folder).features] == ["Chat", "Export", "Dark mode"]
    assert taxonomy_of(folder).rejected == ()


def test_an_empty_queue_says_what_fills_it(folder, capsys):
    assert run(["taxonomy", "review", "--least", "50"]) == 0
    assert "rivalscope annotate" in capsys.readouterr().err


def test_terms_are_shown_with_their_mentions(folder, capsys):
    assert run(["taxonomy", "show"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Chat: 2 mentions",
        "    Chat: 1",
        "    messaging: 1",
        "Export: 0 mentions",
        "    never found: Export",
    ]


def judge_by(monkeypatch, confirmed):
    """Let words that are confirmed stand for the encoder, whose own answers tests/nlp/test_confirm.py shows."""
    monkeypatch.setattr("nlp.confirm.build_judge", lambda products, *, tier: None)
    monkeypatch.setattr(
        "nlp.confirm.confirm",
        lambda nlp, places: {one.mention: one.text[one.start : one.end] in confirmed for one in places},
    )


def test_doubtful_terms_are_named_and_aliases_pruned(folder, capsys, monkeypatch):
    judge_by(monkeypatch, {"chat"})
    assert run(["taxonomy", "check", "--least", "1"]) == 1
    told = capsys.readouterr()
    assert "    Chat: 1, 1 of 1 confirmed" in told.out
    assert told.err == "doubtful: alias 'messaging' of 'Chat': 0 of 1 mentions confirmed\n"
    assert (folder / "taxonomy.yml").read_text() == TAXONOMY
    assert run(["taxonomy", "check", "--least", "1", "--prune", "--json"]) == 0
    assert taxonomy_of(folder).features[0].aliases == ()
    assert taxonomy_of(folder).rejected == ("messaging",)


def test_a_doubtful_name_is_left_to_people(folder, capsys, monkeypatch):
    judge_by(monkeypatch, {"messaging"})
    assert run(["taxonomy", "check", "--least", "1", "--prune"]) == 1
    assert (folder / "taxonomy.yml").read_text() == TAXONOMY


def test_a_market_without_reviews_is_checked_at_once(folder, capsys):
    (folder / "rivalscope.db").unlink()
    assert run(["taxonomy", "check"]) == 0
    assert "no mention of any feature is stored" in capsys.readouterr().err
