"""The gold of the releases suite, and the suite itself where the data is."""

import pytest

from rivalscope.evaluation.releases import GOLD, RELEASES, _expected
from rivalscope.evaluation.suite import read_floors


def test_the_gold_names_every_release_once_and_every_item_with_a_type():
    expected = _expected()
    assert len(expected) == 15
    assert sum(map(len, expected.values())) == 1_794
    rows = (GOLD / "items.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(rows) == 207
    assert {row.split("\t")[3] for row in rows} <= {
        "added",
        "changed",
        "fixed",
        "removed",
        "deprecated",
        "other",
    }


@pytest.mark.shared
def test_the_changelogs_stand_above_their_floors(shared):
    measures = RELEASES.run(shared / "data").measures
    assert all(measures[name] >= floor for name, floor in read_floors()["releases"].items())
