import pytest

from rivalscope.config import starter_text
from rivalscope.errors import ConfigError
from rivalscope.taxonomy import parse_taxonomy
from rivalscope.taxonomy_text import TaxonomyText, load, save

FLOW = """# ours
features:
  # --- talk
  - {name: Chat, aliases: [messaging, "team chat"]}   # keep me
  - {name: Polls}
  # the end
"""
BLOCK = """features:
- name: Chat   # first
  aliases:
    - messaging  # old word
    # none further
  description: >
    Talk to
    each other.
- name: Polls
  parent: Chat
"""


def text(words):
    return TaxonomyText(text=words, name="taxonomy.yml")


def test_an_alias_joins_a_list_in_one_line():
    changed = text(FLOW).with_alias("Chat", "yes, no: maybe").text
    assert changed == FLOW.replace('"team chat"]', "\"team chat\", 'yes, no: maybe']")


def test_an_alias_joins_a_list_of_lines_after_its_last_one():
    changed = text(BLOCK).with_alias("Chat", "dm").text
    assert changed == BLOCK.replace("old word\n", "old word\n    - dm\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FLOW, FLOW.replace("{name: Polls}", "{name: Polls, aliases: [votes]}")),
        (BLOCK, BLOCK.replace("- name: Polls\n", "- name: Polls\n  aliases: [votes]\n")),
        ("features: [{name: Polls, aliases: []}]", "features: [{name: Polls, aliases: [votes]}]"),
    ],
)
def test_a_feature_without_aliases_gets_its_first(before, after):
    assert text(before).with_alias("Polls", "votes").text == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FLOW, FLOW.replace("{name: Polls}\n", "{name: Polls}\n  - {name: Export, aliases: [PDF export]}\n")),
        (BLOCK, BLOCK + "- {name: Export, aliases: [PDF export]}\n"),
        ("# nothing yet", "# nothing yet\nfeatures:\n  - {name: Export, aliases: [PDF export]}\n"),
        ("features: []\n", "features: [{name: Export, aliases: [PDF export]}]\n"),
        (BLOCK.rstrip("\n"), BLOCK + "- {name: Export, aliases: [PDF export]}"),
    ],
)
def test_a_new_feature_comes_last(before, after):
    assert text(before).with_feature("Export", ["PDF export"]).text == after


def test_rejected_phrases_are_kept_once_and_change_no_version():
    first = text(FLOW).with_rejected("piece of junk")
    second = first.with_rejected("a: b").with_rejected("Piece of junks")
    assert first.text == FLOW + "rejected:\n  - piece of junk\n"
    assert second.taxonomy.rejected == ("piece of junk", "a: b")
    assert second.taxonomy.version == text(FLOW).taxonomy.version
    assert second.taxonomy.version != second.with_alias("Polls", "votes").taxonomy.version


@pytest.mark.parametrize("alias", ["messaging", "team chat"])
def test_an_alias_taken_out_leaves_the_rest(alias):
    taxonomy = text(FLOW).without_alias("Chat", alias).taxonomy
    assert set(taxonomy.features[0].aliases) == {"messaging", "team chat"} - {alias}


def test_the_last_alias_of_a_list_of_lines_can_go():
    changed = text(BLOCK).without_alias("Chat", "messaging")
    assert changed.taxonomy.features[0].aliases == ()
    assert "# none further" in changed.text


def test_a_rejection_can_be_taken_back():
    rejected = text(FLOW).with_rejected("junk").with_rejected("mess")
    assert rejected.without_rejected("Junk").text == FLOW + "rejected:\n  - mess\n"
    assert text(FLOW).without_rejected("junk").text == FLOW


def test_line_breaks_of_another_system_stay():
    changed = text(FLOW.replace("\n", "\r\n")).with_feature("Export").with_rejected("junk")
    assert changed.text.count("\n") == changed.text.count("\r\n")


def test_a_phrase_that_means_two_features_is_refused():
    with pytest.raises(ConfigError, match="stands for both"):
        text(FLOW).with_alias("Polls", "messaging")


def test_a_layout_that_cannot_be_changed_safely_is_left_alone_with_a_word():
    shared = "features:\n  - {name: Chat, aliases: &a []}\n  - {name: Polls, aliases: *a}\n"
    with pytest.raises(ConfigError, match="by hand"):
        text(shared).with_alias("Chat", "dm")
    flow_root = "{features: [{name: Chat}]}"
    with pytest.raises(ConfigError, match=r"taxonomy\.yml .* by hand"):
        text(flow_root).with_rejected("junk")


def test_the_starter_takes_changes_and_keeps_all_else():
    before = starter_text("taxonomy.yml")
    features = parse_taxonomy(before, name="x").features
    changed = text(before)
    for feature in (features[0], features[-1]):
        changed = changed.with_alias(feature.name, f"{feature.name} zzz")
    assert changed.text.count("zzz") == 2
    assert len(changed.text.splitlines()) == len(before.splitlines())


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path):
    path = tmp_path / "taxonomy.yml"
    path.write_bytes(FLOW.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    save(path, load(path).with_rejected("junk"))
    assert path.read_bytes().endswith(b"rejected:\r\n  - junk\r\n")
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["taxonomy.yml"]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"features: 3", b"features: [{nam: x}]"])
def test_a_file_that_is_wrong_is_named(tmp_path, content):
    path = tmp_path / "taxonomy.yml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"taxonomy\.yml"):
        load(path)
    with pytest.raises(ConfigError, match=r"none\.yml"):
        load(tmp_path / "none.yml")
