"""URLs: which must not be asked for whatever they resolve to, above all those that two parsers read differently."""

import ipaddress
import re
import unicodedata
from urllib.parse import SplitResult, urlsplit

_NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?")
_NO_PART = re.compile(r"[\x00-\x20\\\x7f-\x9f]")
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*")
# Characters that IDNA 2003 and IDNA 2008 make different names of (UTS 46, deviation characters), and the full stop
# that both make a dot of.
_DEVIANT = frozenset("ßς。")


def url_objection(url: str) -> str:
    """Say why a URL must not be asked for whatever it resolves to; empty when it may."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "the address cannot be read: its host or port is none"
    if parts.scheme not in ("http", "https"):
        return f"only http and https are fetched, not {parts.scheme or 'an address without a scheme'}"
    if _NO_PART.search(url):
        return "the address holds a backslash, a space or a control character"
    if "@" in parts.netloc:
        return "the address carries a user name"
    if port == 0 or not parts.hostname:
        return "the address names no host or port"
    return _host_objection(parts)


def _host_objection(parts: SplitResult) -> str:
    """Say why a host could be taken for another one, or for an address in disguise."""
    host = parts.hostname or ""
    if "[" in parts.netloc:
        return _bracket_objection(parts.netloc, host)
    if not host.isascii():
        # Digits in circles and full stops in full width become plain ones on the way to the resolver.
        unseen = any(unicodedata.category(character) == "Cf" for character in host)
        if unicodedata.normalize("NFKC", host) != host or unseen or _DEVIANT & set(host):
            return "the host is written in characters that stand for others"
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return "the host is no name that can be resolved"
    if not _NAME.fullmatch(host) or not all(map(_is_label, host.split("."))):
        return "the host holds characters that no host has"
    last = host.rstrip(".").rpartition(".")[2]
    if _NUMBER.fullmatch(last) and not _is_dotted(host):
        return "the host is a number in an unusual spelling"
    return ""


def _is_label(label: str) -> bool:
    """Tell whether a label that begins like an encoded one stands for something."""
    if not label.startswith("xn--"):
        return True
    try:
        return bool(label.encode("ascii").decode("idna")) and len(label) > 4
    except UnicodeError:
        return False


def _bracket_objection(netloc: str, host: str) -> str:
    """Say why what stands in brackets is not plainly an IPv6 address."""
    if not re.fullmatch(r"\[[0-9A-Fa-f:.]+\](:[0-9]*)?", netloc):
        return "the host holds characters that no host has"
    try:
        ipaddress.IPv6Address(host)
    except ValueError:
        return "the host is no IPv6 address"
    return ""


def _is_dotted(host: str) -> bool:
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return False
    return True
