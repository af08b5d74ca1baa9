"""The market file: what is right is read, what is wrong is named with its line and its mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from rivalscope.config import database_url, find_market, load_market, starter_taxonomy, starter_text
from rivalscope.domain.market import SourceKind, SourceOrigin
from rivalscope.domain.reader import Reader, Topic
from rivalscope.domain.settings import Tier
from rivalscope.errors import ConfigError

GOOD = """\
[market]
name = "Chat"
contact = "me@example.com"

[[products]]
name = "Ours"
slug = "ours"
ours = true

[[products]]
name = "Rival"
slug = "rival"
site = "https://rival.example/"

[[products.sources]]
kind = "pricing"
url = "https://rival.example/pricing"
expect = 3

[[products.sources]]
kind = "reviews"
file = "reviews.csv"

[crawl]
delay = 2.5
"""


def write(folder: Path, text: str) -> Path:
    (folder / "taxonomy.yml").write_text("features:\n  - {name: Search}\n")
    path = folder / "market.toml"
    path.write_text(text)
    return path


def test_a_good_file_is_read_whole(tmp_path):
    market = load_market(write(tmp_path, GOOD), environment={})
    assert market.ours.slug == "ours"
    assert market.crawl.delay == 2.5
    pricing, reviews = market.products[1].sources
    assert (pricing.key, pricing.kind, pricing.expect) == ("rival/pricing", SourceKind.PRICING, 3)
    assert (reviews.key, reviews.url, reviews.origin) == (
        "rival/file",
        "file:reviews.csv",
        SourceOrigin.IMPORTED,
    )
    assert market.database_url == f"sqlite:///{tmp_path / 'rivalscope.db'}"
    assert market.archive == tmp_path / "archive"


def test_the_archive_keeps_everything_unless_told_otherwise(tmp_path):
    assert not load_market(write(tmp_path, GOOD), environment={}).retention.lets_go
    ruled = load_market(write(tmp_path, f"{GOOD}\n[archive]\nkeep_versions = 4\n"), environment={})
    assert (ruled.retention.keep_days, ruled.retention.keep_versions) == (None, 4)
    assert ruled.retention.lets_go


def test_a_page_is_rendered_only_where_the_file_says_so(tmp_path):
    text = GOOD.replace("expect = 3", "expect = 3\nrender = true")
    pricing, reviews = load_market(write(tmp_path, text), environment={}).products[1].sources
    assert (pricing.render, reviews.render) == (True, False)


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ("delay = 2.5", "dely = 2.5", 25, "known here: delay"),
        ("delay = 2.5", 'delay = "soon"', 25, "crawl.delay"),
        ("delay = 2.5", "delay = -1", 25, "greater than or equal to 0"),
        ('kind = "pricing"', 'kind = "prices"', 16, "'pricing'"),
        ('url = "https://rival.example/pricing"', 'url = "ftp://rival.example/"', 15, "http or https"),
        ('url = "https://rival.example/pricing"', "expect = 1", None, "market.toml"),
        ('slug = "rival"', 'slug = "Rival Inc"', 12, "lower-case letters"),
        ('slug = "rival"', "", 10, "missing"),
        ('slug = "rival"', 'slug = "ours"', None, "each its own"),
        ("ours = true", "ours = false", None, "exactly one product is ours"),
        ('contact = "me@example.com"', 'timezone = "Mars/Olympus"', 3, "Europe/Berlin"),
        ("delay = 2.5", "[archive]\nkeep_days = 0", 26, "greater than or equal to 1"),
        ("delay = 2.5", '[nlp]\ntier = "best"', 26, "'quality', 'fast' or 'lite'"),
        ("delay = 2.5", "[archive]\nkeep = 3", 26, "known here: keep_days, keep_versions"),
        ('file = "reviews.csv"', 'file = "reviews.csv"\nrender = true', None, "only pages with a url"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_its_mend(tmp_path, old, new, line, word):
    assert old in GOOD
    with pytest.raises(ConfigError) as caught:
        load_market(write(tmp_path, GOOD.replace(old, new)), environment={})
    message = str(caught.value)
    assert word in message
    if line is not None:
        assert f"market.toml:{line}:" in message
    assert caught.value.exit_code == 2


def test_a_missing_file_says_what_writes_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match="rivalscope init"):
        find_market(None)


def test_the_file_is_found_in_a_parent_folder(tmp_path, monkeypatch):
    path = write(tmp_path, GOOD)
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")
    assert find_market(None) == path


def test_a_taxonomy_in_which_one_phrase_means_two_features_is_refused(tmp_path):
    path = write(tmp_path, GOOD)
    (tmp_path / "taxonomy.yml").write_text(
        "features:\n  - {name: Chat, aliases: [Messages]}\n  - {name: Mail, aliases: [message]}\n"
    )
    with pytest.raises(ConfigError, match="stands for both 'Chat' and 'Mail'"):
        load_market(path, environment={})


def test_broken_yaml_is_named_with_its_line(tmp_path):
    path = write(tmp_path, GOOD)
    (tmp_path / "taxonomy.yml").write_text("features:\n  - {name: Chat\n  - x: [\n")
    with pytest.raises(ConfigError, match=r"taxonomy\.yml:\d"):
        load_market(path, environment={})


def test_a_bare_postgresql_url_is_given_its_driver(tmp_path):
    url = database_url(
        tmp_path / "market.toml", environment={"RIVALSCOPE_DATABASE_URL": "postgres://me@host/db"}
    )
    assert url == "postgresql+psycopg://me@host/db"
    with pytest.raises(ConfigError, match="neither sqlite:// nor postgresql://"):
        database_url(tmp_path / "market.toml", environment={"RIVALSCOPE_DATABASE_URL": "mysql://host/db"})


def test_the_password_comes_from_the_environment_or_a_file_and_is_never_shown(tmp_path):
    path = write(tmp_path, GOOD)
    (tmp_path / "secret").write_text("s3cret\n")
    market = load_market(path, environment={"RIVALSCOPE_SMTP_PASSWORD_FILE": "secret"})
    assert market.digest.password == "s3cret"
    assert "s3cret" not in repr(market)


def test_recipients_are_addresses_or_tables_with_what_each_wants_to_be_told(tmp_path):
    text = (
        GOOD
        + """
[digest]
recipients = [
  "ana@example.com",
  { address = "ben@example.com", topics = ["prices", "gaps"], products = ["rival"], minimum_score = 40, minimum_reviewers = 2, language = "de", timezone = "Europe/Berlin" },
]
feedback = "http://127.0.0.1:8765"
"""
    )
    options = load_market(write(tmp_path, text), environment={"RIVALSCOPE_FEEDBACK_KEY": "s3cret"}).digest
    assert options.recipients == ("ana@example.com", "ben@example.com")
    assert options.reader("ana@example.com") == Reader(address="ana@example.com")
    assert options.reader("ben@example.com") == Reader(
        address="ben@example.com", topics=(Topic.PRICES, Topic.GAPS), products=("rival",), minimum_score=40, minimum_reviewers=2,
        language="de", timezone="Europe/Berlin",
    )  # fmt: skip
    assert (options.feedback, options.feedback_key) == ("http://127.0.0.1:8765", "s3cret")
    assert "s3cret" not in repr(options)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('recipients = ["nobody"]', r"recipients.*'nobody' is not a mail address"),
        ("recipients = [3]", "3 is neither a mail address nor a table"),
        ('recipients = [{ address = "a@b.example", topics = ["price"] }]', "no topic 'price'; write one of prices, plans"),
        ('recipients = [{ address = "a@b.example", products = ["rivl"] }]', "follows 'rivl', and no product has that slug; write one of ours, rival"),
        ('recipients = [{ address = "a@b.example", language = "tlh" }]', "not written in 'tlh'; write one of en, da"),
        ('recipients = [{ address = "a@b.example", timezone = "Mars" }]', "'Mars' is not an IANA time zone"),
        ('recipients = [{ address = "a@b.example", minimum_score = 101 }]', "less than or equal to 100"),
        ('recipients = [{ address = "a@b.example", topic = ["prices"] }]', "topic: unknown key; known here: address, topics"),
        ('recipients = ["a@b.example", { address = "a@b.example", language = "de" }]', "stands there twice, with different settings"),
        ('feedback = "ftp://rivals.example"', "no address that links can begin with"),
    ],
)  # fmt: skip
def test_a_recipient_that_is_wrong_is_named_with_its_mend(tmp_path, line, complaint):
    with pytest.raises(ConfigError, match=complaint) as caught:
        load_market(write(tmp_path, f"{GOOD}\n[digest]\n{line}\n"), environment={})
    assert "market.toml" in str(caught.value)


def test_the_starter_files_are_valid_and_every_alias_is_its_own():
    taxonomy = starter_taxonomy()
    assert len(taxonomy.features) > 60
    assert "[market]" in starter_text("market.toml")


SERVICE = """
[[products.sources]]
kind = "reviews"
service = "app-store"
options = { id = "546505307" }
licence = "mail of 2026-10-01"
"""


def test_a_source_of_a_service_has_its_address_and_its_options_filled_in(tmp_path):
    text = GOOD.replace("[crawl]", f"{SERVICE}\n[crawl]")
    source = load_market(write(tmp_path, text), environment={}).products[1].sources[-1]
    assert (source.key, source.service, source.licence) == (
        "rival/reviews",
        "app-store",
        "mail of 2026-10-01",
    )
    assert source.options == (("country", "us"), ("id", "546505307"))
    assert (
        source.url
        == "https://itunes.apple.com/us/rss/customerreviews/page=1/id=546505307/sortby=mostrecent/json"
    )


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        (
            'service = "app-store"',
            'service = "app-shop"',
            "there is no service 'app-shop'; write one of app-store",
        ),
        ('id = "546505307"', 'app = "546505307"', "has no option 'app'"),
        ('{ id = "546505307" }', "{}", "needs the option 'id'"),
        ('kind = "reviews"\nservice', 'kind = "feed"\nservice', 'is of kind "reviews"'),
        (
            'service = "app-store"',
            'service = "app-store"\nurl = "https://x.example/"',
            "exactly one of url, file and service",
        ),
        ('service = "app-store"', 'url = "https://x.example/"', "options are those of a service"),
        ('id = "546505307"', 'id = "546505307", base = "http://127.0.0.1:8000"', "allow_private = true"),
    ],
)
def test_what_is_wrong_with_a_service_is_named_with_its_mend(tmp_path, old, new, word):
    text = GOOD.replace("[crawl]", f"{SERVICE}\n[crawl]").replace(old, new)
    with pytest.raises(ConfigError) as caught:
        load_market(write(tmp_path, text), environment={})
    assert word in str(caught.value)


def test_a_stand_in_of_one_s_own_may_be_asked_on_a_private_network(tmp_path):
    private = SERVICE.replace('"546505307"', '"546505307", base = "http://127.0.0.1:8000"')
    text = GOOD.replace("[crawl]", f"{private}\n[crawl]\nallow_private = true")
    source = load_market(write(tmp_path, text), environment={}).products[1].sources[-1]
    assert source.url.startswith("http://127.0.0.1:8000/us/rss/customerreviews/page=1/")


def test_reviews_are_read_by_the_large_encoder_unless_the_file_names_a_tier(tmp_path):
    assert load_market(write(tmp_path, GOOD), environment={}).language.tier is Tier.QUALITY
    named = load_market(write(tmp_path, f'{GOOD}\n[nlp]\ntier = "fast"\n'), environment={})
    assert named.language.tier is Tier.FAST


def test_team_sizes_rise_and_a_must_have_is_a_feature_of_the_taxonomy(tmp_path):
    plain = load_market(write(tmp_path, GOOD), environment={}).roadmap
    assert (plain.team_sizes, plain.must_have) == ((5, 25, 100), ())
    text = f'{GOOD}\n[roadmap]\nteam_sizes = [50, 10]\nmust_have = ["Search", "Search"]\n'
    told = load_market(write(tmp_path, text), environment={}).roadmap
    assert (told.team_sizes, told.must_have) == ((10, 50), ("Search",))


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ('must_have = ["Serch"]', "roadmap.must_have: the taxonomy has no feature 'Serch'; is it 'Search'?"),
        ('must_have = ["Blimps"]', "`rivalscope taxonomy show` lists them"),
        ("team_sizes = [5, 5]", "names a size twice"),
        ("team_sizes = [0]", "greater than or equal to 1"),
        ("team_sizes = []", "at least 1 item"),
    ],
)
def test_what_is_wrong_with_teams_and_must_haves_is_named_with_its_line(tmp_path, line, word):
    with pytest.raises(ConfigError) as caught:
        load_market(write(tmp_path, f"{GOOD}\n[roadmap]\n{line}\n"), environment={})
    assert word in str(caught.value)
    assert "market.toml:28:" in str(caught.value)


WEIGHTS = """
[analysis.weights]
"Search" = 8
"""


def test_weights_of_features_are_read(tmp_path):
    market = load_market(write(tmp_path, GOOD + WEIGHTS), environment={})
    assert market.analysis.weights == {"Search": 8.0}
    assert load_market(write(tmp_path, GOOD), environment={}).analysis.weights == {}


def test_a_weight_of_an_unknown_feature_names_its_line_and_the_nearest_names(tmp_path):
    path = write(tmp_path, GOOD + WEIGHTS.replace('"Search"', '"Serch"'))
    line = path.read_text().splitlines().index('"Serch" = 8') + 1
    with pytest.raises(ConfigError) as caught:
        load_market(path, environment={})
    assert str(caught.value) == (
        f"{path}:{line}: analysis.weights: the taxonomy has no feature 'Serch'; is it 'Search'?"
    )


def test_a_weight_like_no_feature_says_where_features_are_listed(tmp_path):
    with pytest.raises(ConfigError, match="`rivalscope taxonomy show` lists them"):
        load_market(write(tmp_path, GOOD + WEIGHTS.replace("Search", "Zzz")), environment={})


@pytest.mark.parametrize("weight", ["-1", "10.5", '"high"'])
def test_a_weight_is_a_number_from_0_to_10(tmp_path, weight):
    with pytest.raises(ConfigError, match=r"analysis\.weights\.Search"):
        load_market(write(tmp_path, GOOD + WEIGHTS.replace("8", weight)), environment={})
