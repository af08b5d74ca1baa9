"""Channels against real servers on loopback."""

import base64
import hashlib
import hmac
import json
import threading
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rivalscope.domain.alert import Alert, AlertKind, AlertOptions
from rivalscope.notify import channels

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


class Listener:
    """A web server that keeps what it is posted and answers as told."""

    def __init__(self):
        self.posts, self.answer = [], 200
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                listener.posts.append((self.path, dict(self.headers.items()), body))
                self.send_response(listener.answer)
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.server.server_port}"


@pytest.fixture
def listener():
    made = Listener()
    thread = threading.Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def alert(number=1, **values):
    given = {
        "title": f"Zoom lowers Pro by {number} %.",
        "detail": "15 → 13",
        "url": "https://zoom.example/pricing",
    }
    return Alert(
        key=f"k{number}",
        kind=AlertKind.PRICE,
        product="zoom",
        night=date(2026, 11, 22),
        evidence=(7,),
        **{**given, **values},
    )


def only(options):
    (channel,) = channels(options)
    return channel


def test_a_webhook_is_posted_signed_json_that_its_owner_can_check(listener):
    channel = only(AlertOptions(webhook=f"http://{listener.address}/in", secret="key"))
    assert channel.send([alert()], market="Meetings", at=NOW) == ""
    ((path, headers, body),) = listener.posts
    named = {name.lower(): value for name, value in headers.items()}
    signed = f"{named['webhook-id']}.{named['webhook-timestamp']}.".encode() + body
    made = base64.b64encode(hmac.new(b"key", signed, hashlib.sha256).digest()).decode()
    assert path == "/in"
    assert named["webhook-signature"] == f"v1,{made}"
    assert named["webhook-timestamp"] == str(int(NOW.timestamp()))
    posted = json.loads(body)
    assert posted["schema"] == "rivalscope-alerts/1"
    assert posted["alerts"][0]["title"] == "Zoom lowers Pro by 1 %."
    assert posted["alerts"][0]["evidence"] == [7]


def test_the_same_alerts_have_the_same_id_however_often_they_are_posted(listener):
    channel = only(AlertOptions(webhook=f"http://{listener.address}/"))
    for _ in range(2):
        channel.send([alert(1), alert(2)], market="Meetings", at=NOW)
    channel.send([alert(1)], market="Meetings", at=NOW)
    ids = [
        {name.lower(): value for name, value in headers.items()}["webhook-id"]
        for _, headers, _ in listener.posts
    ]
    assert ids[0] == ids[1] != ids[2]


def test_a_webhook_that_refuses_or_is_not_there_is_told_in_words(listener):
    channel = only(AlertOptions(webhook=f"http://{listener.address}/"))
    listener.answer = 503
    assert channel.send([alert()], market="Meetings", at=NOW) == "answered 503"
    nobody = only(AlertOptions(webhook="http://127.0.0.1:9/"))
    assert nobody.send([alert()], market="Meetings", at=NOW).startswith("no answer")


def test_a_redirect_is_not_followed_with_what_was_signed_for_another(listener):
    listener.answer = 302
    channel = only(AlertOptions(webhook=f"http://{listener.address}/", secret="key"))
    assert channel.send([alert()], market="Meetings", at=NOW) == "answered 302"
    assert len(listener.posts) == 1


def test_an_apprise_channel_is_told_all_alerts_in_one_message(listener):
    channel = only(AlertOptions(channels=(f"json://{listener.address}/hook",)))
    assert channel.send([alert(1), alert(2)], market="Meetings", at=NOW) == ""
    ((_, _, body),) = listener.posts
    told = json.loads(body)
    assert told["title"] == "Meetings: 2 alerts"
    assert told["message"].count("Zoom lowers Pro") == 2
    assert "https://zoom.example/pricing" in told["message"]


def test_a_channel_is_named_without_its_secrets_and_its_failure_is_told():
    secret = "json://user:t0ken@127.0.0.1:9/path"
    channel = only(AlertOptions(channels=(secret,)))
    assert channel.name.startswith("json ")
    assert "t0ken" not in channel.name + repr(AlertOptions(channels=(secret,)))
    assert channel.send([alert()], market="Meetings", at=NOW) == "the service did not take it"
    assert "not an Apprise URL" in only(AlertOptions(channels=("nonsense",))).send(
        [alert()], market="M", at=NOW
    )


def test_a_long_message_is_cut_and_what_is_left_is_counted(listener):
    channel = only(AlertOptions(channels=(f"json://{listener.address}/hook",)))
    channel.send([alert(number) for number in range(30)], market="Meetings", at=NOW)
    assert "and 10 more" in json.loads(listener.posts[0][2])["message"]


def test_hostile_words_arrive_as_words(listener):
    hostile = "</script><b>x</b> \u2028 \u202e {{7*7}} %s \r\nBcc: x"
    webhook = only(AlertOptions(webhook=f"http://{listener.address}/"))
    assert webhook.send([alert(title=hostile)], market=hostile, at=NOW) == ""
    assert json.loads(listener.posts[0][2])["alerts"][0]["title"] == hostile
    service = only(AlertOptions(channels=(f"json://{listener.address}/",)))
    assert service.send([alert(title=hostile)], market=hostile, at=NOW) == ""
