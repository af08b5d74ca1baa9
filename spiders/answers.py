"""Answers as Scrapy receives them, and what they have to do with those of earlier nights."""

from hashlib import sha256

from scrapy.http import Response

from rivalscope.domain.capture import Capture, Validators
from spiders.items import Answer


def is_same(answer: Answer, validators: Validators | None) -> bool:
    """Tell whether a whole answer has the bytes that are stored already."""
    if validators is None or not 200 <= answer.status < 300:
        return False
    return sha256(answer.body).hexdigest() == validators.snapshot


def conditions(validators: Validators | None) -> dict[str, str]:
    """Return the headers of a conditional request (RFC 9110 section 13.1)."""
    if validators is None:
        return {}
    pairs = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in pairs.items() if value}


def again(capture: Capture, body: bytes) -> Answer:
    """Return an earlier body as the answer that it was."""
    headers = {"content-type": capture.content_type} if capture.content_type else {}
    return Answer(url=capture.url, status=200, headers=headers, body=body, elapsed_ms=0)


def answer_of(response: Response) -> Answer:
    """Return what Scrapy received as an answer."""
    return Answer(
        url=response.url,
        status=response.status,
        headers=_headers(response),
        body=response.body,
        elapsed_ms=response.meta.get("elapsed_ms", 0),
    )


def _headers(response: Response) -> dict[str, str]:
    """Return the headers that describe the body as we have it, by lower-case name."""
    pairs = {
        name.decode("latin-1").lower(): values[-1].decode("latin-1")
        for name, values in response.headers.items()
    }
    if response.meta.get("encoded"):
        pairs.pop("content-length", None)  # it counts the bytes before they were unpacked
    return pairs
