import dataclasses
import os
import re
import socket
from email import policy
from email.parser import BytesParser
from urllib.parse import parse_qsl, urlsplit

import pytest
from aiosmtpd.controller import Controller
from bs4 import BeautifulSoup

from rivalscope.domain.feedback import reader_of
from rivalscope.domain.reader import Reader, Topic
from rivalscope.domain.settings import MailOptions
from rivalscope.errors import MailError
from rivalscope.feedback_link import signed
from rivalscope.mail import MailServer
from rivalscope.reports.letter import told_items
from rivalscope.reports.mail import HTML_BYTES, compose

EXHAUSTIVE = os.environ.get("RIVALSCOPE_EXHAUSTIVE") == "1"
OPTIONS = MailOptions(sender="rivalscope <intel@northwind.example>")
HEADERS = [
    "Subject", "From", "To", "Date", "Message-ID", "List-Unsubscribe", "Auto-Submitted", "MIME-Version", "Content-Type",
]  # fmt: skip


def sent(digest, *, recipient="pm@example.org", options=OPTIONS):
    """Return the mail as a reader's program gets it."""
    return BytesParser(policy=policy.default).parsebytes(
        compose(digest, recipient=recipient, options=options).as_bytes()
    )


def html(message):
    return BeautifulSoup(message.get_body(("html",)).get_content(), "html.parser")


def test_the_mail_has_text_html_and_a_chart(made):
    message = sent(made.digest())
    assert message.is_multipart()
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
    ]  # fmt: skip
    assert list(message.keys()) == HEADERS


def test_text_and_html_tell_the_same(made):
    message = sent(made.digest())
    plain = " ".join(message.get_body(("plain",)).get_content().split())
    shown = html(message).get_text(" ", strip=True)
    for words in (
        "Kestrel: 2 changes",
        "Pro (price changed, 18 Nov 2026)",
        "Offline mode",
        "7 nights of 7 ran",
        "“Please let us work offline.”",
    ):
        assert words in plain
        assert words in shown


def test_the_chart_is_shown_by_content_id_with_words_beside_it(made):
    message = sent(made.digest())
    picture = html(message).select_one("img")
    part = next(part for part in message.walk() if part.get_content_type() == "image/png")
    assert picture["src"] == f"cid:{part['Content-ID'][1:-1]}"
    assert "Kestrel: Audio quality" in picture["alt"]
    assert part.get_content().startswith(b"\x89PNG")


def test_without_anything_to_draw_there_is_no_chart(made):
    quiet = {"changes": (), "mentions": (), "before": None}
    message = sent(made.digest(**quiet))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert html(message).select("img") == []


def test_nothing_in_the_mail_is_remote(made):
    page = html(sent(made.digest()))
    assert page.select("script, link, iframe, form, object, video") == []
    assert all(element["src"].startswith("cid:") for element in page.select("[src]"))
    assert not re.search(r"url\(|@import|fonts\.g", str(page))


def test_a_digest_of_hundreds_of_changes_stays_under_the_size_that_readers_cut(made):
    many = [made.facts.change("kestrel", f"{n} " + "word " * 60, f"{n + 1} " + "other " * 60, subject=f"Plan {n}", score=50.0, reason="r") for n in range(400)]  # fmt: skip
    message = sent(made.digest(changes=many))
    text = message.get_body(("html",)).get_content()
    assert len(text.encode()) < HTML_BYTES
    assert "Kestrel: 400 changes" in text
    shown = len(re.findall(r"Plan \d+ \(", text))
    assert f"and {400 - shown} more in the report" in text


def test_the_same_digest_and_recipient_give_the_same_message(made):
    digest = made.digest()
    first, again = (compose(digest, recipient="pm@example.org", options=OPTIONS).as_bytes() for _ in range(2))
    assert first == again


def test_the_message_id_is_of_week_market_and_recipient(made):
    digest = made.digest()
    ids = {sent(digest, recipient=f"{name}@example.org")["Message-ID"] for name in "ab"}
    ids.add(sent(made.digest(week="2026-W46"), recipient="a@example.org")["Message-ID"])
    assert len(ids) == 3
    assert all(re.fullmatch(r"<[0-9a-f]{32}@northwind\.example>", one) for one in ids)


@pytest.mark.parametrize(
    ("given", "header"),
    [
        (None, "<mailto:intel@northwind.example?subject=unsubscribe>"),
        ("stop@example.org", "<mailto:stop@example.org?subject=unsubscribe>"),
        ("https://example.org/stop?u=1", "<https://example.org/stop?u=1>"),
    ],
)
def test_one_can_unsubscribe(made, given, header):
    options = MailOptions(sender=OPTIONS.sender, unsubscribe=given)
    assert sent(made.digest(), options=options)["List-Unsubscribe"] == header


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b\nBcc: c@d.example", "a@", "@b", "jörg@example.org", "a@b@c"]
)
def test_an_address_that_is_none_is_named(made, address):
    with pytest.raises(MailError, match="not a mail address"):
        compose(made.digest(), recipient=address, options=OPTIONS)


def tags(page):
    return {(element.name, *sorted(element.attrs)) for element in page.find_all(True)}


def test_hostile_text_makes_no_header_no_markup_and_no_link(made, naughty, poisoned):
    clean = tags(html(sent(made.digest())))
    for turn in range(0, len(naughty), 6):
        message = sent(poisoned(made.digest(), naughty[turn:] + naughty[:turn]))
        assert list(message.keys()) == HEADERS
        page = html(message)
        assert tags(page) - clean == set()
        assert all(re.match("https?://", link["href"]) for link in page.select("a"))
        plain = message.get_body(("plain",)).get_content()
        assert not set(plain) & set("\0\x07\x1b\u202e\u2066")


@pytest.mark.shared
def test_every_naughty_string_can_be_the_name_of_a_market_and_of_a_plan(made, blns):
    digest = made.digest()
    clean = tags(html(sent(digest)))
    for start in range(0, len(blns), 12):
        some = [
            made.facts.change("kestrel", text or " ", text or " ", subject=text)
            for text in blns[start : start + 12]
        ]
        message = sent(made.digest(changes=some, mentions=(), before=None))
        assert list(message.keys()) == HEADERS
        assert tags(html(message)) - clean == set()
    for text in blns:
        small = dataclasses.replace(digest, market=text, shifts=(), gaps=(), groups=())
        composed = compose(small, recipient="pm@example.org", options=OPTIONS).as_bytes()
        assert composed.split(b"\r\n\r\n")[0].count(b"Subject:") == 1


ODD = (
    "line\u2028separator", "paragraph\u2029separator", "next\u0085line", "carriage\rreturn", "line\nfeed",
    "both\r\nBcc: victim@example.org\r\n\r\nbody", "nul\0byte", "lone \ud800 surrogate", "swapped \udc00\ud800 pair",
    "vertical\x0btab", "form\x0cfeed", "\x1c\x1d\x1e", "\u202eoverride", "=?utf-8?q?forged?=", "", " ", ".", "\r\n.\r\n",
)  # fmt: skip


class Inbox:
    """A mail server's hands that refuse one recipient for good."""

    def __init__(self):
        self.taken = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address == "gone@example.org":
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(BytesParser(policy=policy.default).parsebytes(envelope.content))
        return "250 OK"


def arrive(mails):
    """Hand mails to a real server on loopback; returns what became of each, and what arrived."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with MailServer(MailOptions(host="127.0.0.1", port=port)) as server:
            done = [server.send(mail) for mail in mails]
    finally:
        controller.stop()
    return [one.state.value for one in done], inbox.taken


def named(digest, text):
    """Return a small digest whose market, products and plans have a hostile name."""
    products = tuple(dataclasses.replace(product, name=text) for product in digest.products)
    group = digest.groups[0]
    (change, *_) = group.changes
    told = dataclasses.replace(
        group,
        product=dataclasses.replace(group.product, name=text),
        changes=(dataclasses.replace(change, subject=text, before=text, after=text),),
    )
    return dataclasses.replace(
        digest, market=text, products=products, groups=(told,), shifts=(), gaps=(), requests=(), problems=(), contests=(), upcoming=(),
    )  # fmt: skip


def batch(made, texts):
    """Hand over a mail for each text, with a recipient between them who is refused."""
    digest = made.digest()
    mails = []
    for number, text in enumerate(texts):
        recipient = "gone@example.org" if number == 1 else f"r{number}@example.org"
        mails.append(compose(named(digest, text), recipient=recipient, options=OPTIONS))
    states, taken = arrive(mails)
    assert states == ["refused" if number == 1 else "sent" for number in range(len(texts))]
    assert len(taken) == len(texts) - 1
    for message in taken:
        assert [name for name in message if name != "X-Peer"] == HEADERS
        assert len(message.get_all("Subject")) == 1
        assert not set(str(message["Subject"])) & set("\r\n\0\u2028\u2029\ud800")
        assert message.get_body(("plain",)) is not None


def test_hostile_names_abort_no_batch_and_one_refused_recipient_stops_no_other(made):
    batch(made, ODD)


@pytest.mark.shared
def test_every_naughty_string_arrives_as_the_name_of_a_market_a_product_and_a_plan(made, blns):
    batch(made, blns if EXHAUSTIVE else blns[::9])


FEEDBACK = dataclasses.replace(OPTIONS, feedback="https://rivals.example/", feedback_key="s3cret")


def test_items_have_links_to_mark_them_that_are_signed_for_their_reader(made):
    digest = made.digest()
    (ana, ben) = (sent(digest, recipient=f"{name}@example.org", options=FEEDBACK) for name in ("ana", "ben"))
    links = [link["href"] for link in html(ana).select("a") if "/feedback/" in link["href"]]
    codes = {item.code for item in told_items(digest, most=12)}
    assert len(links) == 2 * len(codes)
    for href in links:
        parts = urlsplit(href)
        asked = dict(parse_qsl(parts.query))
        assert parts.path.removeprefix("/feedback/") in codes
        assert signed(
            "s3cret", parts.path.removeprefix("/feedback/"), reader_of("ana@example.org"), asked["sig"]
        )
        assert asked["mark"] in ("useful", "noise")
    assert not set(links) & {link["href"] for link in html(ben).select("a")}
    assert "s3cret" not in ana.as_string()
    assert links[0] in ana.get_body(("plain",)).get_content()


def test_without_an_address_and_a_key_items_have_their_codes_alone(made):
    digest = made.digest()
    code = next(told_items(digest, most=12)).code
    for options in (
        OPTIONS,
        dataclasses.replace(FEEDBACK, feedback=None),
        dataclasses.replace(FEEDBACK, feedback_key=None),
    ):
        message = sent(digest, options=options)
        assert "/feedback/" not in message.as_string()
        assert f"[{code}]" in message.get_body(("plain",)).get_content()
        assert code in html(message).get_text()


def test_the_chart_has_its_values_in_a_table_in_both_parts(made):
    message = sent(made.digest())
    rows = [
        [cell.get_text(strip=True) for cell in head.parent.find_all(["th", "td"])]
        for head in html(message).select("th[scope=row]")
    ]
    assert rows[0][0] == "Kestrel: Audio quality"
    plain = message.get_body(("plain",)).get_content()
    assert all(share in plain for row in rows for share in row)


def test_the_mail_has_dark_colours_for_readers_that_ask_for_them(made):
    page = str(html(sent(made.digest())))
    assert 'name="color-scheme"' in page
    assert "prefers-color-scheme: dark" in page


def test_a_reader_gets_their_own_topics_and_keeps_their_message_id(made):
    digest = made.digest()
    prices = Reader(address="pm@example.org", topics=(Topic.PRICES,), timezone="Asia/Tokyo")
    own = sent(digest, options=dataclasses.replace(OPTIONS, readers=(prices,)))
    assert own["Message-ID"] == sent(digest)["Message-ID"]
    assert "Rises and falls" in str(html(sent(digest)))
    assert "Kestrel: Audio quality" not in str(html(own))
    assert own["Date"].endswith("+0900")
