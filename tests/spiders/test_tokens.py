"""Tokens: from the environment or a file, to the service's own origin, and nowhere else."""

import asyncio
import logging
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from rivalscope.domain.crawl import CrawlOptions, CrawlPlan
from rivalscope.services import CATALOGUE
from spiders import workers
from spiders.json_client import JsonClient
from spiders.plan import write_plan
from spiders.refusal import Refusal
from spiders.tokens import Secret, secret_of

TOKEN = "made-token-0123456789"
REPOSITORY = {"repository": "acme/boards"}


def github(environment, **options):
    return secret_of(CATALOGUE["github-issues"], REPOSITORY | options, environment=environment)


def test_a_token_comes_from_its_variable_or_from_the_file_that_one_names(tmp_path):
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    for environment in ({"RIVALSCOPE_TOKEN_GITHUB": TOKEN}, {"RIVALSCOPE_TOKEN_GITHUB_FILE": str(file)}):
        assert github(environment).headers == {"Authorization": f"Bearer {TOKEN}"}
    assert github({}) is None


def test_the_services_of_github_share_one_token():
    shared = {CATALOGUE[f"github-{name}"].variable for name in ("issues", "releases", "discussions")}
    assert shared == {"RIVALSCOPE_TOKEN_GITHUB"}
    assert CATALOGUE["stack-exchange"].variable == "RIVALSCOPE_TOKEN_STACK_EXCHANGE"


@pytest.mark.parametrize(
    "url",
    [
        "http://api.github.com/repos/acme/boards",
        "https://api.github.com:8443/repos",
        "https://api.github.com.evil.example/repos",
        "https://evil.example/?u=https://api.github.com",
        "https://github.com/acme/boards",
        "https://api.github.com@evil.example/",
    ],
)
def test_a_token_fits_its_own_origin_alone_and_only_encrypted(url):
    secret = github({"RIVALSCOPE_TOKEN_GITHUB": TOKEN})
    assert secret.fits("https://API.github.com/repositories/1/issues?page=2")
    assert not secret.fits(url)


def test_a_stand_in_gets_a_token_in_the_clear_on_this_machine_only():
    environment = {"RIVALSCOPE_TOKEN_GITHUB": TOKEN}
    assert github(environment, base="http://127.0.0.1:8000").fits("http://127.0.0.1:8000/repos")
    assert not github(environment, base="http://10.0.0.5:8000").fits("http://10.0.0.5:8000/repos")
    assert not github(environment, base="http://127.0.0.1:8000").fits("https://api.github.com/repos")


def test_a_token_of_the_query_is_put_in_and_taken_out_again():
    secret = secret_of(
        CATALOGUE["stack-exchange"],
        {"query": "acme", "site": "stackoverflow", "tagged": ""},
        environment={"RIVALSCOPE_TOKEN_STACK_EXCHANGE": TOKEN},
    )
    signed = secret.signed("https://api.stackexchange.com/2.3/search/advanced?q=a%20b&page=2")
    assert signed == f"https://api.stackexchange.com/2.3/search/advanced?q=a%20b&page=2&key={TOKEN}"
    assert TOKEN not in secret.unsigned(signed)
    assert (
        secret.unsigned("https://api.stackexchange.com/x?key=other")
        == "https://api.stackexchange.com/x?key=other"
    )


def test_no_token_is_told_by_its_representation():
    secret = Secret(origin=("https", "made.example"), headers={"A": TOKEN}, parameters={"key": TOKEN})
    assert TOKEN not in f"{secret!r} {secret}"


@pytest.mark.parametrize("text", ["two words", "line\nbreak", "h\u00e9", "x\r\nHost: evil.example"])
def test_what_is_no_token_is_refused_and_not_repeated(text):
    with pytest.raises(Refusal, match="RIVALSCOPE_TOKEN_GITHUB") as refusal:
        github({"RIVALSCOPE_TOKEN_GITHUB": text})
    assert text not in refusal.value.reason


def test_a_token_file_that_cannot_be_read_is_named_by_its_variable(tmp_path):
    with pytest.raises(Refusal, match="RIVALSCOPE_TOKEN_GITHUB_FILE"):
        github({"RIVALSCOPE_TOKEN_GITHUB_FILE": str(tmp_path / "missing")})


def test_a_service_that_needs_a_token_says_where_to_put_it():
    with pytest.raises(Refusal, match="RIVALSCOPE_TOKEN_GITHUB_FILE"):
        secret_of(CATALOGUE["github-discussions"], REPOSITORY, environment={})


def test_the_plan_of_a_crawl_holds_no_token(tmp_path, monkeypatch):
    monkeypatch.setenv("RIVALSCOPE_TOKEN_GITHUB", TOKEN)
    plan = CrawlPlan(
        night=date(2026, 11, 2), clock=None, contact="https://example.com", products=(), sources=(),
        options=CrawlOptions(), archive=tmp_path, database_url="sqlite://",
    )  # fmt: skip
    write_plan(plan, tmp_path / "plan.json")
    assert TOKEN.encode() not in (tmp_path / "plan.json").read_bytes()


def test_the_client_does_not_log_the_addresses_that_it_asks(caplog):
    plan = SimpleNamespace(contact="https://made.example", options=CrawlOptions())

    async def ask():
        JsonClient(SimpleNamespace(plan=plan), check=None)
        transport = httpx.MockTransport(lambda _: httpx.Response(200))
        async with httpx.AsyncClient(transport=transport) as client:
            await client.get(f"https://made.example/?key={TOKEN}")

    with caplog.at_level(logging.INFO):
        asyncio.run(ask())
    assert TOKEN not in caplog.text


def test_no_module_but_the_json_spider_reads_the_environment_for_tokens():
    folder = Path(__file__).resolve().parents[2] / "spiders"
    readers = [path.name for path in folder.rglob("*.py") if "secret_of(" in path.read_text()]
    assert sorted(readers) == ["json_source.py", "tokens.py"]


def test_the_processes_that_read_strangers_pages_are_given_no_secret():
    whole = {"PATH": "/bin", "RIVALSCOPE_TOKEN_GITHUB": TOKEN, "RIVALSCOPE_TOKEN_REDDIT_FILE": "f", "PGPASSWORD": TOKEN,
             "RIVALSCOPE_DATABASE_URL": f"postgresql://u:{TOKEN}@h/d", "RIVALSCOPE_SMTP_PASSWORD": TOKEN}  # fmt: skip
    assert workers.environment(whole) == {"PATH": "/bin"}
