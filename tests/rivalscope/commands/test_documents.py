"""`rivalscope brief` and `rivalscope battlecard` as a person types them."""

import pytest

from rivalscope.cli import run
from rivalscope.commands.options import put
from rivalscope.errors import UsageError

MARKET = """
[market]
name = "Made market"
contact = "made@example.org"

[[products]]
name = "Ours"
slug = "ours"
ours = true

[[products]]
name = "Rival"
slug = "rival"
"""


@pytest.fixture
def market(tmp_path, monkeypatch):
    monkeypatch.delenv("RIVALSCOPE_DATABASE_URL", raising=False)
    (tmp_path / "market.toml").write_text(MARKET)
    (tmp_path / "taxonomy.yml").write_text("features: []\n")
    return ["--market", str(tmp_path / "market.toml")]


def test_a_card_of_a_rival_nobody_has_read_yet_says_so_in_each_place(market, capsys):
    assert run(["battlecard", "Rival", *market]) == 0
    told = capsys.readouterr().out
    assert told.startswith("# Battlecard: Rival\n")
    assert "No reviewer says why they prefer it to ours." in told


def test_a_card_is_written_to_a_file_and_replaces_the_former(market, tmp_path, capsys):
    file = tmp_path / "card.md"
    file.write_text("old")
    assert run(["battlecard", "rival", "-o", str(file), *market]) == 0
    assert file.read_text().startswith("# Battlecard: Rival\n")
    assert str(file) in capsys.readouterr().err
    assert [path.name for path in tmp_path.glob(".card*")] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["battlecard", "ours"], "no rival is called 'ours'; there is rival"),
        (["brief", "Teleport"], "known are none yet; run `rivalscope nightly`"),
    ],
)
def test_an_unknown_name_is_one_line_that_says_what_there_is(market, capsys, arguments, said):
    assert run([*arguments, *market]) == 2
    assert said in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match="name a file in a folder that is there"):
        put("words", tmp_path / "missing" / "card.md")
