"""Links by which a reader marks an item of a mail, signed so that nobody else can make one."""

import hashlib
import hmac
from urllib.parse import urlencode

from rivalscope.domain.feedback import Mark

PATH = "/feedback/"
"""Where `rivalscope explore` answers them."""

_DIGITS = 32


def signature(key: str, code: str, by: str) -> str:
    """Return the signature of an item and a reader: the first 128 bits of HMAC-SHA256, in hexadecimal digits."""
    text = f"rivalscope feedback\0{code}\0{by}".encode()
    return hmac.new(key.encode(), text, hashlib.sha256).hexdigest()[:_DIGITS]


def signed(key: str, code: str, by: str, given: str) -> bool:
    """Whether a signature is that of an item and a reader; compared in a time that does not tell how much of it is."""
    return hmac.compare_digest(signature(key, code, by).encode(), given.encode("utf-8", "replace"))


def link(base: str, key: str, code: str, by: str, mark: Mark) -> str:
    """Return the address of the page on which a reader confirms a mark; it is not given by opening the page."""
    query = urlencode({"by": by, "sig": signature(key, code, by), "mark": mark.value})
    return f"{base.rstrip('/')}{PATH}{code}?{query}"
