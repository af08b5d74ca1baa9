import json
from pathlib import Path

import pytest

from rivalscope.cli import run

MADE = Path(__file__).resolve().parents[2] / "pages" / "made"


def extract(capsys, *arguments: object) -> tuple[int, list[str], list[str]]:
    code = run(["extract", *map(str, arguments)])
    streams = capsys.readouterr()
    return code, streams.out.splitlines(), streams.err.splitlines()


def test_each_file_is_one_object_on_one_line(capsys):
    code, out, err = extract(
        capsys, MADE / "cards.html", MADE / "table.html", "--url", "https://made.example/pricing", "--json"
    )
    assert (code, err) == (0, [])
    pages = [json.loads(line) for line in out]
    assert [page["title"] for page in pages] == ["Pricing – Tidewell", "Pricing | Lanternly"]
    assert {page["kind"] for page in pages} == {"pricing"}


def test_a_page_that_is_too_large_says_so_and_the_others_are_read(capsys, tmp_path):
    large = tmp_path / "large.html"
    large.write_bytes(b"a" * (8 * 1024 * 1024 + 1))
    code, out, _ = extract(
        capsys, large, MADE / "cards.html", "--url", "https://made.example/pricing", "--json"
    )
    assert code == 0
    assert [json.loads(line)["verdict"] for line in out] == ["too-large", "ok"]


def test_the_kind_can_be_given(capsys):
    _, [line], _ = extract(
        capsys, MADE / "changelog.html", "--url", "https://made.example/x", "--kind", "changelog", "--json"
    )
    assert len(json.loads(line)["releases"]) == 3


def test_people_get_a_readable_page(capsys):
    code, out, _ = extract(capsys, MADE / "cards.html", "--url", "https://made.example/pricing")
    text = "\n".join(out)
    assert code == 0
    assert "plan      Crew: 9.50 USD a month per seat billed monthly" in text
    assert "plan      Harbour: contact (“Custom”)" in text


def test_a_file_that_cannot_be_read_is_one_line_and_the_others_are_read(capsys, tmp_path):
    code, out, err = extract(
        capsys,
        tmp_path / "none.html",
        MADE / "cards.html",
        tmp_path,
        "--url",
        "https://made.example/pricing",
        "--json",
    )
    assert code == 2
    assert len(out) == 1
    assert len(err) == 2
    assert "none.html" in err[0]
    assert "cannot be read" in err[0]
    assert "Traceback" not in "".join(err)


@pytest.mark.parametrize(
    "body", [b"", b"<html><body><div><p>cut off in the mid", b"\x00\xff\xfe\x80garbage", b"<" * 1000]
)
def test_a_corrupt_page_has_a_verdict_and_is_no_error(capsys, tmp_path, body):
    (tmp_path / "page.html").write_bytes(body)
    code, [line], err = extract(
        capsys, tmp_path / "page.html", "--url", "https://made.example/pricing", "--json"
    )
    assert (code, err) == (0, [])
    page = json.loads(line)
    assert page["verdict"]
    assert page["plans"] == []


def test_the_address_is_required(capsys):
    code, _, err = extract(capsys, MADE / "cards.html")
    assert code == 2
    assert any("--url" in line for line in err)
