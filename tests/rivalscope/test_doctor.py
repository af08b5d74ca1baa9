"""The doctor: a real mail server and a real host are asked, and what is wrong comes with its mend."""

import socket
from dataclasses import replace

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from rivalscope.config import load_market
from rivalscope.doctor import State, examine

MARKET = """\
[market]
name = "Chat"
contact = "me@example.com"

[[products]]
name = "Ours"
slug = "ours"
ours = true

[[products.sources]]
kind = "reviews"
file = "missing.csv"

[digest]
recipients = ["reader@example.com"]
host = "127.0.0.1"
port = {port}
"""


@pytest.fixture
def market(tmp_path):
    (tmp_path / "taxonomy.yml").write_text("features:\n  - {name: Search}\n")
    path = tmp_path / "market.toml"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(Sink(), hostname="127.0.0.1", port=port)
    server.start()
    try:
        path.write_text(MARKET.format(port=port))
        yield load_market(path, environment={})
    finally:
        server.stop()


def checks(market):
    return {check.name: check for check in examine(market)}


def test_a_mail_server_that_answers_and_a_file_that_is_missing_are_told_apart(market):
    found = checks(market)
    assert found["mail"].state is State.PASS
    assert found["database"].state is State.PASS
    assert found["model"].state is State.PASS
    assert found["file ours/file"].state is State.FAIL
    assert "missing.csv" in found["file ours/file"].detail


def test_a_password_is_not_sent_unencrypted_to_find_out_whether_it_works(market):
    digest = replace(market.digest, host="mail.example.com", username="me", password="secret")
    mail = checks(replace(market, digest=digest))["mail"]
    assert mail.state is State.FAIL
    assert "not sent unencrypted" in mail.detail
    assert "[digest]" in mail.mend
