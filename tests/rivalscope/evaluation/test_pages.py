import os
from collections import Counter

import pytest

from rivalscope.domain.capture import Verdict
from rivalscope.evaluation.pages import PAGES, WEB_PAGES, measure_walls
from rivalscope.evaluation.recorded import WALLS, page_of, read_recorded, recorded
from rivalscope.evaluation.suite import evaluate, read_floors


def test_there_are_walls_of_every_verdict_that_content_tells():
    counted = Counter(answer.truth for answer in recorded())
    assert sum(counted.values()) - counted[Verdict.OK] >= 60
    assert set(counted) == {
        Verdict.OK,
        Verdict.BLOCKED,
        Verdict.LOGIN,
        Verdict.CONSENT,
        Verdict.SOFT_404,
        Verdict.EMPTY,
        Verdict.TRUNCATED,
        Verdict.ERROR,
    }


def test_walls_answer_with_every_status_that_real_ones_use():
    assert {200, 202, 401, 403, 405, 406, 429, 451, 503, 521, 999} <= {answer.status for answer in recorded()}


@pytest.mark.parametrize("answer", recorded(), ids=lambda answer: answer.name)
def test_a_wall_never_passes_for_a_page_and_gives_no_facts(answer):
    page = page_of(answer)
    if answer.truth is Verdict.OK:
        assert page.verdict is Verdict.OK
    else:
        assert not page.verdict.factual
        assert page.items == 0
        assert page.reason


def test_no_measure_of_the_judge_is_below_its_floor():
    (result,) = evaluate([PAGES], data=None, floors=read_floors())
    assert result.fallen == ()


def test_half_of_the_answers_are_held_out_and_measured_apart():
    held_out = sum(answer.held_out for answer in recorded())
    assert 0.35 < held_out / len(recorded()) < 0.65
    assert "held out.accuracy" in measure_walls(None).measures


def test_what_is_no_recorded_answer_is_named(tmp_path):
    file = tmp_path / "ok" / "wrong.http"
    file.parent.mkdir()
    file.write_text("<html>")
    with pytest.raises(ValueError, match=r"wrong\.http"):
        read_recorded(file)


def test_the_walls_lie_in_the_package():
    assert WALLS.is_dir()
    assert (WALLS / "README.md").is_file()


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("RIVALSCOPE_EXHAUSTIVE"), reason="make check judges every page")
def test_every_real_page_is_ok_but_for_the_shells(shared):
    (result,) = evaluate([WEB_PAGES], data=shared / "data", floors=read_floors())
    assert (result.skipped, result.fallen, result.report.wrong) == ("", (), ())
