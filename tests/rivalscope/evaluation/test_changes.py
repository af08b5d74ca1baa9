import gzip
import json

from rivalscope.evaluation import changes
from rivalscope.evaluation.changes import VERSIONS, blocks, measure_changes, read_labels

MADE = [
    ("c0", "Terms\n\nUpdated: 1 May 2026"),
    ("c1", "Terms\n\nUpdated: 2 May 2026"),
    ("c2", "Terms\n\nYou pay."),
]


def test_every_label_is_substance_or_says_why_not():
    labels = read_labels()
    assert len(labels) == 805
    assert sum(label == "substance" for label in labels.values()) == 121


def test_passages_are_what_a_reader_sees_of_markdown():
    assert blocks("# Terms\n\n* [Privacy](https://a.example/p) **first**\n---\n") == [
        "Terms",
        "Privacy first",
    ]


def test_shares_come_with_their_counts_and_stand_beside_both_baselines(tmp_path, monkeypatch):
    file = tmp_path / VERSIONS
    file.parent.mkdir(parents=True)
    rows = [
        {"commit": commit, "date": commit, "service": "Made", "document": "Terms", "text": text}
        for commit, text in MADE
    ]
    file.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    monkeypatch.setattr(changes, "read_labels", lambda: {"c1": "date", "c2": "substance"})
    report = measure_changes(tmp_path)
    assert report.n == 2
    assert report.parts["precision"] == (1, 1)
    assert report.parts["any byte.precision"] == (1, 2)
    assert report.parts["text.noise kept back"] == (0, 1)
    assert not report.wrong
