import socket
import ssl
import subprocess
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from rivalscope.domain.delivery import DeliveryState
from rivalscope.domain.settings import MailOptions
from rivalscope.errors import MailError
from rivalscope.mail import MailServer


class Inbox:
    """A mail server's hands: takes what it is sent, and refuses whom it is told to."""

    def __init__(self, *, replies=None, drop_after=None):
        self.taken = []
        self.replies = replies or {}
        self.drop_after = drop_after
        self.peers = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.peers.add(session.peer)
        if address in self.replies:
            return self.replies[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.drop_after is not None and len(self.taken) >= self.drop_after:
            self.drop_after = None
            server.transport.close()
            return "421 gone"
        self.taken.append((envelope.rcpt_tos[0], envelope.content))
        return "250 OK"


def message(recipient):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = (
        "rivalscope <intel@northwind.example>",
        recipient,
        "A digest — 2026",
    )
    made.set_content("Nothing material changed.\n")
    return made


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def serve():
    """Start mail servers on loopback and stop them at the end."""
    running = []

    def start(inbox, **options):
        controller = Controller(inbox, hostname="127.0.0.1", port=free_port(), **options)
        controller.start()
        running.append(controller)
        return MailOptions(host="127.0.0.1", port=controller.port, security="none")

    def stop():
        while running:
            running.pop().stop()

    start.stop = stop
    yield start
    stop()


@pytest.fixture
def certificate(tmp_path):
    """A certificate for 127.0.0.1 of our own making; returns the server's context."""
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(cert), "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context, cert


def send(messages, options, **more):
    with MailServer(options, **more) as server:
        return [server.send(one) for one in messages]


def states(deliveries):
    return {delivery.recipient: delivery.state.value for delivery in deliveries}


def test_each_recipient_gets_the_mail(serve):
    inbox = Inbox()
    options = serve(inbox)
    done = send([message(f"{name}@example.org") for name in "ab"], options)
    assert states(done) == {"a@example.org": "sent", "b@example.org": "sent"}
    assert [recipient for recipient, _ in inbox.taken] == ["a@example.org", "b@example.org"]
    assert b"Nothing material changed." in inbox.taken[0][1]
    assert len(inbox.peers) == 1


def test_one_that_is_refused_does_not_keep_back_the_others(serve):
    inbox = Inbox(replies={"b@example.org": "550 no such user", "c@example.org": "451 try later"})
    done = send([message(f"{name}@example.org") for name in "abcd"], serve(inbox))
    assert states(done) == {
        "a@example.org": "sent",
        "b@example.org": "refused",
        "c@example.org": "deferred",
        "d@example.org": "sent",
    }
    assert done[1].detail == "550 no such user"
    assert [recipient for recipient, _ in inbox.taken] == ["a@example.org", "d@example.org"]


def test_a_mail_that_cannot_be_written_does_not_keep_back_the_others(serve):
    inbox = Inbox()
    odd = message("odd@example.org")
    odd.set_payload("lone \ud800 surrogate")
    done = send([message("a@example.org"), odd, message("b@example.org")], serve(inbox))
    assert [one.state.value for one in done] == ["sent", "refused", "sent"]
    assert "cannot be written" in done[1].detail
    assert len(inbox.taken) == 2


def test_a_server_that_says_goodbye_in_the_middle_is_called_again(serve):
    inbox = Inbox(replies={"b@example.org": "421 closing"})
    done = send([message(f"{name}@example.org") for name in "abc"], serve(inbox))
    assert [delivery.state for delivery in done] == [
        DeliveryState.SENT,
        DeliveryState.DEFERRED,
        DeliveryState.SENT,
    ]
    assert len(inbox.peers) == 2


def test_a_connection_lost_before_the_answer_is_deferred_and_the_rest_goes_on(serve):
    inbox = Inbox(drop_after=1)
    done = send([message(f"{name}@example.org") for name in "abc"], serve(inbox))
    assert [delivery.state.value for delivery in done] == ["sent", "deferred", "sent"]


def test_a_server_that_is_gone_in_the_middle_is_not_waited_for_again_and_again(serve):
    inbox = Inbox(drop_after=1)
    options = serve(inbox)
    with MailServer(options, timeout=5) as server:
        assert server.send(message("a@example.org")).state is DeliveryState.SENT
        assert server.send(message("b@example.org")).state is DeliveryState.DEFERRED
        serve.stop()
        rest = [server.send(message(f"{name}@example.org")) for name in "cd"]
    assert [one.state for one in rest] == [DeliveryState.DEFERRED] * 2
    assert "no connection" in rest[1].detail


def test_no_server_at_all_is_told_with_place_and_mend():
    port = free_port()
    with pytest.raises(
        MailError, match=rf"mail server 127\.0\.0\.1:{port}: no connection .*check smtp\.host"
    ):
        send([message("a@example.org")], MailOptions(host="127.0.0.1", port=port))


def test_a_server_that_is_silent_is_not_waited_for_for_ever():
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        options = MailOptions(host="127.0.0.1", port=mute.getsockname()[1])
        with pytest.raises(MailError, match="no connection"):
            send([message("a@example.org")], options, timeout=0.5)


def encrypted(options, security, **more):
    return MailOptions(host=options.host, port=options.port, security=security, **more)


def test_mail_goes_over_an_encrypted_connection(serve, certificate, monkeypatch):
    context, cert = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    inbox = Inbox()
    options = serve(inbox, tls_context=context, require_starttls=True)
    assert send([message("a@example.org")], encrypted(options, "starttls"))[0].state is DeliveryState.SENT
    both = serve(inbox, ssl_context=context)
    assert send([message("b@example.org")], encrypted(both, "tls"))[0].state is DeliveryState.SENT
    assert len(inbox.taken) == 2


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(serve, certificate):
    context, _ = certificate
    options = serve(Inbox(), tls_context=context)
    with pytest.raises(MailError, match="no encrypted connection"):
        send([message("a@example.org")], encrypted(options, "starttls"))


def test_a_server_without_encryption_is_not_spoken_to_in_the_clear(serve):
    inbox = Inbox()
    options = serve(inbox)
    with pytest.raises(MailError, match=r"no connection.*STARTTLS"):
        send([message("a@example.org")], encrypted(options, "starttls"))
    assert inbox.taken == []


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_login_is_used_and_a_wrong_one_is_told(serve):
    def check(server, session, envelope, mechanism, data):
        right = (data.login, data.password) == (b"intel", b"right")
        return AuthResult(success=right, handled=right)

    inbox = Inbox()
    options = serve(inbox, authenticator=check, auth_required=True, auth_require_tls=False)
    login = {"username": "intel", "security": "none"}
    done = send(
        [message("a@example.org")],
        MailOptions(host=options.host, port=options.port, password="right", **login),
    )
    assert done[0].state is DeliveryState.SENT
    with pytest.raises(MailError, match="login as intel failed") as raised:
        send(
            [message("a@example.org")],
            MailOptions(host=options.host, port=options.port, password="wrong", **login),
        )
    assert "wrong" not in str(raised.value)


def test_a_password_is_never_sent_in_the_clear_beyond_this_machine():
    options = MailOptions(host="mail.example.org", username="intel", password="x")
    with pytest.raises(MailError, match="not sent unencrypted"):
        send([message("a@example.org")], options)
