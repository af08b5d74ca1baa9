"""The page asked in process: what it shows, and what it refuses."""

import asyncio
import csv
import io
import json
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from urllib.parse import quote

import httpx
import pytest
from bs4 import BeautifulSoup

from rivalscope.cookbook import recipes
from rivalscope.explore import questions
from rivalscope.explore.application import Explored, application
from storage import views
from storage.archive import Archive
from storage.viewing import restrict

HOST = "127.0.0.1:8765"
ENDLESS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS week FROM n WHERE i < 0"
)


class Asked:
    """The application, asked one request at a time."""

    def __init__(self, application):
        self.application = application
        self.loop = asyncio.new_event_loop()

    def __call__(self, path, *, method="GET", host=HOST, **headers):
        return self.loop.run_until_complete(self._ask(path, method, {"host": host, **headers}))

    async def _ask(self, path, method, headers):
        transport = httpx.ASGITransport(app=self.application)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
            return await client.request(method, path, headers=headers)

    def page(self, path):
        answer = self(path)
        assert answer.status_code == 200, answer.text
        return BeautifulSoup(answer.text, "html.parser")

    def rows(self, path):
        answer = self(path)
        assert answer.status_code == 200, answer.text
        return answer.json()


def explored(shown, database=None):
    return Explored(
        name="Made <b>market</b>",
        database=database or shown.folder / "rivalscope.db",
        archive=shown.archive,
        content_type=lambda _snapshot: None,
    )


@pytest.fixture(scope="module")
def ask(shown):
    asked = Asked(application(explored(shown), hosts=(HOST,)))
    yield asked
    asked.loop.close()


def test_home_leads_to_every_view_question_product_and_feature(ask, feature_name):
    page = ask.page("/")
    links = {link["href"].partition("?")[0] for link in page.select("main a")}
    assert {f"/rivalscope/{name}" for name in views.NAMES} <= links
    assert {f"/rivalscope/ask-{recipe.name}" for recipe in recipes()} <= links
    assert {"/product/ours", "/product/rival"} <= links
    assert feature_name in [link.get_text() for link in page.select("#features a")]


@pytest.mark.parametrize("name", views.NAMES)
def test_every_view_is_shown_with_its_meaning_and_those_of_its_columns(ask, name):
    page = ask.page(f"/rivalscope/{name}")
    assert page.select_one(".lead").get_text() == views.COMMENTS[name].replace("`", "")
    told = [term.get_text() for term in page.select("details dt")]
    assert told
    shown = [head.get_text().strip("\xa0▲▼") for head in page.select("table th")]
    assert shown in ([], told)


def test_every_question_of_the_cookbook_is_answered_with_its_defaults(ask):
    for recipe in recipes():
        answer = ask.rows(f"/rivalscope/ask-{recipe.name}.json")
        assert "error" not in answer or not answer["error"], (recipe.name, answer["error"])


def test_a_parameter_that_is_given_stands_and_the_others_have_their_defaults(ask):
    recipe = next(one for one in recipes() if len(one.parameters) > 1)
    name = recipe.parameters[0].name
    page = ask.page(f"/rivalscope/ask-{recipe.name}?{name}=other")
    fields = {field["name"]: field["value"] for field in page.select("form.parameters input")}
    assert fields == {one: str(value) for one, value in recipe.defaults.items()} | {name: "other"}


def test_json_and_csv_hold_the_rows_of_the_view(ask, shown):
    with closing(sqlite3.connect(shown.folder / "rivalscope.db")) as connection:
        stored = connection.execute("SELECT * FROM reviews ORDER BY id").fetchall()
    told = ask.rows("/rivalscope/reviews.json?_shape=array&_sort=id")
    assert [tuple(row.values()) for row in told] == stored
    table = list(csv.reader(io.StringIO(ask("/rivalscope/reviews.csv?_sort=id").text)))
    assert [row[0] for row in table[1:]] == [str(row[0]) for row in stored]
    assert [row[table[0].index("text")] for row in table[1:]] == [row["text"] for row in told]


def test_rows_are_filtered_sorted_and_counted_by_value(ask):
    page = ask.page("/rivalscope/mentions?polarity=negative&_facet=product&_sort_desc=id")
    assert {cell.get_text() for cell in page.select("td:nth-of-type(7)")} == {"negative"}
    numbers = [int(row.td.get_text()) for row in page.select("tbody tr")]
    assert numbers == sorted(numbers, reverse=True)
    assert page.select_one(".facet li").get_text(" ", strip=True) == f"rival {len(numbers)}"


def test_evidence_leads_to_its_words_in_the_stored_page(ask, hostile):
    row = ask.rows("/rivalscope/price_history.json?_shape=array&ended__isnull=1")[0]
    cell = ask.page("/rivalscope/current_prices").select_one("td a.words")
    assert cell["href"] == f"/evidence/{row['evidence_id']}"
    page = ask.page(cell["href"])
    assert page.select_one("blockquote").get_text() == page.select_one("mark").get_text() == "$15"
    assert "The words stand where they should" in page.get_text()
    around = page.select(".around")
    assert around[0].get_text().splitlines() == ["Plans", hostile[0]]
    assert around[1].get_text().endswith("The end.")
    assert "price_history" in [head.get_text() for head in page.select("h3")]


def test_evidence_whose_page_is_missing_says_so(shown, tmp_path):
    nowhere = Explored(
        name="m",
        database=shown.folder / "rivalscope.db",
        archive=Archive(tmp_path),
        content_type=lambda _: None,
    )
    page = Asked(application(nowhere, hosts=(HOST,))).page("/evidence/1")
    assert "is missing from" in page.select_one(".problem").get_text()
    assert page.select("mark") == []


def test_a_product_shows_its_prices_over_time_and_opinions_by_week(ask):
    page = ask.page("/product/rival")
    assert page.h1.get_text() == "Rival <i>Meet</i>"
    charts = [chart["aria-label"] for chart in page.select("figure svg")]
    assert charts[0].startswith("Monthly prices of Rival <i>Meet</i> over time, 1 line in USD; 1 price move.")
    assert charts[1].startswith("Opinions of Rival <i>Meet</i> by week: 5 positive and 4 negative")
    assert page.select("[style], script, figure image") == []


def test_a_feature_shows_who_offers_it_and_who_asks_for_it(ask, feature_name):
    page = ask.page(f"/feature?name={quote(feature_name)}")
    assert page.h1.get_text() == feature_name
    rows = [[cell.get_text() for cell in row.select("td")][:2] for row in page.select("#s1 ~ div tbody tr")]
    assert rows == [["ours", "unknown"], ["rival", "offered"]]
    assert len(page.select("section:has(#s4) tbody tr")) == 9


@pytest.mark.parametrize(
    "path", ["/product/none", "/feature?name=none", "/evidence/999999", "/evidence/1x", "/nothing"]
)
def test_what_is_not_there_is_404(ask, path):
    assert ask(path).status_code == 404


def test_hostile_text_makes_no_element_on_any_page(ask, feature_name):
    paths = [
        "/product/rival",
        f"/feature?name={quote(feature_name)}",
        "/rivalscope/reviews",
        "/rivalscope/requests",
    ]
    paths += [f"/evidence/{row['id']}" for row in ask.rows("/rivalscope/evidence.json?_shape=array")]
    for path in paths:
        page = ask.page(path)
        assert page.select("script, style, img, iframe, i, b, u, [onerror], [style], main main") == [], path
        for link in page.select("a[href]"):
            assert link["href"].startswith(("/", "https://", "?", "#")), (path, link)


def test_what_a_parameter_says_is_text_too(ask):
    attack = quote('"><script>alert(1)</script>')
    asked, parameter = next(
        (f"ask-{one.name}", one.parameters[0].name) for one in recipes() if one.parameters
    )
    for path in (
        f"/rivalscope/mentions?product={attack}",
        f"/rivalscope/{asked}?{parameter}={attack}",
        f"/rivalscope/mentions?_sort={attack}",
        f"/rivalscope/mentions?_facet={attack}",
        f"/feature?name={attack}",
    ):
        assert "<script" not in ask(path).text, path


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_only_get_and_head_are_answered(ask, method):
    answer = ask("/rivalscope/products", method=method)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_head_is_answered_without_a_body(ask):
    answer = ask("/nothing", method="HEAD")
    assert (answer.status_code, answer.content) == (404, b"")
    assert ask("/", method="HEAD").status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:8765", ""]
)
def test_a_foreign_host_is_refused(ask, host):
    assert ask("/", host=host).status_code == 421


CLOSED = [
    "/rivalscope", "/rivalscope?sql=select+1", "/rivalscope.json?sql=select+1", "/rivalscope.db", "/_internal",
    "/_internal/tables", "/_memory", "/_memory?sql=select+1", "/:memory:", "/-/", "/-/versions", "/-/versions.json",
    "/-/plugins", "/-/settings", "/-/metadata", "/-/databases", "/-/threads", "/-/actor", "/-/auth-token?token=1",
    "/-/logout", "/-/permissions", "/-/messages", "/-/allow-debug", "/-/patterns", "/-/static/app.css", "/.json",
    "/static/../application.py", "/static/%2e%2e/application.py", "/static/..%5capplication.py",
    "/rivalscope/products/1", "/rivalscope/products.blob", "/rivalscope/products.jsono", "//rivalscope/products",
    "/rivalscope/%70roducts", "/rivalscope/sqlite_master", "/rivalscope/stored_products", "/rivalscope/pragma_table_info",
]  # fmt: skip


@pytest.mark.parametrize("path", CLOSED)
def test_what_is_not_listed_does_not_exist(ask, path):
    assert ask(path).status_code == 404


def test_no_table_behind_the_views_is_reachable(ask, shown):
    with closing(sqlite3.connect(shown.folder / "rivalscope.db")) as connection:
        tables = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
    assert len(tables) > 30
    for name in tables:
        for ending in ("", ".json", ".csv"):
            assert ask(f"/rivalscope/{name}{ending}").status_code == 404, name


@pytest.mark.parametrize(
    "query",
    [
        "_where=1=1", "_through={}", "_fts_table=review&_search=a", "_search=a", "_trace=1", "_extra=1", "_next=x",
        "_size=-1", "_timelimit=a", "_next=99999999999", "_blob_column=text", "_ttl=9", "_labels=on",
    ],
)  # fmt: skip
def test_parameters_that_are_not_known_are_refused(ask, query):
    assert ask(f"/rivalscope/mentions?{query}").status_code == 400


@pytest.mark.parametrize(
    "path", ["/", "/nothing", "/rivalscope/products.json", "/rivalscope/products.csv", "/static/explore.css"]
)
def test_every_answer_forbids_scripts_and_whatever_comes_from_elsewhere(ask, path):
    headers = ask(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert (policy["style-src"], policy["frame-ancestors"], policy["base-uri"]) == (
        "'self'",
        "'none'",
        "'none'",
    )
    assert "script-src" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert not {"set-cookie", "access-control-allow-origin"} & set(headers)


def test_a_cookie_for_another_program_of_this_machine_changes_nothing(ask):
    plain = ask("/rivalscope/products.json").json()["rows"]
    with_cookies = ask("/rivalscope/products.json", cookie="ds_actor=forged; ds_messages=x")
    assert with_cookies.json()["rows"] == plain
    assert "set-cookie" not in with_cookies.headers


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT text FROM review", "SELECT name FROM setting", "SELECT 1 FROM reviews WHERE id IN (SELECT id FROM review)",
        "INSERT INTO product DEFAULT VALUES", "DELETE FROM review", "CREATE TABLE t (a)", "CREATE TEMP TABLE t (a)",
        "ATTACH 'x.db' AS x", "VACUUM INTO 'x.db'", "PRAGMA query_only = OFF", "PRAGMA journal_mode = DELETE",
        "SELECT load_extension('x')", "SELECT readfile('/etc/passwd')", "SELECT printf('%99999999d', 1)", "BEGIN",
    ],
)  # fmt: skip
def test_a_restricted_connection_refuses_all_but_the_views(shown, statement):
    with closing(sqlite3.connect(shown.folder / "rivalscope.db", isolation_level=None)) as connection:
        restrict(connection)
        assert connection.execute("SELECT COUNT(*) FROM reviews").fetchone() == (9,)
        with pytest.raises(sqlite3.Error):
            connection.execute(statement).fetchall()


def test_what_a_load_commits_while_the_page_is_open_is_seen(ask, shown):
    before = ask.rows("/rivalscope/products.json")["rows"]
    with closing(sqlite3.connect(shown.folder / "rivalscope.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE product SET name = 'Renamed' WHERE slug = 'ours'")
        assert ask.rows("/rivalscope/products.json")["rows"] == before
        writer.execute("COMMIT")
        assert "Renamed" in ask("/rivalscope/products.json").text
        writer.execute("UPDATE product SET name = 'Ours' WHERE slug = 'ours'")


def test_a_file_that_is_replaced_is_read_from_the_next_request_on(shown, tmp_path):
    for place, name in enumerate(("first", "second")):
        with closing(sqlite3.connect(tmp_path / f"{name}.db")) as made:
            made.execute(f"CREATE VIEW products AS SELECT 'p{place}' AS product")
    (tmp_path / "first.db").rename(tmp_path / "explore.db")
    asked = Asked(application(explored(shown, tmp_path / "explore.db"), hosts=(HOST,)))
    assert "p0" in asked("/rivalscope/products.json").text
    (tmp_path / "second.db").rename(tmp_path / "explore.db")
    assert "p1" in asked("/rivalscope/products.json").text


def test_evidence_says_which_look_up_took_too_long_and_shows_the_rest(ask, monkeypatch):
    monkeypatch.setitem(questions.CITING, "reviews", ENDLESS)
    page = ask.page("/evidence/2")
    assert page.select_one("mark") is not None
    assert page.find("h3", string="reviews").find_next("p").get_text() == "This took too long to look up."


@pytest.mark.skipif(not os.environ.get("RIVALSCOPE_EXHAUSTIVE"), reason="RIVALSCOPE_EXHAUSTIVE is not set")
def test_a_product_says_that_opinions_took_too_long_and_shows_the_rest(ask, monkeypatch):
    monkeypatch.setattr(questions, "PRODUCT_WEEKS", ENDLESS)
    page = ask.page("/product/rival")
    assert "Opinions by week took too long to count." in page.get_text()
    assert len(page.select("figure")) == 1


def test_a_question_that_takes_too_long_is_stopped_and_says_so(shown, tmp_path):
    with closing(sqlite3.connect(tmp_path / "slow.db")) as made:
        made.execute(
            "CREATE VIEW products AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
            "SELECT i AS product FROM n WHERE i < 0"
        )
    asked = Asked(application(explored(shown, tmp_path / "slow.db"), hosts=(HOST,)))
    began = datetime.now(UTC)
    answer = asked("/rivalscope/products.json?_timelimit=50&_nocount=1&_nofacet=1")
    assert answer.status_code == 503
    assert "was stopped" in json.loads(answer.text)["error"]
    assert (datetime.now(UTC) - began).total_seconds() < 2
