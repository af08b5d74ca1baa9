"""The file of a collector of metrics: its format, and that no half of it is ever seen."""

import re

import pytest

from rivalscope.metrics import NightFigures, exposition, write_figures

FIGURES = NightFigures(
    market='The "big" one', nights=3, ended=1795400000.0, seconds=12.5, complete=False,
    sources={"ok": 5, "login": 1}, pages={"ok": 9}, changes={"price": 2}, mails={"sent": 4, "waiting": 0},
    requests=20, transferred=1000, reviews=7, gaps=3,
)  # fmt: skip
SAMPLE = re.compile(r'rivalscope_[a-z_]+\{market="(?:[^"\\]|\\.)*"(?:,[a-z]+="(?:[^"\\]|\\.)*")?\} [0-9.e+]+')


def test_every_line_is_help_type_or_a_sample_and_every_sample_has_its_type_before_it():
    typed = set()
    for line in exposition(FIGURES).splitlines():
        if line.startswith("# TYPE "):
            typed.add(line.split()[2])
        elif not line.startswith("# HELP "):
            assert SAMPLE.fullmatch(line), line
            assert line.partition("{")[0] in typed


def test_the_figures_are_there_with_what_tells_them_apart():
    text = exposition(FIGURES)
    market = 'market="The \\"big\\" one"'
    assert f'rivalscope_sources{{{market},state="login"}} 1\n' in text
    assert f'rivalscope_mails{{{market},state="waiting"}} 0\n' in text
    assert f"rivalscope_night_complete{{{market}}} 0\n" in text
    assert f"rivalscope_last_success_timestamp_seconds{{{market}}} 1795400000.0\n" in text


def test_a_file_is_replaced_at_once_may_be_read_by_others_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "rivalscope.prom"
    path.write_text("old")
    write_figures(path, FIGURES)
    assert path.read_text() == exposition(FIGURES)
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_figures(tmp_path / "none" / "rivalscope.prom", FIGURES)
