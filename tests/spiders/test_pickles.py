"""Pickles: what our processes say to each other comes back as it was, and nothing of it can run."""

import os
import pickle
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rivalscope.domain.market import SourceKind
from spiders import pickles
from spiders.reading import Reply
from spiders.workers import Readers


def test_facts_come_back_as_they_were():
    reply = Reply(value=(date(2026, 11, 2), datetime(2026, 11, 2, tzinfo=UTC), SourceKind.FEED, Path("a/b")))
    assert pickles.loads(pickles.dumps(reply)) == reply


@pytest.mark.parametrize("hostile", [os.system, subprocess.Popen, Readers, eval])
def test_nothing_that_runs_is_loaded(hostile):
    with pytest.raises(pickle.UnpicklingError, match="no place between our processes"):
        pickles.loads(pickle.dumps(hostile))
