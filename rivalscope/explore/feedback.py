"""Marks given from a mail's links: a page that asks, and a form that answers. Opening a link changes nothing.

Mail programs and their guards open links by themselves, so a mark is given by a POST alone, and only with the signature of
the link: nobody who does not hold the mail can make one, or have another's browser send it.
"""

import asyncio
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import parse_qs, parse_qsl

from rivalscope.domain.feedback import Mark, ToldItem
from rivalscope.errors import RivalscopeError
from rivalscope.feedback_link import PATH, signed
from rivalscope.reports.inert import one_line

Receive = Callable[[], Any]
Send = Callable[[MutableMapping[str, Any]], Any]

_MOST_BYTES = 1000
"""Of a form: a mark is a few bytes."""

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} · {market}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<link rel="stylesheet" href="/static/explore.css"></head>
<body><header><p class="market">{market}</p></header>
<main id="content"><h1>{title}</h1>
{body}
</main></body></html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What the page needs to take marks."""

    key: str = field(repr=False)
    """That links are signed with."""
    told: Callable[[str], ToldItem | None]
    """Returns the item of a code; None when nothing was told under it."""
    give: Callable[[str, Mark, str], ToldItem]
    """Stores a reader's mark of an item; raises RivalscopeError when it cannot."""


class FeedbackPage:
    """The ASGI application behind `/feedback/CODE`."""

    def __init__(self, feedback: Feedback, *, market: str) -> None:
        """Take where marks go, and the name of the market."""
        self._feedback, self._market = feedback, market

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        code = scope["path"].removeprefix(PATH)
        asked = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
        by = asked.get("by", "")
        if not signed(self._feedback.key, code, by, asked.get("sig", "")):
            status, title, body = (
                403,
                "This link is not valid",
                "<p>It was cut off or changed on its way.</p>",
            )
        else:
            form = await _form(receive) if scope["method"] == "POST" else None
            status, title, body = await asyncio.to_thread(self._answered, code, by, asked, form)
        page = _PAGE.format(title=escape(title), market=escape(one_line(self._market)), body=body).encode()
        await _answer(send, status, page, head=scope["method"] == "HEAD")

    def _answered(
        self, code: str, by: str, asked: dict[str, str], form: bytes | None
    ) -> tuple[int, str, str]:
        """Return status, title and body for a link that is valid; a form is None where there was none."""
        try:
            item = self._feedback.told(code)
            if item is None:
                return 404, "There is no such item", "<p>Nothing was told under this code.</p>"
            return _ask(item, asked.get("mark", "")) if form is None else self._mark(item, by, form)
        except RivalscopeError as error:
            return 503, "The store did not answer", f"<p>{escape(one_line(str(error)))}</p>"

    def _mark(self, item: ToldItem, by: str, form: bytes) -> tuple[int, str, str]:
        given = parse_qs(form.decode("latin-1")).get("mark", [""])[0]
        if given not in set(Mark):
            return 400, "That is no mark", "<p>An item is useful or noise.</p>"
        self._feedback.give(item.code, Mark(given), by)
        words = f"<p>Marked <strong>{given}</strong>. Another mark takes its place.</p>"
        return 200, "Thank you", f"{_told(item)}{words}"


def _ask(item: ToldItem, mark: str) -> tuple[int, str, str]:
    first = Mark.NOISE if mark == Mark.NOISE else Mark.USEFUL
    marks = [first, *(other for other in Mark if other is not first)]
    buttons = " ".join(
        f'<button name="mark" value="{one.value}">{one.value.capitalize()}</button>' for one in marks
    )
    return 200, "Was this useful?", f'{_told(item)}<form method="post"><p>{buttons}</p></form>'


def _told(item: ToldItem) -> str:
    return f'<blockquote class="quote">{escape(one_line(item.title, limit=300))}</blockquote><p>{escape(item.kind)}, week {escape(item.week)}</p>'


async def _form(receive: Receive) -> bytes:
    """Return the body of a request, and nothing of one that is too long to be a mark."""
    body, more = b"", True
    while more and len(body) <= _MOST_BYTES:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False) and message["type"] == "http.request"
    return body if len(body) <= _MOST_BYTES else b""


async def _answer(send: Send, status: int, page: bytes, *, head: bool) -> None:
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(page)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else page})
