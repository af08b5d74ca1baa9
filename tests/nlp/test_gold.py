"""Our own labelled sentences. Every second one was looked at while the rules were written; the others were not."""

from pathlib import Path

import pytest

from nlp.gold import evaluate_gold, read_gold
from rivalscope.errors import UsageError

GOLD = Path(__file__).parents[1] / "eval" / "nlp" / "gold.jsonl"
FLOORS = {"polarity": 0.86, "intents": 0.88, "aspects": 0.95, "aspect_polarity": 0.88, "comparisons": 0.75}


@pytest.mark.parametrize("part", [0, 1], ids=["looked at", "held out"])
def test_readings_agree_with_people(nlp, part):
    gold = read_gold(GOLD)[part::2]
    figures = evaluate_gold(nlp, gold)
    print(figures)
    assert figures.n >= 60
    fallen = {name: figures.scores[name] for name, floor in FLOORS.items() if figures.scores[name] < floor}
    assert not fallen


def test_every_labelled_aspect_stands_in_its_text():
    for one in read_gold(GOLD):
        assert all(words.lower() in one.text.lower() for words, _ in one.aspects)


def test_an_unreadable_file_is_named(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "only"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"gold\.jsonl"):
        read_gold(path)
