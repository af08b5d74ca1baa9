import email
import email.policy
import socket
from datetime import UTC, datetime

import pytest
from aiosmtpd.controller import Controller

from flows.digest import run_week
from flows.opened import open_market
from rivalscope.errors import MailError, UsageError
from rivalscope.reports.content import DigestState

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
WEEK = "2026-W47"


class Box:
    """A mail server's handler that keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, bytes]] = []
        self.refuses = ""
        self.port = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address == self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.letters.append((envelope.rcpt_tos[0], envelope.content))
        return "250 OK"


@pytest.fixture
def box():
    handler = Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        handler.port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


def name_recipients(small, port: int) -> None:
    small.file.write_text(
        f'{small.file.read_text()}\n[digest]\nrecipients = ["ana@example.com", "ben@example.com"]\n'
        f'host = "127.0.0.1"\nport = {port}\n'
    )


def week(small, **options):
    with open_market(small.file) as opened:
        return run_week(opened, week=WEEK, now=NOW, **options)


def test_a_digest_is_written_beside_the_market_file(small):
    outcome = week(small)
    assert outcome.file == small.folder / "digests" / "2026-W47.eml"
    assert outcome.state is DigestState.NO_DATA
    message = email.message_from_bytes(outcome.file.read_bytes(), policy=email.policy.default)
    assert message.get_body(("plain",)) is not None
    assert message.get_body(("html",)) is not None


def test_an_address_for_marks_without_a_key_is_told(small, caplog, monkeypatch):
    monkeypatch.delenv("RIVALSCOPE_FEEDBACK_KEY", raising=False)
    small.file.write_text(f'{small.file.read_text()}\n[digest]\nfeedback = "http://127.0.0.1:8765"\n')
    week(small)
    assert "feedback needs RIVALSCOPE_FEEDBACK_KEY" in caplog.text


def test_it_is_sent_to_each_recipient_once_unless_asked_again(small, box):
    name_recipients(small, box.port)
    first = week(small, sending=True)
    assert first.complete
    assert [recipient for recipient, _ in box.letters] == ["ana@example.com", "ben@example.com"]
    second = week(small, sending=True)
    assert second.complete
    assert second.sent_before == ("ana@example.com", "ben@example.com")
    assert len(box.letters) == 2
    week(small, sending=True, again=True)
    assert len(box.letters) == 4


def test_each_recipient_gets_the_digest_as_they_asked_for_it(small, box):
    small.file.write_text(
        f'{small.file.read_text()}\n[digest]\nhost = "127.0.0.1"\nport = {box.port}\n'
        'recipients = ["ana@example.com", { address = "ben@example.com", topics = ["gaps"], language = "de" }]\n'
    )
    assert week(small, sending=True).complete
    letters = [email.message_from_bytes(letter, policy=email.policy.default) for _, letter in box.letters]
    ana, ben = (letter.get_body(("plain",)).get_content() for letter in letters)
    assert ("16 November 2026" in ana, "16. November 2026" in ben) == (True, True)
    assert ("WHAT CUSTOMERS SAY NOW" in ana, "WHAT CUSTOMERS SAY NOW" in ben) == (True, False)
    assert len({letter["Message-ID"] for letter in letters}) == 2


def test_a_recipient_who_is_refused_falls_short_and_is_tried_the_next_time(small, box):
    name_recipients(small, box.port)
    box.refuses = "ben@example.com"
    outcome = week(small, sending=True)
    assert not outcome.complete
    assert any("ben@example.com: refused" in line for line in outcome.lines())
    box.refuses = ""
    assert [one.recipient for one in week(small, sending=True).deliveries] == ["ben@example.com"]
    assert len(box.letters) == 2


def test_nobody_to_send_to_is_a_usage_error(small):
    with pytest.raises(UsageError, match="recipients"):
        week(small, sending=True)


def test_a_mail_server_that_is_not_there_is_a_mail_error_and_the_file_is_written(small):
    name_recipients(small, 1)
    with pytest.raises(MailError, match=r"127\.0\.0\.1:1"):
        week(small, sending=True)
    assert (small.folder / "digests" / "2026-W47.eml").is_file()
