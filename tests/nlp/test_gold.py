"""Our own labelled sentences: some were looked at while the rules were written, the others only counted."""

from pathlib import Path

import pytest

from nlp.gold import evaluate_gold, read_gold
from rivalscope.errors import UsageError

FOLDER = Path(__file__).parents[1] / "eval" / "nlp"
FLOORS = {
    "looked_at.jsonl": {
        "polarity": 0.95,
        "intents": 0.93,
        "aspects": 0.97,
        "aspect_polarity": 0.94,
        "comparisons": 0.92,
    },
    "held_out.jsonl": {
        "polarity": 0.79,
        "intents": 0.82,
        "aspects": 0.97,
        "aspect_polarity": 0.88,
        "comparisons": 0.72,
    },
}


@pytest.mark.parametrize("name", FLOORS)
def test_readings_agree_with_people(nlp, name):
    gold = read_gold(FOLDER / name)
    figures = evaluate_gold(nlp, gold)
    print(name, figures)
    assert figures.n >= 70
    floors = FLOORS[name]
    assert not {score: figures.scores[score] for score in floors if figures.scores[score] < floors[score]}


@pytest.mark.parametrize("name", FLOORS)
def test_every_labelled_aspect_stands_in_its_text(name):
    for one in read_gold(FOLDER / name):
        assert all(words.lower() in one.text.lower() for words, _ in one.aspects)


def test_an_unreadable_file_is_named(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "only"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"gold\.jsonl"):
        read_gold(path)
