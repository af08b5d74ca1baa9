import json
import logging
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nlp import tiers
from nlp.build import model_version
from nlp.read import MODEL_VERSION
from nlp.tiers import find_objection, settle
from rivalscope.domain.settings import Tier

MADE = Path(__file__).parent / "encoder" / "made"


@pytest.mark.parametrize("tier", list(Tier))
def test_a_tier_whose_files_are_there_is_used(tier):
    assert settle(tier, weights=MADE) is tier


def test_lite_needs_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(tiers, "find_spec", lambda _: None)
    assert find_objection(Tier.LITE, weights=tmp_path) is None


def test_without_weights_the_rules_read_and_a_plain_word_says_so(tmp_path, caplog):
    with caplog.at_level(logging.WARNING):
        assert settle(Tier.QUALITY, weights=tmp_path) is Tier.LITE
    assert "tier quality cannot be used, reading by rules alone (lite)" in caplog.text


def test_one_missing_file_is_named(tmp_path):
    folder = shutil.copytree(MADE, tmp_path / "weights")
    (folder / "fast.onnx").unlink()
    assert "fast.onnx is missing" in find_objection(Tier.FAST, weights=folder)
    assert find_objection(Tier.QUALITY, weights=folder) is None


def test_without_onnxruntime_the_rules_read(monkeypatch):
    monkeypatch.setattr(tiers, "find_spec", lambda name: None if name == "onnxruntime" else object())
    assert find_objection(Tier.FAST, weights=MADE) == "onnxruntime is not installed; install rivalscope again"


def test_lite_imports_neither_onnxruntime_nor_tokenizers():
    code = (
        "import sys, nlp.tiers, nlp.encoder.encoder; print({'onnxruntime', 'tokenizers'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "set()"


def test_readings_of_each_tier_are_stored_under_a_name_of_their_own(tmp_path):
    names = [model_version(tier=tier, weights=MADE) for tier in Tier]
    assert len(set(names)) == 3
    assert names[-1] == MODEL_VERSION
    folder = shutil.copytree(MADE, tmp_path / "weights")
    card = json.loads((folder / "card.json").read_text())
    card["files"]["quality.onnx"] = "f" * 64
    (folder / "card.json").write_text(json.dumps(card))
    assert model_version(tier=Tier.QUALITY, weights=folder) not in names
