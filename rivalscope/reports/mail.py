"""The digest as a mail: text and HTML parts, a chart by content id, nothing remote."""

import hashlib
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

import css_inline
import mrml

from rivalscope.domain.settings import MailOptions
from rivalscope.errors import MailError
from rivalscope.reports.content import Digest
from rivalscope.reports.html import environment
from rivalscope.reports.inert import one_line, web_address
from rivalscope.reports.letter import Block, Item, Letter, write_letter
from rivalscope.reports.mail_charts import gap_png, shift_png

HTML_BYTES = 100_000
"""Larger HTML is cut by some readers (Gmail at 102 kB): fewer items are told instead, and the rest counted."""

_MOST = (12, 8, 5, 3, 1)
_WIDTH = 76


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The chart of a mail."""

    cid: str
    alt: str
    png: bytes


def compose(digest: Digest, *, recipient: str, options: MailOptions) -> EmailMessage:
    """Return the digest as a mail to one recipient; the same digest and recipient give the same message.

    Message-ID is made of week, market and recipient, so that a second copy can be told as one. Raises MailError for
    an address that cannot stand in a header.
    """
    sender, receiver = _address(options.sender, "the sender"), _address(recipient, "the recipient")
    identity = _identity(digest.week, digest.market, recipient)
    picture = _picture(digest, identity)
    letter, html = _sized(digest, picture)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = one_line(letter.subject, limit=160)
    message["From"], message["To"] = sender, receiver
    message["Date"] = format_datetime(digest.written_at)
    message["Message-ID"] = message_id(digest.week, digest.market, recipient, options=options)
    message["List-Unsubscribe"] = f"<{_unsubscribe(options, sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_text(letter, picture), cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    if picture is not None:
        body = message.get_body(("html",))
        if isinstance(body, EmailMessage):
            body.add_related(
                picture.png,
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
    return hashlib.sha256(f"{week}\0{market}\0{recipient}".encode()).hexdigest()[:32]


def _sized(digest: Digest, picture: Picture | None) -> tuple[Letter, str]:
    for most in _MOST:
        letter = write_letter(digest, most=most)
        html = _html(letter, picture)
        if len(html.encode()) < HTML_BYTES:
            break
    return letter, html


def _html(letter: Letter, picture: Picture | None) -> str:
    markup = environment().get_template("digest.mjml.j2").render(letter=letter, chart=picture)
    rendered: str = mrml.to_html(markup).content
    # mrml has put the styles on the elements; inlining takes up what its head holds for readers that drop heads.
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=True, keep_at_rules=True)
    return inliner.inline(rendered)


def _picture(digest: Digest, identity: str) -> Picture | None:
    drawn = shift_png(digest.shifts, digest.names)
    if drawn is None:
        drawn = gap_png([move.gap for move in digest.gaps if not move.closed])
    return Picture(cid=f"chart.{identity[:12]}@rivalscope", alt=drawn[1], png=drawn[0]) if drawn else None


def _text(letter: Letter, picture: Picture | None) -> str:
    lines = [letter.title, letter.period, "", *_wrapped(letter.headline)]
    if letter.caution:
        lines += ["", *_wrapped(f"Partial. {letter.caution}")]
    if picture is not None:
        lines += ["", *_wrapped(f"[Chart] {picture.alt}")]
    for part in letter.parts:
        lines += ["", "", part.title.upper(), "=" * len(part.title)]
        for block in part.blocks:
            lines += _block(block)
    return "\n".join([*lines, "", "", *_wrapped(letter.closing)]) + "\n"


def _block(block: Block) -> Iterator[str]:
    yield ""
    if block.title:
        yield one_line(block.title)
    if block.silence:
        yield from _wrapped(block.silence)
    for item in block.items:
        yield from _item(item)
    if block.left:
        yield f"  and {block.left} more in the report"


def _item(item: Item) -> Iterator[str]:
    weight = f"[{item.weight}] " if item.weight else ""
    yield from _wrapped(f"{weight}{one_line(item.title, limit=200)}", first="- ", rest="  ")
    sides = [one_line(side, limit=200) for side in (item.before, item.after) if side]
    arrow = "→ " if item.before is None else ""
    if sides:
        yield from _wrapped(arrow + " → ".join(sides), first="  ", rest="  ")
    if item.detail:
        yield from _wrapped(one_line(item.detail, limit=300), first="  ", rest="  ")
    for proof in item.proofs:
        yield from _wrapped(f"“{proof.quote}” e{proof.number}", first="  ", rest="  ")
        if proof.url:
            yield f"  {proof.url}"


def _wrapped(text: str, *, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        one_line(text), _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


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
