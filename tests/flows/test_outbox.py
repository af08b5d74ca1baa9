"""The outbox against a real mail server: nothing is lost, whoever is refused and whenever the sender is killed."""

import email
import email.policy
import json
import os
import random
import signal
import socket
import subprocess
import sys
from collections import Counter, defaultdict
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner

from flows import stages
from flows.digest import run_week
from flows.opened import open_market
from flows.outbox import deliver_waiting
from rivalscope.commands import outbox
from rivalscope.domain.delivery import DeliveryState
from rivalscope.errors import MailError
from storage.digests import outgoing

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
WEEK = "2026-W47"
EXHAUSTIVE = os.environ.get("RIVALSCOPE_EXHAUSTIVE") == "1"
KILLS, RECIPIENTS = (300, 2400) if EXHAUSTIVE else (4, 24)


class Box:
    """A mail server's handler: it keeps what it is given, answers as told, and may kill the sender in the middle."""

    def __init__(self):
        self.letters = defaultdict(list)
        self.answers = {}
        self.kill = None
        self.before_kill = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.letters[envelope.rcpt_tos[0]].append(parsed["Message-ID"])
        self.before_kill -= 1
        if self.kill is not None and self.before_kill == 0:
            self.kill(server)
        return "250 OK"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def serving(box, port):
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def name_recipients(small, port, recipients):
    names = ", ".join(f'"{recipient}"' for recipient in recipients)
    small.file.write_text(
        f'{small.file.read_text()}\n[digest]\nrecipients = [{names}]\nhost = "127.0.0.1"\nport = {port}\n'
    )


def send_week(small, *, now=NOW):
    with open_market(small.file) as opened:
        return run_week(opened, week=WEEK, now=now, sending=True)


def flush(small, *, now):
    with open_market(small.file) as opened:
        return deliver_waiting(opened, now=now)


def test_a_server_that_is_down_keeps_every_mail_waiting_and_the_next_night_sends_them(small):
    port = free_port()
    name_recipients(small, port, ["ana@example.com", "ben@example.com"])
    with pytest.raises(MailError, match="no connection"):
        send_week(small)
    assert "no connection" in flush(small, now=NOW)[1]
    box = Box()
    with serving(box, port):
        deliveries, problem = flush(small, now=NOW + timedelta(days=1))
        assert (len(deliveries), problem) == (2, "")
        assert flush(small, now=NOW + timedelta(days=2)) == ((), "")
    assert {len(letters) for letters in box.letters.values()} == {1}


def test_what_is_sent_later_has_the_message_id_and_the_date_of_the_first_attempt(small):
    port, box = free_port(), Box()
    box.answers = {"ben@example.com": "451 greylisted"}
    name_recipients(small, port, ["ana@example.com", "ben@example.com"])
    with serving(box, port):
        assert not send_week(small).complete
        assert flush(small, now=NOW) == ((), "")
        with open_market(small.file) as opened:
            waiting = outgoing(opened.engine, week=WEEK)[1]
        box.answers.clear()
        (delivery,), _ = flush(small, now=NOW + timedelta(hours=1))
    assert delivery.state is DeliveryState.SENT
    assert box.letters["ben@example.com"] == [waiting.message_id]


def test_an_address_that_no_mail_can_be_written_to_is_refused_alone(small):
    port, box = free_port(), Box()
    name_recipients(small, port, ["ana@example.com", "bücher@example.com", "cleo@example.com"])
    with serving(box, port):
        outcome = send_week(small)
    assert [one.state.value for one in outcome.deliveries] == ["sent", "refused", "sent"]
    assert len(box.letters) == 2


@pytest.mark.timeout(3600)  # three hundred kills take a quarter of an hour
def test_a_sender_killed_again_and_again_loses_no_mail_and_doubles_at_most_one_a_kill(small):
    chance, port, box, kills = random.Random(11), free_port(), Box(), 0
    recipients = [f"r{number}@example.com" for number in range(RECIPIENTS)]
    name_recipients(small, port, recipients)
    command = [
        sys.executable,
        "-m",
        "rivalscope",
        "digest",
        "--week",
        WEEK,
        "--send",
        "--market",
        str(small.file),
    ]
    with serving(box, port):
        while True:
            with subprocess.Popen(
                command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
            ) as child:
                # Some die before they hear that the mail was taken, some just after.
                rest = chance.choice((0, 0, 0.002, 0.01))
                if kills < KILLS:
                    box.before_kill = chance.randint(1, 2 * RECIPIENTS // KILLS - 2)
                    box.kill = lambda server, pid=child.pid, rest=rest: (
                        server.loop.call_later(rest, os.kill, pid, signal.SIGKILL)
                        if rest
                        else os.kill(pid, signal.SIGKILL)
                    )
                else:
                    box.kill = None
                _, told = child.communicate()
            if child.returncode == 0:
                break
            assert child.returncode == -signal.SIGKILL, told
            kills += 1
    received = Counter({recipient: len(letters) for recipient, letters in box.letters.items()})
    assert set(received) == set(recipients)
    assert sum(received.values()) - len(recipients) <= kills
    assert kills >= KILLS // 2
    assert all(len(set(letters)) == 1 for letters in box.letters.values())


def test_a_night_tries_what_waits_and_tells_what_became_of_it(small):
    port, box = free_port(), Box()
    name_recipients(small, port, ["ana@example.com"])
    with pytest.raises(MailError):
        send_week(small, now=datetime.now(UTC))
    with serving(box, port), open_market(small.file) as opened:
        outcome = stages.run_night(opened, night=NOW.date(), clock=NOW, reporting=False)
    assert "ana@example.com: sent" in outcome.lines()
    assert outcome.data()["deliveries"] == [{"recipient": "ana@example.com", "state": "sent", "detail": ""}]


def test_the_command_lists_what_waits_and_tries_it_when_asked(small):
    port, box = free_port(), Box()
    box.answers = {"ana@example.com": "451 greylisted", "ben@example.com": "550 no such user"}
    name_recipients(small, port, ["ana@example.com", "ben@example.com"])
    command = ["--market", str(small.file)]
    with serving(box, port):
        send_week(small)
        listed = CliRunner().invoke(outbox.command, command, standalone_mode=False)
        assert listed.return_value == 1
        assert "deferred" in listed.stdout
        assert "451 greylisted" in listed.stdout
        box.answers.clear()
        tried = CliRunner().invoke(outbox.command, [*command, "--send", "--json"], standalone_mode=False)
    states = {row["recipient"]: row["state"] for row in json.loads(tried.stdout)}
    assert states == {"ana@example.com": "sent", "ben@example.com": "refused"}
