"""Alerts of a market whose rival lowers a price, told to a real server."""

import json
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from flows import stages
from flows.alerts import deliver_alerts, ping_switch
from flows.clock import instant_of
from flows.opened import open_market
from rivalscope.commands import alerts as command
from rivalscope.errors import UsageError


class Kept(list):
    """What a web server on loopback was asked, its address, and the status that it answers with."""

    answer = 200
    url = ""


@contextmanager
def listening(path):
    kept = Kept()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            kept.append(self.path)
            self.send_response(kept.answer)
            self.end_headers()

        def do_POST(self):
            kept.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(kept.answer)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_port}{path}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield kept
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def posts():
    with listening("/hook") as kept:
        yield kept


@pytest.fixture
def pings():
    with listening("/alive") as kept:
        yield kept


def settle(small, text):
    small.file.write_text(f"{small.file.read_text()}\n[alerts]\n{text}\n")


def run(small, *arguments):
    return CliRunner().invoke(
        command.command, [*arguments, "--market", str(small.file)], standalone_mode=False
    )


@pytest.fixture
def raised(small):
    """A market whose rival has raised its price between two nights; what the two nights came to."""
    small.file.write_text(
        small.file.read_text().replace("obrixy", "dasperdesk").replace("Obrixy", "Dasperdesk")
    )

    def nights():
        outcomes = []
        with open_market(small.file) as opened:
            for week in (2, 3):
                night = small.go(week)
                outcome = stages.run_night(opened, night=night, clock=instant_of(night), reporting=False)
                outcomes.append(outcome)
        return outcomes

    return nights


def test_a_rival_that_raises_its_price_is_told_once_to_every_channel(small, raised, posts, monkeypatch):
    settle(small, f'webhook = "{posts.url}"\nspikes = false')
    monkeypatch.setenv("RIVALSCOPE_ALERT_URLS", posts.url.replace("http:", "json:"))
    before, after = raised()
    assert before.raised == 0
    assert after.raised == 1
    assert [problem for _, _, problem in after.told] == ["", ""]
    assert "1 alert: `rivalscope alerts` lists them" in after.lines()
    service, webhook = posts
    assert "raises Team" in service["message"]
    (alert,) = webhook["alerts"]
    assert "19" in alert["detail"]
    assert "24" in alert["detail"]
    assert alert["url"].endswith("/dasperdesk/pricing")
    with open_market(small.file) as opened:
        night = small.go(3)
        again = stages.run_night(opened, night=night, clock=instant_of(night), reporting=False)
    assert (again.raised, again.told) == (0, ())
    assert len(posts) == 2


def test_in_quiet_hours_and_with_a_channel_that_fails_an_alert_waits(small, raised, posts):
    settle(small, f'webhook = "{posts.url}"\nspikes = false\nquiet = "00:00-23:59"')
    raised()
    assert posts == []
    small.file.write_text(small.file.read_text().replace('quiet = "00:00-23:59"', ""))
    posts.answer = 503
    tried = run(small, "--send")
    assert tried.return_value == 1
    assert "answered 503" in tried.output
    posts.answer = 200
    with open_market(small.file) as opened:
        assert deliver_alerts(opened, now=datetime.now(UTC)) == ()
        ((_, number, problem),) = deliver_alerts(opened, now=datetime.now(UTC) + timedelta(minutes=6))
    assert (number, problem) == (1, "")
    listed = run(small, "--since", "2000-01-01", "--json")
    (told,) = json.loads(listed.stdout)
    assert told["kind"] == "price"
    assert [way["state"] for way in told["channels"]] == ["sent"]


def test_channels_can_be_tried_and_none_is_a_usage_error(small, posts):
    unnamed = run(small, "--test").exception
    assert isinstance(unnamed, UsageError)
    assert "RIVALSCOPE_ALERT_URLS" in str(unnamed)
    settle(small, f'webhook = "{posts.url}"')
    assert run(small, "--test").return_value == 0
    assert "This is a test" in posts[0]["alerts"][0]["title"]
    assert "no alert" in run(small).output


def test_a_dead_mans_switch_is_told_of_a_live_night_and_not_of_a_replayed_one(small, pings, monkeypatch):
    monkeypatch.setenv("RIVALSCOPE_PING_URL", pings.url)
    with open_market(small.file) as opened:
        night = small.go(1)
        stages.run_night(opened, night=night, clock=instant_of(night), reporting=False)
        assert pings == []
        tonight = stages.run_night(opened, night=datetime.now(UTC).date(), clock=None, reporting=False)
        assert (tonight.ping_problem, pings) == ("", ["/alive"])
        pings.answer = 500
        assert ping_switch(opened, clock=None) == "answered 500"
