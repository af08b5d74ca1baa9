"""The gate before the page: which requests come through, and what every answer forbids the browser to do with it."""

import re
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""Content-Security-Policy of every answer: no script at all, nothing from elsewhere, no inline style."""

HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}

DATABASE = "rivalscope"
"""Name under which the views are served."""

_OWN = re.compile(r"/|/static/explore\.css|/favicon\.ico|/feature|/product/[^/]{1,300}|/evidence/[0-9]{1,18}")
_FEEDBACK = re.compile(r"/feedback/[0-9a-f]{10}")
_SERVED = re.compile(rf"/{DATABASE}/(?P<name>[a-z0-9_-]{{1,100}})(?:\.(?:json|csv))?")
_NUMBERS = frozenset({"_next", "_timelimit", "_facet_size", "_size"})
_TOLD = frozenset(
    {"_col", "_nocol", "_dl", "_facet", "_facet_array", "_facet_date", "_header", "_json", "_nl", "_nocount", "_nofacet",
     "_nosuggest", "_shape", "_sort", "_sort_by_desc", "_sort_desc", "_stream"}
)  # fmt: skip
_COLUMNS = frozenset(
    {"_col", "_nocol", "_facet", "_facet_array", "_facet_date", "_sort", "_sort_desc", "_filter_column"}
)
_FILTER = re.compile(r"_filter_(?:column|op|value)(?:_\d{1,3})?")


class Gate:
    """An ASGI application that lets through GET and HEAD, to the hosts and paths named, with parameters that are known.

    Whatever is not listed does not exist here: pages for debugging, other databases, base tables, SQL of one's own. One
    kind of path alone takes a POST, where marks are given: what answers there is apart from all that reads the store.
    """

    def __init__(
        self,
        inner: Application,
        *,
        hosts: Collection[str],
        names: Mapping[str, Mapping[str, str]],
        feedback: Application | None = None,
    ) -> None:
        """Take what is served by name, views and queries alike, each with the parameters that it has and their defaults.

        `feedback` answers for marks; without it there are no such paths.
        """
        self._inner = inner
        self._feedback = feedback
        self._hosts = frozenset(hosts)
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it in one plain line."""
        if scope["type"] == "lifespan":
            await self._inner(scope, receive, send)
        elif scope["type"] == "http":
            refusal = self.refusal(scope)
            if refusal is None and self._feedback is not None and _FEEDBACK.fullmatch(_path(scope)):
                await self._feedback(scope, receive, _guarded(send))
            elif refusal is None:
                await self._inner(self._let_through(scope), receive, _guarded(send))
            else:
                await _refuse(_guarded(send), *refusal, head=scope["method"] == "HEAD")

    def refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Return status and reason of what is not let through; None when a request is."""
        hosts = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"host"]
        path = _path(scope)
        served = _SERVED.fullmatch(path)
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return 421, "this page answers to its own address only"
        marking = self._feedback is not None and _FEEDBACK.fullmatch(path) is not None
        if scope["method"] not in {"GET", "HEAD"} and not (marking and scope["method"] == "POST"):
            return 405, "this page is read-only: GET and HEAD"
        if marking:
            return None
        if not (_OWN.fullmatch(path) or (served and served["name"] in self._names)):
            return 404, "there is no such page"
        return _wrong_parameter(scope["query_string"].decode("latin-1"))

    def _let_through(self, scope: Scope) -> Scope:
        """Return a request with the defaults that it leaves out, without what a browser holds for other programs here."""
        query = scope["query_string"].decode("latin-1")
        served = _SERVED.fullmatch(_path(scope))
        given = {name for name, _ in parse_qsl(query, keep_blank_values=True)}
        defaults = self._names[served["name"]] if served else {}
        missing = urlencode({name: value for name, value in defaults.items() if name not in given})
        kept = [pair for pair in scope["headers"] if pair[0] not in (b"cookie", b"authorization")]
        whole = "&".join(part for part in (query, missing) if part)
        return {**scope, "headers": kept, "query_string": whole.encode("latin-1")}


def _path(scope: Scope) -> str:
    """Return the path as it was sent: what an escape stands for is not looked for here, so none gets through."""
    sent: bytes = scope.get("raw_path") or scope["path"].encode()
    return sent.decode("latin-1").partition("?")[0]


def _wrong_parameter(query: str) -> tuple[int, str] | None:
    if len(query) > 8000:
        return 414, "the address is too long"
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name in _COLUMNS and not re.fullmatch(r"[a-z0-9_]{0,60}", value):
            return 400, f"{name} is the name of a column"
        if not name.startswith("_") or name in _TOLD or _FILTER.fullmatch(name):
            continue
        if name not in _NUMBERS:
            return 400, "the address asks for something that this page does not do"
        if value != "max" and not re.fullmatch(r"[0-9]{1,9}", value):
            return 400, f"{name} is a whole number"
    return None


def _guarded(send: Send) -> Send:
    async def guarded(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            ours = {name.encode() for name in HEADERS} | {b"set-cookie", b"vary", b"link"}
            kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in ours]
            added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            message = {**message, "headers": [*kept, *added]}
        await send(message)

    return guarded


async def _refuse(send: Send, status: int, reason: str, *, head: bool) -> None:
    body = f"{reason}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    if status == 405:
        headers.append((b"allow", b"GET, HEAD"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else body})
