"""The digest as a mail: text and HTML parts, a chart by content id, nothing remote."""

import hashlib
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from zoneinfo import ZoneInfo

import css_inline
import mrml

from rivalscope.analysis.trends import Shift
from rivalscope.domain.feedback import Mark, reader_of
from rivalscope.domain.finding import Gap
from rivalscope.domain.settings import MailOptions
from rivalscope.errors import MailError
from rivalscope.feedback_link import link
from rivalscope.reports.content import Digest
from rivalscope.reports.html import environment
from rivalscope.reports.inert import one_line, web_address
from rivalscope.reports.letter import Letter, write_letter
from rivalscope.reports.mail_charts import Drawn, gap_chart, shift_chart
from rivalscope.reports.mail_text import Links, plain_text
from rivalscope.reports.recipient import for_reader

HTML_BYTES = 100_000
"""Larger HTML is cut by some readers (Gmail at 102 kB): fewer items are told instead, and the rest counted."""

MOST_ITEMS = (12, 8, 5, 3, 1)
"""Items under a heading: as many as the size allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The chart of a mail."""

    cid: str
    drawn: Drawn


def compose(digest: Digest, *, recipient: str, options: MailOptions) -> EmailMessage:
    """Return the digest as a mail to one recipient; the same digest and recipient give the same message.

    Message-ID is made of week, market and recipient, so that a second copy can be told as one. Raises MailError for
    an address that cannot stand in a header.
    """
    digest = for_reader(digest, options.reader(recipient))
    sender, receiver = _address(options.sender, "the sender"), _address(recipient, "the recipient")
    identity = _identity(digest.week, digest.market, recipient)
    picture = _picture(digest, identity)
    letter, html, links = _sized(digest, picture, recipient=recipient, options=options)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = one_line(letter.subject, limit=160)
    message["From"], message["To"] = sender, receiver
    message["Date"] = format_datetime(digest.written_at.astimezone(ZoneInfo(digest.timezone)))
    message["Message-ID"] = message_id(digest.week, digest.market, recipient, options=options)
    message["List-Unsubscribe"] = f"<{_unsubscribe(options, sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    text = plain_text(letter, picture.drawn if picture else None, links=links)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    if picture is not None:
        body = message.get_body(("html",))
        if isinstance(body, EmailMessage):
            body.add_related(
                picture.drawn.png,
                "image",
                "png",
                cid=f"<{picture.cid}>",
                filename="chart.png",
                disposition="inline",
            )
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"={identity}={number}=")
    return message


def message_id(week: str, market: str, recipient: str, *, options: MailOptions) -> str:
    """Return the Message-ID of a week's digest of a market to a recipient; MailError for a sender that is none."""
    domain = _address(options.sender, "the sender").domain
    return f"<{_identity(week, market, recipient)}@{domain}>"


def _identity(week: str, market: str, recipient: str) -> str:
    told = f"{week}\0{market}\0{recipient}".encode("utf-8", "backslashreplace")
    return hashlib.sha256(told).hexdigest()[:32]


def _sized(
    digest: Digest, picture: Picture | None, *, recipient: str, options: MailOptions
) -> tuple[Letter, str, Links]:
    """Return letter and HTML with as many items as the size allows, and the links by which they are marked."""
    for most in MOST_ITEMS:
        letter = write_letter(digest, most=most)
        links = _links(letter, recipient=recipient, options=options)
        html = _html(letter, picture, links)
        if len(html.encode()) < HTML_BYTES:
            break
    return letter, html, links


def _links(letter: Letter, *, recipient: str, options: MailOptions) -> Links:
    base, key, by = options.feedback, options.feedback_key, reader_of(recipient)
    if not base or not key:
        return {}
    codes = (item.code for part in letter.parts for block in part.blocks for item in block.items if item.code)
    return {code: {mark: link(base, key, code, by, mark) for mark in Mark} for code in codes}


def _html(letter: Letter, picture: Picture | None, links: Links) -> str:
    template = environment().get_template("digest.mjml.j2")
    markup = template.render(letter=letter, chart=picture, links=links)
    rendered: str = mrml.to_html(markup).content
    # mrml has put the styles on the elements; inlining takes up what its head holds for readers that drop heads.
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=True, keep_at_rules=True)
    return inliner.inline(rendered)


def _picture(digest: Digest, identity: str) -> Picture | None:
    gaps = tuple(move.gap for move in digest.gaps if not move.closed)
    drawn = _drawn(digest.shifts, gaps, tuple(digest.names.items()))
    return Picture(cid=f"chart.{identity[:12]}@rivalscope", drawn=drawn) if drawn else None


@lru_cache(maxsize=16)
def _drawn(
    shifts: tuple[Shift, ...], gaps: tuple[Gap, ...], names: tuple[tuple[str, str], ...]
) -> Drawn | None:
    """Draw what moved; once for all recipients who are told the same, since it takes most of a mail's time."""
    return shift_chart(shifts, dict(names)) or gap_chart(gaps)


def _address(text: str, whose: str) -> Address:
    name, address = parseaddr(text) if one_line(text) == text.strip() else ("", "")
    try:
        parsed = Address(display_name=one_line(name, limit=60), addr_spec=address)
        parsed.addr_spec.encode("ascii")
    except (MessageError, ValueError, IndexError) as error:
        raise MailError(f"{whose} {text!r} is not a mail address; see [digest] in market.toml") from error
    if not parsed.username or not parsed.domain:
        raise MailError(f"{whose} {text!r} is not a mail address; see [digest] in market.toml")
    return parsed


def _unsubscribe(options: MailOptions, sender: Address) -> str:
    given = options.unsubscribe or sender.addr_spec
    if web_address(given):
        return given
    target = _address(given.removeprefix("mailto:"), "the address to unsubscribe at")
    return f"mailto:{target.addr_spec}?subject=unsubscribe"
