import dataclasses
import re
from email import policy
from email.parser import BytesParser

import pytest
from bs4 import BeautifulSoup

from rivalscope.domain.settings import MailOptions
from rivalscope.errors import MailError
from rivalscope.reports.mail import HTML_BYTES, compose

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
