import pytest

from rivalscope.evaluation.confusion import shares
from rivalscope.evaluation.suite import FLOORS, Report, Suite, evaluate, read_floors
from rivalscope.evaluation.suites import SUITES


def _suite(*, measures, needs=()):
    return Suite(name="made", about="made", run=lambda _data: Report(n=2, measures=measures), needs=needs)


def test_a_measure_below_its_floor_has_fallen():
    (result,) = evaluate(
        [_suite(measures={"a": 0.5, "b": 0.9})], data=None, floors={"made": {"a": 0.6, "b": 0.9}}
    )
    assert result.fallen == ("a",)


def test_a_floor_without_its_measure_has_fallen():
    (result,) = evaluate([_suite(measures={})], data=None, floors={"made": {"a": 0.0}})
    assert result.fallen == ("a",)


def test_a_suite_without_its_data_is_skipped_with_the_reason_and_has_not_fallen(tmp_path):
    suite = _suite(measures={}, needs=("web/pages",))
    (nowhere,) = evaluate([suite], data=None, floors={"made": {"a": 1.0}})
    (elsewhere,) = evaluate([suite], data=tmp_path, floors={"made": {"a": 1.0}})
    assert "--data" in nowhere.skipped
    assert "web/pages is not there" in elsewhere.skipped
    assert (nowhere.fallen, elsewhere.fallen, nowhere.report) == ((), (), None)


def test_a_suite_whose_data_is_there_gets_the_folder(tmp_path):
    (tmp_path / "web").mkdir()
    got = []
    suite = Suite(
        name="made",
        about="made",
        run=lambda data: got.append(data) or Report(n=0, measures={}),
        needs=("web",),
    )
    evaluate([suite], data=tmp_path, floors={})
    assert got == [tmp_path]


def test_every_floor_belongs_to_a_suite():
    assert set(read_floors(FLOORS)) <= {suite.name for suite in SUITES}


def test_precision_and_recall_are_of_each_label():
    measures = shares([("ok", "ok"), ("ok", "login"), ("login", "login"), ("empty", "ok")])
    assert measures["accuracy"] == 0.5
    assert (measures["precision.ok"], measures["recall.ok"]) == (0.5, 0.5)
    assert (measures["precision.login"], measures["recall.login"]) == (0.5, 1.0)
    assert (measures["precision.empty"], measures["recall.empty"]) == (1.0, 0.0)


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
def test_every_suite_says_what_it_measures(suite):
    assert suite.about
