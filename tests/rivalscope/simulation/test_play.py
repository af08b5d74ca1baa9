import os
from datetime import date

import pytest

from rivalscope.simulation.play import play


@pytest.mark.skipif(not os.environ.get("RIVALSCOPE_EXHAUSTIVE"), reason="plays forty nights: make check does")
def test_forty_nights_with_faults_of_many_kinds_keep_every_promise(tmp_path):
    lines = []
    verdict = play(tmp_path / "year", first=date(2026, 1, 1), nights=40, seed=5, tell=lines.append)
    assert verdict.kept, "\n".join(verdict.lines())
    assert verdict.faults
    assert len(lines) == 40
